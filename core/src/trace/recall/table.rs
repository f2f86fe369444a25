//! The list for the hand of an inspector: one row for each sending, each holder and each end of an affected lot.
//!
//! Its columns are those that 21 CFR 1.1340(a) asks for of shipped lots and 1.1345(a) of received ones, which 1.1455(c)(3) wants in a sortable spreadsheet,
//! and of the product that a plan and notice under 食品召回管理办法 ask for (name, brand, specification, day of production,
//! batch, quantity, region). What the records do not hold stays empty and is counted. The text of 21 CFR was compared with
//! public copies; of the Chinese measures only the classes and terms were, the list of fields is from memory.

use super::{Custody, Follower, HolderState, Lot, Part, Recall, graph::makes};
use crate::{
    base::quantity::Quantity,
    trace::{
        cbv::Family,
        history::{EventId, Record, Role, Thing, View},
    },
};
use alloc::{
    borrow::ToOwned as _,
    collections::BTreeMap,
    format,
    string::{String, ToString as _},
    vec::Vec,
};

/// A column of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name, in the first row.
    pub name: &'static str,
    /// The same in Chinese.
    pub chinese: &'static str,
    /// What asks for it; empty where only this library offers it.
    pub asked_by: &'static str,
}

const fn column(name: &'static str, chinese: &'static str, asked_by: &'static str) -> Column {
    Column { name, chinese, asked_by }
}

const US: &str = "21 CFR 1.1340(a)";
const US_RECEIVED: &str = "21 CFR 1.1345(a)";
const CN: &str = "食品召回管理办法";
const BOTH: &str = "21 CFR 1.1340(a), 食品召回管理办法";

/// The columns, in order.
pub const COLUMNS: [Column; 22] = [
    column("traceability_lot_code", "批次（追溯批次码）", BOTH),
    column("part", "性质", ""),
    column("product_description", "食品名称", BOTH),
    column("brand", "商标", CN),
    column("specification", "规格", CN),
    column("production_date", "生产日期", CN),
    column("quantity", "数量", BOTH),
    column("unit_of_measure", "计量单位", US),
    column("suspect_at_least", "受影响数量下限", ""),
    column("suspect_at_most", "受影响数量上限", ""),
    column("record", "记录", ""),
    column("date_shipped", "发货日期", US),
    column("shipped_from", "发货地点", US),
    column("immediate_subsequent_recipient", "直接收货方", US),
    column("lot_code_source", "追溯批次码来源", US),
    column("reference_document_type", "凭证类型", US),
    column("reference_document_number", "凭证编号", US),
    column("holder", "现持有者", CN),
    column("region_or_place", "所在区域或地点", CN),
    column("date_received", "收货日期", US_RECEIVED),
    column("immediate_previous_source", "直接供货方", US_RECEIVED),
    column("event", "事件", ""),
];

/// How a thing is described to people.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Description {
    /// Name of a product, place or party, with address where that is a place.
    pub name: Option<String>,
    /// Brand of a product.
    pub brand: Option<String>,
    /// Specification of a product: pack and net content.
    pub specification: Option<String>,
}

/// Descriptions by what they describe: a lot or its class, a place, a party.
pub type Descriptions = BTreeMap<Thing, Description>;

/// A table in CSV (RFC 4180), UTF-8, lines ended by CR LF.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// The text, heading first.
    pub csv: String,
    /// How many rows it has beside the heading.
    pub rows: usize,
    /// Columns that somebody asks for and the records leave empty, with the number of such rows.
    pub empty: BTreeMap<&'static str, usize>,
    /// There was no room for all rows.
    pub truncated: bool,
}

type Row = [String; 22];

/// Writes tables.
pub struct Writer<'w, 'h> {
    view: &'w View<'h>,
    descriptions: &'w Descriptions,
    at: &'w dyn Fn(&Record<'_>) -> String,
    table: Table,
    most_bytes: usize,
    /// What events say of their products: an event that makes many lots is read once.
    products: BTreeMap<EventId, Option<String>>,
    /// Type and number of the first business transaction of events.
    documents: BTreeMap<EventId, (String, String)>,
}

impl core::fmt::Debug for Writer<'_, '_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Writer").field("table", &self.table).finish_non_exhaustive()
    }
}

impl<'w, 'h> Writer<'w, 'h> {
    /// A table with its heading, in Chinese if wanted, and at most so many bytes of rows.
    #[must_use]
    pub fn new(
        view: &'w View<'h>,
        descriptions: &'w Descriptions,
        at: &'w dyn Fn(&Record<'_>) -> String,
        chinese: bool,
        most_bytes: usize,
    ) -> Self {
        let mut table = Table::default();
        line(&mut table.csv, COLUMNS.iter().map(|column| if chinese { column.chinese } else { column.name }));
        let (products, documents) = (BTreeMap::new(), BTreeMap::new());
        Self { view, descriptions, at, table, most_bytes, products, documents }
    }

    /// The table.
    #[must_use]
    pub fn done(self) -> Table {
        self.table
    }

    /// Rows for a lot: its sendings and its holders, or one for itself.
    pub fn lot(&mut self, lot: &Lot, custody: &Custody) {
        let base = self.base(lot);
        for sending in &custody.sendings {
            let Some(record) = self.view.history().event(sending.event) else { continue };
            let mut row = base.clone();
            self.set_quantity(&mut row, sending.quantity);
            let from =
                first(&record, &[Role::SourcePlace, Role::ReadPoint, Role::BizLocation, Role::SourceHolder]);
            let to = first(
                &record,
                &[
                    Role::DestinationPlace,
                    Role::DestinationHolder,
                    Role::DestinationOwner,
                    Role::DestinationOther,
                ],
            );
            let date = record.time().map(|time| time.date().to_string()).unwrap_or_default();
            let (kind, number) = self.document(&record);
            set(&mut row, 10, "sent");
            set(&mut row, 11, &date);
            set(&mut row, 12, &self.shown(from));
            set(&mut row, 13, &self.shown(to));
            set(&mut row, 15, &kind);
            set(&mut row, 16, &number);
            set(&mut row, 21, &(self.at)(&record));
            self.push(&row, &[6, 7, 11, 12, 13, 15, 16]);
        }
        for holder in &custody.holders {
            let Some(record) = self.view.history().event(holder.event) else { continue };
            let mut row = base.clone();
            self.set_quantity(&mut row, holder.quantity);
            let state = match holder.state {
                HolderState::Sent => "sent-to",
                HolderState::Received => "received",
                HolderState::Kept => "kept",
            };
            set(&mut row, 10, state);
            set(&mut row, 17, &self.shown(holder.party));
            set(&mut row, 18, &self.shown(holder.place));
            set(&mut row, 21, &(self.at)(&record));
            if holder.state == HolderState::Received {
                let date = record.time().map(|time| time.date().to_string()).unwrap_or_default();
                let from = first(&record, &[Role::SourcePlace, Role::SourceHolder, Role::SourceOwner]);
                let (kind, number) = self.document(&record);
                set(&mut row, 15, &kind);
                set(&mut row, 16, &number);
                set(&mut row, 19, &date);
                set(&mut row, 20, &self.shown(from));
                self.push(&row, &[6, 7, 15, 16, 17, 18, 19, 20]);
            } else {
                self.push(&row, &[6, 17, 18]);
            }
        }
        let ends = [("used", custody.used), ("sold", custody.sold), ("destroyed", custody.destroyed)];
        for (end, quantity) in ends {
            if quantity.is_some() {
                let mut row = base.clone();
                self.set_quantity(&mut row, quantity);
                set(&mut row, 10, end);
                self.push(&row, &[]);
            }
        }
        if custody.sendings.is_empty() && custody.holders.is_empty() {
            let mut row = base;
            self.set_quantity(&mut row, lot.total);
            set(&mut row, 10, "no-holder-known");
            self.push(&row, &[6, 17, 18]);
        }
    }

    /// The columns that all rows of a lot share.
    fn base(&mut self, lot: &Lot) -> Row {
        let mut row = Row::default();
        let name = self.view.history().name_of(lot.thing);
        let making = self.making(lot.thing);
        let class = name.splitn(3, '/').take(2).collect::<Vec<_>>().join("/");
        let class = self.view.history().thing(&class);
        let of_lot = self.descriptions.get(&lot.thing);
        let of_class = class.and_then(|class| self.descriptions.get(&class));
        let text = |pick: &dyn Fn(&super::table::Description) -> Option<String>| {
            of_lot.and_then(pick).or_else(|| of_class.and_then(pick))
        };
        let product = text(&|d| d.name.clone()).or_else(|| making.and_then(|record| self.product(&record)));
        set(&mut row, 0, name);
        set(
            &mut row,
            1,
            match lot.part {
                Part::Suspect => "suspect",
                Part::Affected => "affected",
                Part::Container => "container",
            },
        );
        set(&mut row, 2, &product.unwrap_or_default());
        set(&mut row, 3, &text(&|d| d.brand.clone()).unwrap_or_default());
        set(&mut row, 4, &text(&|d| d.specification.clone()).unwrap_or_default());
        let made = making.and_then(|record| record.time()).map(|time| time.date().to_string());
        set(&mut row, 5, &made.unwrap_or_default());
        set(&mut row, 8, &amount(lot.lower));
        set(&mut row, 9, &amount(lot.upper));
        let source = making.and_then(|record| {
            first(
                &record,
                &[
                    Role::BizLocation,
                    Role::ReadPoint,
                    Role::SourcePlace,
                    Role::SourceHolder,
                    Role::SourceOwner,
                ],
            )
        });
        set(&mut row, 14, &self.shown(source));
        row
    }

    /// The first event that makes a thing.
    fn making(&self, thing: Thing) -> Option<Record<'h>> {
        let makings = self.view.mentions_of(thing).filter(|(record, mention)| makes(record, mention));
        let first = makings.map(|(record, _)| record);
        first.min_by(|a, b| self.view.history().compare(a.id(), b.id()))
    }

    /// What the event says of the product, in words.
    fn product(&mut self, record: &Record<'_>) -> Option<String> {
        if let Some(known) = self.products.get(&record.id()) {
            return known.clone();
        }
        let look = |event: &crate::trace::Event<'_, '_>| {
            let fields = ["product", "crop", "species"];
            fields.iter().find_map(|field| event.farm(field)?.text().map(|text| text.into_owned()))
        };
        let product = self.view.history().with_event(record.id(), look).flatten();
        self.products.insert(record.id(), product.clone());
        product
    }

    /// Type and number of the first business transaction.
    fn document(&mut self, record: &Record<'_>) -> (String, String) {
        if record.one(Role::Transaction).is_none() {
            return Default::default();
        }
        if let Some(known) = self.documents.get(&record.id()) {
            return known.clone();
        }
        let look = |event: &crate::trace::Event<'_, '_>| {
            let first = event.biz_transactions().next()?;
            let kind = first.kind.unwrap_or_default();
            let word = Family::BizTransactionType.word(&kind, event.context());
            Some((word.to_owned(), first.id.into_owned()))
        };
        let document = self.view.history().with_event(record.id(), look).flatten().unwrap_or_default();
        self.documents.insert(record.id(), document.clone());
        document
    }

    fn shown(&self, thing: Option<Thing>) -> String {
        let Some(thing) = thing else { return String::new() };
        let name = self.view.history().name_of(thing);
        match self.descriptions.get(&thing).and_then(|description| description.name.as_ref()) {
            Some(described) => format!("{described} ({name})"),
            None => name.to_owned(),
        }
    }

    fn set_quantity(&self, row: &mut Row, quantity: Option<Quantity>) {
        if let Some(quantity) = quantity {
            set(row, 6, &quantity.value.plain().to_string());
            set(row, 7, quantity.unit.code());
        }
    }

    fn push(&mut self, row: &Row, wanted: &[usize]) {
        if self.table.truncated {
            return;
        }
        let length = self.table.csv.len();
        line(&mut self.table.csv, row.iter().map(String::as_str));
        if self.table.csv.len() > self.most_bytes {
            self.table.csv.truncate(length);
            self.table.truncated = true;
            return;
        }
        self.table.rows = self.table.rows.saturating_add(1);
        for at in [2, 3, 4, 5, 14].iter().chain(wanted) {
            if let (Some(""), Some(column)) = (row.get(*at).map(String::as_str), COLUMNS.get(*at)) {
                let count = self.table.empty.entry(column.name).or_default();
                *count = count.saturating_add(1);
            }
        }
    }
}

impl Recall {
    /// The table of all that is affected.
    #[must_use]
    pub fn table(&self, view: &View<'_>, descriptions: &Descriptions) -> Table {
        let at = |record: &Record<'_>| record.pointer();
        let mut writer = Writer::new(view, descriptions, &at, false, usize::MAX);
        let mut follower = Follower::new(*view, usize::MAX);
        for lot in &self.lots {
            writer.lot(lot, &follower.custody(lot.thing));
        }
        writer.done()
    }
}

fn first(record: &Record<'_>, roles: &[Role]) -> Option<Thing> {
    roles.iter().find_map(|role| record.one(*role))
}

fn amount(quantity: Option<Quantity>) -> String {
    quantity
        .map(|quantity| Quantity::new(quantity.value.plain(), quantity.unit).to_string())
        .unwrap_or_default()
}

fn set(row: &mut Row, at: usize, text: &str) {
    if let Some(slot) = row.get_mut(at) {
        slot.clear();
        slot.push_str(text);
    }
}

fn line<'t>(out: &mut String, fields: impl Iterator<Item = &'t str>) {
    for (at, text) in fields.enumerate() {
        if at > 0 {
            out.push(',');
        }
        field(out, text);
    }
    out.push_str("\r\n");
}

/// A field that no spreadsheet takes for a formula: what begins as one gets an apostrophe before it.
fn field(out: &mut String, text: &str) {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    let quoted = formula || text.contains(['"', ',', '\r', '\n', ';']) || text.trim() != text;
    if !quoted {
        out.push_str(text);
        return;
    }
    out.push('"');
    if formula {
        out.push('\'');
    }
    for c in text.chars() {
        if c == '"' {
            out.push('"');
        }
        out.push(c);
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_quoted_and_no_formulas() {
        for (text, wanted) in [
            ("plain", "plain"),
            ("", ""),
            ("a,b", "\"a,b\""),
            ("say \"x\"", "\"say \"\"x\"\"\""),
            ("=1+2", "\"'=1+2\""),
            ("-5", "\"'-5\""),
            ("＝cmd", "\"'＝cmd\""),
            ("@a\r\nb", "\"'@a\r\nb\""),
            (" x", "\" x\""),
        ] {
            let mut out = String::new();
            field(&mut out, text);
            assert_eq!(out, wanted);
        }
    }
}
