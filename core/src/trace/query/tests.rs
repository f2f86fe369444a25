use super::*;
use crate::digest::json;

const PLACES: &str = r#"{"vocabularyList":[{"type":"urn:epcglobal:epcis:vtype:BusinessLocation","vocabularyElementList":[
    {"id":"urn:epc:id:sgln:4012345.00001.0","attributes":[{"id":"cbvmda:city","attribute":"Zunyi"}],
     "children":["https://id.gs1.org/414/4012345000023"]},
    {"id":"urn:epc:id:sgln:4012345.00002.0","children":["urn:epc:id:sgln:4012345.00003.0","urn:epc:id:sgln:4012345.00001.0"]}]}]}"#;

fn event(members: &str) -> String {
    format!(
        r#"{{"@context":{{"ex":"https://ns.example.org/"}},"type":"ObjectEvent","eventTime":"2026-05-12T07:30:00+08:00",
        "action":"OBSERVE"{}{members}}}"#,
        if members.is_empty() { "" } else { "," }
    )
}

fn ask(members: &str, query: &str) -> Match {
    let text = event(members);
    let document = json::read(text.as_bytes()).unwrap();
    let events = Events::of(document.root()).unwrap();
    let data = json::read(PLACES.as_bytes()).unwrap();
    let mut master = Master::default();
    master.add(data.root()).unwrap();
    let source = json::read(query.as_bytes()).unwrap();
    let query = Query::read(source.root(), events.context(), &master).unwrap();
    query.matches(&events.iter().next().unwrap())
}

fn refusal(query: &str) -> (QueryErrorKind, String) {
    let source = json::read(query.as_bytes()).unwrap();
    let error = Query::read(source.root(), &Context::default(), &Master::default()).unwrap_err();
    (error.kind, error.pointer)
}

#[test]
fn each_kind_of_parameter() {
    use Match::{No, Undecided, Yes};
    let sensor = r#""sensorElementList":[{"sensorMetadata":{"time":"2026-05-12T07:00:00+08:00","deviceID":"urn:x:d"},
        "sensorReport":[{"type":"Temperature","value":277.05,"uom":"KEL","ex:probe":"3"},{"type":"gs1:RelativeHumidity","value":81,"uom":"P1"}]}]"#;
    let goods = r#""quantityList":[{"epcClass":"urn:epc:class:lgtin:4012345.011111.L1","quantity":1500,"uom":"GRM"}],
        "epcList":["https://brand.example/01/04012345111118/21/7"],"readPoint":{"id":"urn:epc:id:sgln:4012345.00003.0","ex:gate":"7"},
        "bizTransactionList":[{"type":"urn:epcglobal:cbv:btt:po","bizTransaction":"urn:x:po:1"}]"#;
    let more = r#""ex:n":"12.50","ex:t":"2026-05-01","ex:o":{"ex:deep":[{"ex:n":3}]},"ex:flag":true,
        "ilmd":{"cbvmda:lot":"L1","ex:box":{"ex:n":9}},"persistentDisposition":{"set":["in_transit"]}"#;
    for (members, query, wanted) in [
        ("", r#"{"eventType":["ObjectEvent"]}"#, Yes),
        ("", r#"{"eventType":["epcis:AggregationEvent"]}"#, No),
        ("", r#"{"GE_eventTime":"2026-05-11T23:30:00Z","LT_eventTime":"2026-05-11T23:30:00.001Z"}"#, Yes),
        ("", r#"{"GE_recordTime":"2026-05-11T23:30:00Z"}"#, No),
        (r#""recordTime":"2026-05-12""#, r#"{"GE_recordTime":"2026-05-11T23:30:00Z"}"#, Undecided),
        ("", r#"{"EQ_action":["ADD","OBSERVE"]}"#, Yes),
        (
            r#""bizStep":"cbv:BizStep-shipping""#,
            r#"{"EQ_bizStep":["urn:epcglobal:cbv:bizstep:shipping"]}"#,
            Yes,
        ),
        (r#""bizStep":"shipping""#, r#"{"EQ_bizStep":["receiving"]}"#, No),
        (
            r#""bizStep":"https://ns.example.org/weeding""#,
            r#"{"@context":{"q":"https://ns.example.org/"},"EQ_bizStep":["q:weeding"]}"#,
            Yes,
        ),
        (more, r#"{"EQ_persistentDisposition_set":["in_transit"]}"#, Yes),
        (more, r#"{"EQ_persistentDisposition_unset":["in_transit"]}"#, No),
        (goods, r#"{"EQ_readPoint":["https://id.gs1.org/414/4012345000030"]}"#, Yes),
        (goods, r#"{"WD_readPoint":["urn:epc:id:sgln:4012345.00001.0"]}"#, Yes),
        (goods, r#"{"WD_readPoint":["urn:epc:id:sgln:4012345.00009.0"]}"#, No),
        (goods, r#"{"EQ_readPoint_ex:gate":["7"]}"#, Yes),
        (goods, r#"{"MATCH_epc":["urn:epc:id:sgtin:4012345.011111.7"]}"#, Yes),
        (goods, r#"{"MATCH_anyEPC":["urn:epc:idpat:sgtin:4012345.*.*"]}"#, Yes),
        (goods, r#"{"MATCH_epc":["https://id.gs1.org/01/04012345111118/21/*"]}"#, Yes),
        (goods, r#"{"MATCH_epc":["https://id.gs1.org/01/*"]}"#, No),
        (goods, r#"{"MATCH_epc":["urn:epc:idpat:gid:1.2.*"]}"#, No),
        (r#""epcList":["urn:epc:id:gid:1.2.7"]"#, r#"{"MATCH_epc":["urn:epc:idpat:gid:1.2.*"]}"#, Yes),
        (goods, r#"{"MATCH_epcClass":["https://id.gs1.org/01/04012345111118/10/L1"]}"#, Yes),
        (goods, r#"{"MATCH_epcClass":["urn:epc:class:lgtin:4012345.011111.*"]}"#, Yes),
        (goods, r#"{"MATCH_inputEPCClass":["urn:epc:class:lgtin:4012345.011111.*"]}"#, No),
        (goods, r#"{"EQ_quantity":[1500]}"#, Yes),
        (goods, r#"{"GE_quantity_KGM":1.5,"LT_quantity_TNE":0.0016}"#, Yes),
        (goods, r#"{"GT_quantity_KGM":1.5}"#, No),
        (goods, r#"{"GT_quantity_LTR":0}"#, No),
        (r#""quantityList":[{"epcClass":"urn:a:1","quantity":5}]"#, r#"{"EQ_quantity_H87":[5]}"#, Yes),
        (
            r#""quantityList":[{"epcClass":"urn:a:1","quantity":5,"uom":"ZZZ"}]"#,
            r#"{"GE_quantity_KGM":1}"#,
            Undecided,
        ),
        (goods, r#"{"EQ_bizTransaction_po":["urn:x:po:1"]}"#, Yes),
        (goods, r#"{"EQ_bizTransaction_inv":["urn:x:po:1"]}"#, No),
        (sensor, r#"{"EXISTS_sensorElementList":null}"#, Yes),
        ("", r#"{"EXISTS_sensorElementList":1}"#, No),
        ("", r#"{"EXISTS_errorDeclaration":false}"#, Yes),
        (sensor, r#"{"GT_value_CEL":3.89,"LT_value_FAH":39.1}"#, Yes),
        (sensor, r#"{"EQ_value_CEL":[3.9]}"#, Yes),
        (sensor, r#"{"GE_value_CEL":4}"#, No),
        (sensor, r#"{"EQ_type":["RelativeHumidity"],"EQ_deviceID":["urn:x:d"]}"#, Yes),
        (sensor, r#"{"GE_time":"2026-05-11T23:00:00Z","EQ_SENSORREPORT_ex:probe":["3"]}"#, Yes),
        (more, r#"{"GT_ex:n":12.4,"LE_ex:n":12.5}"#, Yes),
        (more, r#"{"EQ_INNER_ex:n":3}"#, Yes),
        (more, r#"{"EQ_INNER_ex:n":9}"#, No),
        (more, r#"{"EQ_INNER_ILMD_ex:n":9}"#, Yes),
        (more, r#"{"EQ_ILMD_cbvmda:lot":["L1"],"EXISTS_ILMD_ex:box":null}"#, Yes),
        (more, r#"{"GE_ex:t":"2026-05-01"}"#, Yes),
        (more, r#"{"GE_ex:t":"2026-05-01T00:00:00Z"}"#, Undecided),
        (more, r#"{"EQ_ex:flag":["true"]}"#, Yes),
        (more, r#"{"EQ_https://ns.example.org/flag":["false"]}"#, No),
        (goods, r#"{"HASATTR_readPoint":["cbvmda:city"]}"#, No),
        (
            r#""bizLocation":{"id":"https://id.gs1.org/414/4012345000016"}"#,
            r#"{"EQATTR_bizLocation_urn:epcglobal:cbv:mda#city":["Zunyi"],"HASATTR_bizLocation":["cbvmda:city"]}"#,
            Yes,
        ),
        (
            r#""errorDeclaration":{"declarationTime":"2026-06-01T00:00:00Z","reason":"incorrect_data","correctiveEventIDs":["urn:x:e"]}"#,
            r#"{"EXISTS_errorDeclaration":true,"GE_errorDeclaration_Time":"2026-06-01T00:00:00Z","EQ_errorReason":["cbv:ER-incorrect_data"],
               "EQ_correctiveEventID":["urn:x:e"]}"#,
            Yes,
        ),
    ] {
        assert_eq!(ask(members, query), wanted, "{query} of {members}");
    }
}

#[test]
fn what_is_no_query() {
    use QueryErrorKind as Kind;
    let wrong = |query: &str, at: &str| {
        let (kind, pointer) = refusal(query);
        assert!(matches!(kind, Kind::Value { .. }) && pointer == at, "{query}: {kind:?} {pointer}");
    };
    for (query, at) in [
        (r#"[]"#, ""),
        (r#"{"EQ_action":["SEE"]}"#, "/EQ_action/0"),
        (r#"{"EQ_action":"ADD"}"#, "/EQ_action"),
        (r#"{"MATCH_epc":[]}"#, "/MATCH_epc"),
        (r#"{"GE_eventTime":"2026-05-12"}"#, "/GE_eventTime"),
        (r#"{"eventType":["Event"]}"#, "/eventType/0"),
        (r#"{"orderBy":"bizStep"}"#, "/orderBy"),
        (r#"{"orderDirection":"asc"}"#, "/orderDirection"),
        (r#"{"maxEventCount":-1}"#, "/maxEventCount"),
        (r#"{"GT_quantity":[1]}"#, "/GT_quantity"),
        (r#"{"GT_terroir:amount":["x"]}"#, "/GT_terroir:amount"),
    ] {
        wrong(query, at);
    }
    for query in [
        r#"{"EQ_bizstep":["shipping"]}"#,
        r#"{"GT_eventTime":"2026-05-12T00:00:00Z"}"#,
        r#"{"EQ_maxValue_CEL":[1]}"#,
        r#"{"GT_value_celsius":1}"#,
        r#"{"GT_readPoint_terroir:a":1}"#,
        r#"{"lot":"7"}"#,
        r#"{"EQ_ILMD_":[]}"#,
    ] {
        assert_eq!(refusal(query).0, Kind::Unknown, "{query}");
    }
    assert!(matches!(refusal(r#"{"EQ_zz:a":["1"]}"#).0, Kind::Prefix { .. }));
    assert!(matches!(refusal(r#"{"EQ_bizStep":["weeding"]}"#).0, Kind::Word { .. }));
    let (kind, at) = refusal(r#"{"MATCH_epc":["urn:a:1","urn:epc:idpat:sgtin:*.011111.*"]}"#);
    assert!(matches!(kind, Kind::Pattern { .. }) && at == "/MATCH_epc/1");
    assert_eq!(refusal(r#"{"eventCountLimit":1}"#).0, Kind::Limits);
    assert_eq!(refusal(r#"{"eventCountLimit":1,"orderBy":"eventTime","maxEventCount":1}"#).0, Kind::Limits);
}

#[test]
fn order_limit_and_too_many() {
    let text = r#"[{"eventTime":"2026-05-12T07:30:00+08:00"},{"eventTime":"2026-05-12T07:30:00Z"},{},
        {"eventTime":"2026-05-11T23:30:00Z"}]"#;
    let document = json::read(text.as_bytes()).unwrap();
    let events = Events::of(document.root()).unwrap();
    let select = |query: &str| {
        let source = json::read(query.as_bytes()).unwrap();
        let query = Query::read(source.root(), events.context(), &Master::default()).unwrap();
        query.select(&events).map(|found| found.events)
    };
    assert_eq!(select("{}").unwrap(), [0, 1, 2, 3]);
    assert_eq!(select(r#"{"orderBy":"eventTime"}"#).unwrap(), [1, 0, 3, 2]);
    assert_eq!(select(r#"{"orderBy":"eventTime","orderDirection":"ASC"}"#).unwrap(), [0, 3, 1, 2]);
    assert_eq!(select(r#"{"orderBy":"eventTime","eventCountLimit":1}"#).unwrap(), [1]);
    assert_eq!(select(r#"{"maxEventCount":3}"#), Err(TooMany { found: 4, most: 3 }));
}
