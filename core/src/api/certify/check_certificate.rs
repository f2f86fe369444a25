//! `check_certificate`: one certificate, day by day, and whether it covers goods.

use crate::{
    api::{Fault, Operation, operation::operation},
    base::{date::Date, limits, quantity::Quantity, time::Instant},
    certify::{
        Need, Verdict,
        certificate::{CertificateState, Edge, Life, Link, States, StatusEntry, lead},
    },
    digest::caller::{Extension, Reference},
    id::{Report, Scheme, china, examine, few::few},
};
use alloc::{borrow::ToOwned as _, collections::BTreeMap, format, string::String, vec::Vec};
use core::cmp::Ordering;
use serde::{Deserialize, Serialize};

pub(super) const OPERATION: Operation = operation!(
    "check_certificate",
    "says what a certificate is on each day, whether it covers goods and why, who stands behind its issuer, and whether label numbers are right",
    limits::PHONE_BYTES,
    Request,
    Answer,
    check
);

/// Records of one list, at most.
const MOST_RECORDS: usize = 4_096;
/// Labels, at most.
const MOST_LABELS: usize = 64;

/// A certificate with its changes, and goods.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Request {
    /// The certificate.
    certificate: Certificate,
    /// Changes of its status, and looks at it, in any order.
    #[serde(default, deserialize_with = "few::<_, _, MOST_RECORDS>")]
    status: Vec<Status>,
    /// Day to which the list of changes is known to leave none out.
    status_complete_to: Option<Date>,
    /// How many days before `as_of` the status may have been known last. Unless said, it has to be known on the day of the goods.
    max_age_days: Option<u32>,
    /// The goods; without them only the state on `as_of` and the issuer are judged.
    goods: Option<Goods>,
    /// What else is sold under the certificate, counted once: where goods leave the holder.
    #[serde(default, deserialize_with = "few::<_, _, MOST_RECORDS>")]
    sold: Vec<Sold>,
    /// Is `sold` all there is, as the holder states?
    #[serde(default)]
    sold_complete: bool,
    /// What the certifier says is sold under the certificate, these goods included.
    sold_stated: Option<Quantity>,
    /// Accreditations of issuers, in any order.
    #[serde(default, deserialize_with = "few::<_, _, MOST_RECORDS>")]
    accreditations: Vec<Accreditation>,
    /// Is none of the issuers' accreditations left out?
    #[serde(default)]
    accreditations_complete: bool,
    /// Whom the caller trusts; the issuer is not judged without.
    #[serde(default, deserialize_with = "few::<_, _, MOST_LABELS>")]
    trusted: Vec<String>,
    /// Numbers on the label, each with its scheme: `organic-mark-code`, `organic-certificate`, `green-food-enterprise`, `gi-mark` …
    #[serde(default, deserialize_with = "few::<_, _, MOST_LABELS>")]
    labels: Vec<Label>,
    /// The day of the question; what is recorded of later days does not count.
    as_of: Date,
    /// The caller's own reference, returned untouched.
    #[serde(rename = "ref")]
    reference: Option<Reference>,
    /// The caller's own data, returned untouched.
    ext: Option<Extension>,
}

/// A certificate.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Certificate {
    /// Its first day.
    from: Option<Date>,
    /// Its last day.
    to: Option<Date>,
    /// When it was issued, the day on which its issuer has to be accredited; its first day unless said.
    issued: Option<Date>,
    /// Who issued it.
    issuer: Option<String>,
    /// The standard.
    standard: Option<String>,
    /// Is it one of conversion, or a full one?
    kind: Option<Kind>,
    /// Products in its scope.
    #[serde(default, deserialize_with = "few::<_, _, MOST_RECORDS>")]
    products: Vec<String>,
    /// Sites in its scope.
    #[serde(default, deserialize_with = "few::<_, _, MOST_RECORDS>")]
    sites: Vec<String>,
    /// How much it covers.
    max_quantity: Option<Quantity>,
    /// Are these members all that the certificate says? Else what is not stated here is open.
    #[serde(default)]
    complete: bool,
}

/// Kind of a certificate.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
enum Kind {
    /// Of goods in conversion (转换期).
    Conversion,
    /// Full.
    Full,
}

/// A change of the status, or a look at it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Status {
    /// What the record is called.
    id: String,
    /// The day.
    date: Date,
    /// The moment, where several changes of one day have to be told apart.
    time: Option<Instant>,
    /// What the certificate was from then on, or was found to be.
    state: Change,
    /// Was it only looked up, in a registry or a list of revocations?
    #[serde(default)]
    looked_up: bool,
    /// Of a look: from which day on the certificate was said to be so.
    since: Option<Date>,
}

/// What a certificate becomes.
#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
enum Change {
    /// In force.
    Valid,
    /// In force again.
    Restored,
    /// Suspended.
    Suspended,
    /// Revoked, for good.
    Revoked,
    /// Withdrawn, for good.
    Withdrawn,
    /// Expired, for good.
    Expired,
}

/// Goods that the certificate may cover.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Goods {
    /// The day that counts: that of the harvest, as a rule.
    date: Date,
    /// The product.
    product: Option<String>,
    /// The site.
    site: Option<String>,
    /// How much.
    quantity: Option<Quantity>,
    /// Are they claimed to be organic? A certificate of conversion does not say so.
    #[serde(default)]
    organic: bool,
}

/// Something sold under the certificate.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Sold {
    /// What the record is called.
    id: String,
    /// How much.
    quantity: Quantity,
}

/// That somebody accredited a body.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Accreditation {
    /// What the record is called.
    id: String,
    /// Whom.
    body: String,
    /// Who.
    by: String,
    /// For which standards.
    #[serde(deserialize_with = "few::<_, _, MOST_RECORDS>")]
    scope: Vec<String>,
    /// First day.
    from: Option<Date>,
    /// Last day.
    to: Option<Date>,
}

/// A number on a label.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Label {
    /// The scheme.
    scheme: Scheme,
    /// The text as it was written.
    text: String,
}

/// What the certificate is, and whether it covers the goods.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Answer {
    /// All reasons together.
    verdict: Verdict,
    /// Each question, in order: state, site, product, conversion, quantity, issuer.
    reasons: Vec<Reason>,
    /// What is missing.
    missing: Vec<Need>,
    /// What the certificate is on which days, as far as the records say.
    spans: Vec<Span>,
    /// The numbers on the label; they do not change the verdict.
    labels: Vec<Report>,
    /// The caller's own reference.
    #[serde(rename = "ref", skip_serializing_if = "Option::is_none")]
    reference: Option<Reference>,
    /// The caller's own data.
    #[serde(skip_serializing_if = "Option::is_none")]
    ext: Option<Extension>,
}

/// How one question came out.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Reason {
    /// Why, in a word.
    code: &'static str,
    /// How it came out.
    verdict: Verdict,
    /// What the reason names.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    args: BTreeMap<&'static str, String>,
    /// The records it rests on, by their ids.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    records: Vec<String>,
}

/// What a certificate is for some days.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Span {
    /// First day; absent where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<Date>,
    /// Last day; absent where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<Date>,
    /// What it is: several where that is open.
    state: Vec<CertificateState>,
}

fn check(request: Request) -> Result<Answer, Fault> {
    let entries: Vec<StatusEntry> = request.status.iter().map(Status::entry).collect();
    let entries: Vec<StatusEntry> = entries.into_iter().filter(|entry| entry.day <= request.as_of).collect();
    let certificate = &request.certificate;
    let life = Life::of(certificate.edge(certificate.from), certificate.edge(certificate.to), &entries);
    let mut judged = Judged { request: &request, reasons: Vec::new(), missing: Vec::new() };
    judged.state(&life, &entries);
    if let Some(goods) = &request.goods {
        judged.in_scope("site", goods.site.as_ref(), &certificate.sites);
        judged.in_scope("product", goods.product.as_ref(), &certificate.products);
        judged.conversion(goods);
        judged.quantity(goods);
    }
    judged.issuer();
    let Judged { reasons, missing, .. } = judged;
    let verdict = reasons.iter().fold(Verdict::NotApplicable, |all, reason| all.and(reason.verdict));
    let labels = request.labels.iter().map(|label| {
        let mut report = examine(label.scheme, &label.text, Some(request.as_of));
        china::hide_residents(&mut report);
        report
    });
    let labels = labels.collect();
    let spans = life.spans().map(|(from, to, states)| Span {
        from: Some(from).filter(|from| *from != Date::MIN),
        to,
        state: states.iter().collect(),
    });
    Ok(Answer {
        verdict,
        reasons,
        missing,
        spans: spans.collect(),
        labels,
        reference: request.reference,
        ext: request.ext,
    })
}

impl Certificate {
    /// A first or last day: where all is stated and it is not, there is none.
    fn edge(&self, day: Option<Date>) -> Edge {
        match day {
            Some(day) => Edge::On(day),
            None if self.complete => Edge::Unbounded,
            None => Edge::Open,
        }
    }
}

impl Status {
    fn entry(&self) -> StatusEntry {
        let state = match self.state {
            Change::Valid | Change::Restored => CertificateState::Valid,
            Change::Suspended => CertificateState::Suspended,
            Change::Revoked => CertificateState::Revoked,
            Change::Withdrawn => CertificateState::Withdrawn,
            Change::Expired => CertificateState::Expired,
        };
        StatusEntry { day: self.date, moment: self.time, state, looked_up: self.looked_up, since: self.since }
    }
}

/// Reasons in the making.
struct Judged<'r> {
    request: &'r Request,
    reasons: Vec<Reason>,
    missing: Vec<Need>,
}

impl Judged<'_> {
    fn say<const N: usize>(
        &mut self,
        verdict: Verdict,
        code: &'static str,
        args: [(&'static str, String); N],
        records: Vec<String>,
    ) {
        self.reasons.push(Reason { code, verdict, args: args.into_iter().collect(), records });
    }

    fn lacks(&mut self, need: &str, of: Option<String>) {
        self.missing.push(Need { need: need.to_owned(), of });
    }

    /// Is it in force on the day of the goods, or else of the question?
    fn state(&mut self, life: &Life, entries: &[StatusEntry]) {
        let request = self.request;
        let day = request.goods.as_ref().map_or(request.as_of, |goods| goods.date);
        let oldest = request.max_age_days.and_then(|age| request.as_of.plus_days(-i64::from(age)).ok());
        let until = oldest.map_or(day, |oldest| oldest.max(day));
        let complete = request.status_complete_to.is_some_and(|to| to >= until);
        let known =
            day <= request.as_of && (complete || entries.iter().any(|entry| entry.tells(day, oldest)));
        let told = life.on(day);
        let states = if known { told } else { told.widened() };
        let verdict = states.among(States::only(CertificateState::Valid));
        let edges =
            [("certificate.from", request.certificate.from), ("certificate.to", request.certificate.to)];
        let open = edges.into_iter().filter(|(_, day)| day.is_none() && !request.certificate.complete);
        let open: Vec<&str> = open.map(|(name, _)| name).collect();
        if verdict == Verdict::Unknown {
            open.iter().for_each(|name| self.lacks(name, None));
            if !known || open.is_empty() {
                self.lacks("certificate-status", None);
            }
        }
        let counts = request.status.iter().filter(|status| status.date <= day.min(request.as_of));
        let records = counts.map(|status| status.id.clone()).collect();
        let code = states.known().map_or("certificate-open", CertificateState::code);
        self.say(verdict, code, [("date", format!("{day}"))], records);
    }

    /// Is what the goods say in the certificate's list?
    fn in_scope(&mut self, member: &'static str, value: Option<&String>, listed: &[String]) {
        let verdict = match value {
            None => Verdict::Unknown,
            Some(value) if listed.contains(value) => Verdict::Pass,
            Some(_) if self.request.certificate.complete => Verdict::Fail,
            Some(_) => Verdict::Unknown,
        };
        let code = match verdict {
            Verdict::Pass => "in-scope",
            Verdict::Fail => "not-in-scope",
            _ => "scope-open",
        };
        if verdict == Verdict::Unknown {
            let of = if value.is_none() { "goods" } else { "certificate" };
            let plural = if value.is_none() { "" } else { "s" };
            self.lacks(&format!("{of}.{member}{plural}"), None);
        }
        self.say(verdict, code, [(member, value.cloned().unwrap_or_default())], Vec::new());
    }

    /// A certificate of conversion does not make goods organic.
    fn conversion(&mut self, goods: &Goods) {
        if !goods.organic {
            return;
        }
        let (verdict, code) = match self.request.certificate.kind {
            Some(Kind::Full) => (Verdict::Pass, "not-conversion"),
            Some(Kind::Conversion) => (Verdict::Fail, "conversion"),
            None => (Verdict::Unknown, "conversion-open"),
        };
        if verdict == Verdict::Unknown {
            self.lacks("certificate.kind", None);
        }
        self.say(verdict, code, [], Vec::new());
    }

    /// Is all that is sold under the certificate within what it covers?
    fn quantity(&mut self, goods: &Goods) {
        let Some(limit) = self.request.certificate.max_quantity else {
            let unlimited = self.request.certificate.complete;
            if !unlimited {
                self.lacks("certificate.max-quantity", None);
            }
            let code = if unlimited { "quantity-not-limited" } else { "quantity-open" };
            return self.say(if unlimited { Verdict::Pass } else { Verdict::Unknown }, code, [], Vec::new());
        };
        let request = self.request;
        let parts = request.sold.iter().map(|sold| &sold.quantity).chain(&goods.quantity);
        let sum = Quantity { value: crate::base::decimal::Decimal::from_integer(0), unit: limit.unit };
        let sum = parts.into_iter().try_fold(sum, |sum, part| sum.plus(part).ok());
        let over = |quantity: &Quantity| quantity.compare(&limit).ok().map(Ordering::is_gt);
        let (records_over, stated_over) = (sum.as_ref().map(over), request.sold_stated.as_ref().map(over));
        let (records_over, stated_over) = (records_over.flatten(), stated_over.flatten());
        let enough = sum
            .zip(request.sold_stated)
            .is_some_and(|(sum, stated)| stated.compare(&sum).is_ok_and(Ordering::is_ge));
        let whole = request.sold_complete && goods.quantity.is_some();
        let verdict = if records_over == Some(true) || stated_over == Some(true) {
            Verdict::Fail
        } else if stated_over == Some(false) && enough || whole && records_over == Some(false) {
            Verdict::Pass
        } else {
            Verdict::Unknown
        };
        let code = match verdict {
            Verdict::Pass => "quantity-covered",
            Verdict::Fail => "quantity-exceeded",
            _ => "quantity-open",
        };
        if verdict == Verdict::Unknown {
            self.lacks(
                if goods.quantity.is_none() { "goods.quantity" } else { "certificate-quantities" },
                None,
            );
        }
        let shown = sum.map_or_else(String::new, |sum| format!("{sum}"));
        let records = request.sold.iter().map(|sold| sold.id.clone()).collect();
        self.say(verdict, code, [("sum", shown), ("limit", format!("{limit}"))], records);
    }

    /// Does the issuer lead back to somebody who is trusted?
    fn issuer(&mut self) {
        let request = self.request;
        if request.trusted.is_empty() {
            return;
        }
        let Some(issuer) = &request.certificate.issuer else {
            self.lacks("certificate.issuer", None);
            return self.say(Verdict::Unknown, "issuer-open", [], Vec::new());
        };
        let links: Vec<Link<'_>> = request
            .accreditations
            .iter()
            .map(|link| Link { body: &link.body, by: &link.by, holds: link.holds(&request.certificate) })
            .collect();
        let trusted: Vec<&str> = request.trusted.iter().map(String::as_str).collect();
        let chain = lead(issuer, &links, &trusted, request.accreditations_complete);
        let code = match chain.verdict {
            Verdict::Pass => "issuer-trusted",
            Verdict::Fail => "issuer-not-trusted",
            _ => "issuer-open",
        };
        for party in &chain.open {
            self.lacks("accreditation", Some(format!("party:{party}")));
        }
        let named = chain.links.iter().filter_map(|at| request.accreditations.get(*at));
        let records = named.map(|link| link.id.clone()).collect();
        self.say(chain.verdict, code, [("issuer", issuer.clone())], records);
    }
}

impl Accreditation {
    /// Does it hold for the standard of a certificate, on the day on which that was issued?
    fn holds(&self, certificate: &Certificate) -> Verdict {
        let standard = certificate.standard.as_ref();
        let scope = standard.map_or(Verdict::Unknown, |one| Verdict::of(self.scope.contains(one)));
        let day = certificate.issued.or(certificate.from);
        let days = day.map_or(Verdict::Unknown, |day| {
            let started = self.from.map_or(Verdict::Unknown, |from| Verdict::of(from <= day));
            started.and(self.to.map_or(Verdict::Unknown, |to| Verdict::of(day <= to)))
        });
        scope.and(days)
    }
}
