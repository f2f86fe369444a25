use super::*;
use alloc::string::ToString;

#[test]
fn layouts_stand_in_order() {
    for (at, layout) in scheme::LAYOUTS.iter().enumerate() {
        assert_eq!(layout.scheme as usize, at);
        assert_eq!(layout.scheme.to_string().parse(), Ok(layout.scheme));
    }
}

#[test]
fn every_scheme_both_ways() {
    for (urn, link) in [
        ("id:sgtin:4012345.011111.98%22", "01/04012345111118/21/98%22"),
        ("id:sscc:4012345.3111111111", "00/340123451111111111"),
        ("id:sgln:4012345.00005.122", "414/4012345000054/254/122"),
        ("id:sgln:4012345.00005.0", "414/4012345000054"),
        ("id:grai:4012345.00022.334455", "8003/04012345000221334455"),
        ("id:giai:4012345.ABC345", "8004/4012345ABC345"),
        ("id:gsrn:4012345.0000006765", "8018/401234500000067657"),
        ("id:gsrnp:4012345.0000000007", "8017/401234500000000074"),
        ("id:gdti:987659999999..9", "253/98765999999929"),
        ("id:cpi:0614141.11111111111111-A%23%2F.1234", "8010/061414111111111111111-A%23%2F/8011/1234"),
        ("id:sgcn:1234567890.12.45678901234", "255/123456789012845678901234"),
        ("id:ginc:0614141.xyz47%2F11", "401/0614141xyz47%2F11"),
        ("id:gsin:4012345.222333444", "402/40123452223334442"),
        ("id:itip:4012345.011111.01.02.987", "8006/040123451111180102/21/987"),
        ("id:upui:1234567.098765.51qIgY)%3C%26Jp3*j7SDB", "01/01234567987651/235/51qIgY%29%3C%26Jp3%2Aj7SDB"),
        ("id:pgln:999999999999.", "417/9999999999994"),
        ("class:lgtin:4012345.012345.Lot.987", "01/04012345123456/10/Lot.987"),
        ("idpat:itip:4012345.012345.01.02.*", "8006/040123451234560102"),
        ("idpat:grai:4012345.99999.*", "8003/04012345999990"),
    ] {
        let urn = alloc::format!("urn:epc:{urn}");
        let epc: Epc = urn.parse().unwrap();
        assert_eq!(epc.to_link(), alloc::format!("https://id.gs1.org/{link}"));
        assert_eq!(epc.to_string(), urn);
        let again = Epc::new(
            epc.scheme(),
            epc.key(),
            epc.qualifier().map(|(_, value)| value),
            epc.company_prefix().len(),
        );
        assert_eq!(again, Ok(epc));
    }
}

#[test]
fn refuses_what_peers_take() {
    for urn in [
        "urn:epc:id:sgtin:1.2.3",
        "urn:epc:id:sgtin:٣٣٣٣٣٣٣.٣٣٣٣٣٣.1",
        "urn:epc:id:sgtin:4012345.0111111.1",
        "urn:epc:class:lgtin:4012345.011111.",
        "urn:epc:id:sgln:4012345.00005.",
        "urn:epc:id:lgtin:4012345.011111.1",
        "urn:epc:id:sgtin:4012345.011111.a&b",
        "urn:epc:id:gid:1.2.3",
        "urn:epc:idpat:sscc:4012345.3111111111",
        "urn:epc:id:cpi:4012345.A.012",
        "urn:epc:id:itip:4012345.011111.03.02.987",
        "urn:epc:id:sgtin:4012345.011111.%",
        "urn:epc:id:sgtin:4012345.011111.1\n",
    ] {
        assert!(urn.parse::<Epc>().is_err(), "{urn}");
    }
}
