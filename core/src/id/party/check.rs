//! Checking a party, layer by layer.

use super::{
    Link, Party, PartyKind, Permissions, Permit, Role, chain, days,
    role::{Actor, Due, Member, Verb},
};
use crate::{
    base::{
        date::Date,
        finding::{Finding, Severity},
    },
    id::{
        china,
        examine::examine,
        local::{NAME_BYTES, SubjectName},
        region::Standing,
        report::{Report, Status},
        scheme::Scheme,
    },
};
use alloc::{collections::BTreeSet, format, string::String, vec::Vec};
use serde::Serialize;

/// An identifier of a party, checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CheckedId {
    /// What examining it found; masked where it names a person.
    #[serde(flatten)]
    pub report: Report,
    /// Whether it holds on the day asked; true where no day was.
    pub in_force: bool,
}

/// What checking a party found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CheckedParty {
    /// Its identifiers, in order.
    pub ids: Vec<CheckedId>,
    /// The roles that it has on the day asked.
    pub roles: Vec<Role>,
    /// The actors of the paper that those make it.
    pub actors: Vec<Actor>,
    /// What it may sign, see and receive on that day.
    pub may: Permissions,
    /// Whom it belongs to on that day, step by step.
    pub chain: Vec<Link>,
    /// What was found; places are pointers into the party.
    pub findings: Vec<Finding>,
}

/// Checks a party on a day (without one: on any), among others that it may belong to.
///
/// Errors: `id-invalid`, `id-interval`, `role-interval`, `membership-interval`, `membership-self`, `membership-cycle`,
/// `permission-prefix`; warnings: `kind-differs`, `id-overlap`, `no-identifier`, `permission-beyond-role`; notes: `no-role`,
/// `id-unverified`, `personal-id`, `personal-name`, `region-unknown`, `region-former`, `member-of-unknown`.
#[must_use]
pub fn check_party(party: &Party, others: &[Party], as_of: Option<Date>) -> CheckedParty {
    let mut findings = Vec::new();
    let ids = check_ids(party, as_of, &mut findings);
    if party.kind.is_natural() && party.name.is_some() {
        findings.push(Finding::new(Severity::Note, "personal-name").at("/name"));
    }
    let region = party.region.map(|region| (region, region.standing()));
    match region {
        Some((region, Standing::Unknown)) => {
            findings.push(
                Finding::new(Severity::Note, "region-unknown").at("/region").found(format!("{region}")),
            );
        }
        Some((region, Standing::Former)) => {
            findings
                .push(Finding::new(Severity::Note, "region-former").at("/region").found(format!("{region}")));
        }
        Some((_, Standing::Current)) | None => {}
    }
    let roles = check_roles(party, as_of, &mut findings);
    let may = check_permissions(party, &roles, &mut findings);
    for (at, membership) in party.memberships.iter().enumerate() {
        if days(membership.from, membership.until).is_none() {
            findings
                .push(Finding::new(Severity::Error, "membership-interval").at(format!("/memberships/{at}")));
        }
        if membership.of == party.id {
            findings.push(Finding::new(Severity::Error, "membership-self").at(format!("/memberships/{at}")));
        }
    }
    let (links, of_chain) = chain(party, others, as_of);
    findings.extend(of_chain);
    let actors: BTreeSet<Actor> = roles.iter().map(|role| role.actor()).collect();
    CheckedParty { ids, actors: actors.into_iter().collect(), roles, may, chain: links, findings }
}

fn check_ids(party: &Party, as_of: Option<Date>, findings: &mut Vec<Finding>) -> Vec<CheckedId> {
    let mut checked = Vec::new();
    for (at, id) in party.ids.iter().enumerate() {
        let place = format!("/ids/{at}");
        let mut report = examine(id.scheme, &id.text, as_of);
        china::hide_residents(&mut report);
        let interval = days(id.from, id.until);
        if interval.is_none() {
            findings.push(Finding::new(Severity::Error, "id-interval").at(place.clone()));
        }
        match report.status {
            Status::Invalid => findings.push(Finding::new(Severity::Error, "id-invalid").at(place.clone())),
            Status::Unverified => {
                findings.push(Finding::new(Severity::Note, "id-unverified").at(place.clone()))
            }
            Status::Valid => {}
        }
        if id.scheme == Scheme::ResidentId {
            findings.push(Finding::new(Severity::Note, "personal-id").at(place.clone()));
        }
        if let Some(body) = report.key("body").filter(|body| !fits(party.kind, body)) {
            findings.push(Finding::new(Severity::Warning, "kind-differs").at(place.clone()).found(body));
        }
        let earlier = party.ids.iter().take(at).position(|other| {
            other.scheme == id.scheme
                && other.text != id.text
                && days(other.from, other.until).zip(interval).is_some_and(|(one, two)| one.overlaps(&two))
        });
        if let Some(earlier) = earlier {
            findings.push(
                Finding::new(Severity::Warning, "id-overlap").at(place).found(format!("/ids/{earlier}")),
            );
        }
        let in_force = interval.is_some_and(|days| as_of.is_none_or(|day| days.contains(day)));
        checked.push(CheckedId { report, in_force });
    }
    if !party.kind.is_natural() && party.kind != PartyKind::Device && !checked.iter().any(|id| id.in_force) {
        findings.push(Finding::new(Severity::Warning, "no-identifier").at("/ids"));
    }
    checked
}

/// Does a kind of party go with what its social credit code says?
fn fits(kind: PartyKind, body: &str) -> bool {
    match kind {
        PartyKind::Person | PartyKind::Household => body == "sole-trader",
        PartyKind::SoleTrader => body == "sole-trader",
        PartyKind::Enterprise | PartyKind::FinancialBody => body == "enterprise",
        PartyKind::Cooperative => body == "farmers-cooperative",
        PartyKind::Collective => body.ends_with("-collective"),
        PartyKind::Association => {
            matches!(body, "association" | "foundation" | "private-non-enterprise" | "mass-organisation")
        }
        PartyKind::PublicBody => matches!(body, "public-body" | "public-institution" | "mass-organisation"),
        PartyKind::ResearchBody => {
            matches!(body, "public-institution" | "private-non-enterprise" | "enterprise")
        }
        PartyKind::Device => false,
        PartyKind::Other => true,
    }
}

fn check_roles(party: &Party, as_of: Option<Date>, findings: &mut Vec<Finding>) -> Vec<Role> {
    let mut roles = BTreeSet::new();
    for (at, held) in party.roles.iter().enumerate() {
        match days(held.from, held.until) {
            None => findings.push(Finding::new(Severity::Error, "role-interval").at(format!("/roles/{at}"))),
            Some(days) if as_of.is_none_or(|day| days.contains(day)) => {
                roles.insert(held.role);
            }
            Some(_) => {}
        }
    }
    if roles.is_empty() {
        findings.push(Finding::new(Severity::Note, "no-role").at("/roles"));
    }
    roles.into_iter().collect()
}

/// What the party may do: what it says, or what its roles allow; beyond those is a warning.
fn check_permissions(party: &Party, roles: &[Role], findings: &mut Vec<Finding>) -> Permissions {
    let verbs: BTreeSet<Verb> = roles.iter().flat_map(|role| role.signs()).copied().collect();
    let members: BTreeSet<Member> = roles.iter().flat_map(|role| role.sees()).copied().collect();
    let dues: BTreeSet<Due> = roles.iter().flat_map(|role| role.receives()).copied().collect();
    let Some(stated) = &party.permissions else {
        let sign = verbs.into_iter().map(|verb| Permit { verb, on: String::new() });
        return Permissions {
            sign: sign.collect(),
            see: members.into_iter().collect(),
            receive: dues.into_iter().collect(),
        };
    };
    let mut beyond = |place: String| {
        findings.push(Finding::new(Severity::Warning, "permission-beyond-role").at(place));
    };
    for (at, _) in stated.sign.iter().enumerate().filter(|(_, permit)| !verbs.contains(&permit.verb)) {
        beyond(format!("/permissions/sign/{at}"));
    }
    for (at, _) in stated.see.iter().enumerate().filter(|(_, member)| !members.contains(member)) {
        beyond(format!("/permissions/see/{at}"));
    }
    for (at, _) in stated.receive.iter().enumerate().filter(|(_, due)| !dues.contains(due)) {
        beyond(format!("/permissions/receive/{at}"));
    }
    for (at, permit) in stated.sign.iter().enumerate() {
        if !is_prefix(&permit.on) {
            let place = format!("/permissions/sign/{at}/on");
            findings.push(Finding::new(Severity::Error, "permission-prefix").at(place));
        }
    }
    stated.clone()
}

/// Empty, the beginning of a subject name up to a `/`, or one whole name.
fn is_prefix(on: &str) -> bool {
    let begins = ["t/", "01/", "j/"].iter().any(|form| on.starts_with(form));
    let open = on.ends_with('/')
        && on.len() <= NAME_BYTES
        && !on.contains("//")
        && on.bytes().all(|b| b.is_ascii_graphic());
    on.is_empty() || (begins && open) || on.parse::<SubjectName>().is_ok()
}
