//! A network of farms, packhouses and shops: the same events for the same seed, as documents of a hundred.
//!
//! One season of one packhouse is eighty events about eight lots: three harvests are shipped and received, merged into one
//! lot, split in two, packed, put on four pallets, carried to a store, unpacked and sold; between them lots are inspected,
//! stored and watched. So a million events are about a hundred thousand lots.

use std::fmt::Write as _;

/// Events of a document.
const DOCUMENT: usize = 100;

/// A lot to start tracing from.
#[derive(Clone, Debug)]
pub struct Season {
    pub plot: String,
    pub harvest: String,
    pub pack: String,
}

/// Makes events.
pub struct Network {
    state: u64,
    season: u64,
    minute: u64,
    made: usize,
    events: Vec<String>,
    seasons: Vec<Season>,
}

impl Network {
    pub fn new(seed: u64) -> Self {
        Self { state: seed | 1, season: 0, minute: 0, made: 0, events: Vec::new(), seasons: Vec::new() }
    }

    fn random(&mut self, below: u64) -> u64 {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        (self.state >> 11) % below
    }

    /// The seasons so far.
    pub fn seasons(&self) -> &[Season] {
        &self.seasons
    }

    /// So many events, document by document.
    pub fn documents(&mut self, events: usize, mut each: impl FnMut(String)) {
        while self.made < events {
            while self.events.len() < DOCUMENT {
                self.season();
            }
            let take = DOCUMENT.min(events - self.made);
            let rest = self.events.split_off(take);
            let list = std::mem::replace(&mut self.events, rest).join(",");
            self.made += take;
            each(format!(
                r#"{{"@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",{{"terroir":"https://terroir-rs.github.io/ns/farm/v1#"}}],"type":"EPCISDocument","schemaVersion":"2.0","creationDate":"2026-11-24T00:00:00Z","epcisBody":{{"eventList":[{list}]}}}}"#
            ));
        }
    }

    fn event(&mut self, kind: &str, members: &str) {
        self.minute += 1 + self.random(30);
        let (day, minute) = (self.minute / 1440, self.minute % 1440);
        let mut event = String::with_capacity(600);
        let _ = write!(
            event,
            r#"{{"eventID":"urn:uuid:00000000-0000-4000-8000-{:012x}","type":"{kind}","eventTime":"{:04}-{:02}-{:02}T{:02}:{:02}:00+08:00","eventTimeZoneOffset":"+08:00",{members}}}"#,
            self.made + self.events.len(),
            2000 + day / 336,
            1 + day / 28 % 12,
            1 + day % 28,
            minute / 60,
            minute % 60,
        );
        self.events.push(event);
    }

    fn observe(&mut self, goods: &str, step: &str, place: &str, more: &str) {
        let members = format!(
            r#""action":"OBSERVE","bizStep":"{step}","disposition":"in_progress","readPoint":{{"id":"{place}"}},{goods}{more}"#
        );
        self.event("ObjectEvent", &members);
    }

    /// Two events: it leaves one place and comes to another.
    fn carry(&mut self, goods: &str, from: &str, to: &str) {
        let order = self.random(1 << 40);
        let who = format!(
            r#","sourceList":[{{"type":"possessing_party","source":"{from}"}}],"destinationList":[{{"type":"possessing_party","destination":"{to}"}}],"bizTransactionList":[{{"type":"desadv","bizTransaction":"urn:epcglobal:cbv:bt:4012345000009:{order}"}}]"#
        );
        self.observe(goods, "shipping", from, &who);
        self.observe(goods, "receiving", to, &who);
    }

    fn season(&mut self) {
        let season = self.season;
        self.season += 1;
        let (farm, coop, shop) = (self.random(5_000), season % 50, self.random(2_000));
        let coop = format!("urn:epc:id:sgln:4012345.{coop:05}.0");
        let shop = format!("urn:epc:id:sgln:4054321.{shop:05}.0");
        let lot =
            |product: u32, part: u64| format!("urn:epc:class:lgtin:4012345.{product:06}.S{season}-{part}");
        let amount = |lot: &str, kilograms: &str| {
            format!(r#"{{"epcClass":"{lot}","quantity":{kilograms},"uom":"KGM"}}"#)
        };
        let (merged, packs) = (lot(2, 0), [lot(4, 0), lot(4, 1)]);
        let mut harvests = Vec::new();
        let plot = format!("https://coop.example/plot/{farm}");
        for part in 0..3 {
            let harvest = lot(1, part);
            let goods = format!(r#""quantityList":[{}]"#, amount(&harvest, "120.50"));
            let members = format!(
                r#""action":"ADD","bizStep":"commissioning","disposition":"active","readPoint":{{"id":"{plot}"}},"bizLocation":{{"id":"{plot}"}},{goods},"terroir:act":"harvest","terroir:crop":"tea""#
            );
            self.event("ObjectEvent", &members);
            self.carry(&goods, &plot, &coop);
            for _ in 0..4 {
                self.observe(
                    &goods,
                    "inspecting",
                    &coop,
                    r#","terroir:act":"inspect","terroir:result":"pass""#,
                );
            }
            harvests.push(harvest);
        }
        let inputs: Vec<String> = harvests.iter().map(|lot| amount(lot, "120.50")).collect();
        self.transform(&coop, &inputs.join(","), &amount(&merged, "361.50"));
        self.watch(&merged, &coop, 6);
        let parts = [lot(3, 0), lot(3, 1)];
        let outputs: Vec<String> = parts.iter().map(|lot| amount(lot, "180.75")).collect();
        self.transform(&coop, &amount(&merged, "361.50"), &outputs.join(","));
        for (number, (part, pack)) in parts.iter().zip(&packs).enumerate() {
            self.watch(part, &coop, 5);
            let packed = format!(r#"{{"epcClass":"{pack}","quantity":180}}"#);
            self.transform(&coop, &amount(part, "180.75"), &packed);
            for pallet in 0..2 {
                let serial = season * 4 + number as u64 * 2 + pallet;
                let sscc = format!("urn:epc:id:sscc:4012345.{:010}", serial % 10_000_000_000);
                let child = format!(r#""childQuantityList":[{{"epcClass":"{pack}","quantity":90}}]"#);
                self.aggregate("ADD", "packing", &sscc, &child, &coop);
                self.carry(&format!(r#""epcList":["{sscc}"]"#), &coop, &shop);
                self.aggregate("DELETE", "unpacking", &sscc, r#""childEPCs":[]"#, &shop);
            }
            self.watch(pack, &shop, 4);
            let sold = format!(r#""quantityList":[{{"epcClass":"{pack}","quantity":180}}]"#);
            self.observe(&sold, "retail_selling", &shop, "");
        }
        self.seasons.push(Season { plot, harvest: harvests.swap_remove(0), pack: packs[0].clone() });
    }

    fn watch(&mut self, lot: &str, place: &str, times: usize) {
        let goods = format!(r#""quantityList":[{{"epcClass":"{lot}"}}]"#);
        for time in 0..times {
            let sensors = format!(
                r#","sensorElementList":[{{"sensorReport":[{{"type":"Temperature","value":{time}.5,"uom":"CEL"}}]}}],"terroir:act":"monitor""#
            );
            self.observe(&goods, "storing", place, &sensors);
        }
    }

    fn transform(&mut self, place: &str, inputs: &str, outputs: &str) {
        let members = format!(
            r#""bizStep":"creating_class_instance","readPoint":{{"id":"{place}"}},"inputQuantityList":[{inputs}],"outputQuantityList":[{outputs}],"terroir:act":"process","terroir:method":"sorted""#
        );
        self.event("TransformationEvent", &members);
    }

    fn aggregate(&mut self, action: &str, step: &str, parent: &str, children: &str, place: &str) {
        let members = format!(
            r#""action":"{action}","bizStep":"{step}","readPoint":{{"id":"{place}"}},"bizLocation":{{"id":"{place}"}},"parentID":"{parent}",{children}"#
        );
        self.event("AggregationEvent", &members);
    }
}
