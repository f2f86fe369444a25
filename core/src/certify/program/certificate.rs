//! Making conditions on certificates ready.

use super::{
    Gather, Node, Term,
    build::{Builder, Trouble, pick_name, refuse, word_of},
    error::Problem,
    scope::Type,
    walk::filter,
};
use crate::{
    base::date::Period,
    certify::{
        FactType, Operand, Pick,
        certificate::{CertificateState, States},
        rulebook::{
            CertificateLife, CoveredBy, CoveredQuantity, InScope, IntervalState, IssuedBy, SoldUnder,
        },
    },
};
use alloc::{
    borrow::ToOwned as _,
    boxed::Box,
    format,
    string::{String, ToString as _},
    vec::Vec,
};

/// Where the life of a certificate stands.
#[derive(Clone, Debug)]
pub(in crate::certify) struct Lifetime {
    pub(in crate::certify) from: Term,
    pub(in crate::certify) to: Term,
    pub(in crate::certify) changes: Box<[(Gather, Term)]>,
    pub(in crate::certify) looks: Option<(Gather, Term, Option<Term>)>,
    pub(in crate::certify) max_age: Option<Period>,
    pub(in crate::certify) need: String,
}

/// A certificate is in some state on a day.
#[derive(Clone, Debug)]
pub(in crate::certify) struct StateOn {
    pub(in crate::certify) certificate: Gather,
    pub(in crate::certify) life: Lifetime,
    pub(in crate::certify) at: Term,
    pub(in crate::certify) wanted: States,
}

/// A certificate covers goods.
#[derive(Clone, Debug)]
pub(in crate::certify) struct Covered {
    pub(in crate::certify) certificate: Gather,
    pub(in crate::certify) life: Lifetime,
    pub(in crate::certify) goods: Gather,
    pub(in crate::certify) at: Term,
    /// What the goods say, what the certificate lists, and the condition's word.
    pub(in crate::certify) scopes: Box<[(Term, Term, &'static str)]>,
    pub(in crate::certify) requires: Option<Node>,
    pub(in crate::certify) quantity: Option<Quantities>,
}

/// How much is covered, and how much is sold.
#[derive(Clone, Debug)]
pub(in crate::certify) struct Quantities {
    pub(in crate::certify) value: Term,
    pub(in crate::certify) limit: Term,
    pub(in crate::certify) sold: Box<[(Gather, Term)]>,
    pub(in crate::certify) stated: Option<(Gather, Term)>,
    pub(in crate::certify) need: String,
}

/// An issuer leads back to a trusted party.
#[derive(Clone, Debug)]
pub(in crate::certify) struct Issued {
    pub(in crate::certify) certificate: Gather,
    pub(in crate::certify) issuer: Term,
    pub(in crate::certify) trusted: Box<[Term]>,
    pub(in crate::certify) accreditation: Gather,
    pub(in crate::certify) body: Term,
    pub(in crate::certify) by: Term,
    pub(in crate::certify) link: Node,
}

impl Lifetime {
    /// Each condition within it, with its place.
    pub(super) fn parts(&self, look: &mut dyn FnMut(&str, &Node)) {
        for (at, (gather, _)) in self.changes.iter().enumerate() {
            filter(&format!("/life/changes/{at}/of/where"), gather, look);
        }
        if let Some((gather, ..)) = &self.looks {
            filter("/life/looks/of/where", gather, look);
        }
    }
}

impl Covered {
    /// Each condition within it, with its place.
    pub(super) fn parts(&self, look: &mut dyn FnMut(&str, &Node)) {
        filter("/certificate/where", &self.certificate, look);
        self.life.parts(look);
        filter("/goods/where", &self.goods, look);
        if let Some(requires) = &self.requires {
            look("/requires", requires);
        }
        let Some(quantity) = &self.quantity else { return };
        for (at, (gather, _)) in quantity.sold.iter().enumerate() {
            filter(&format!("/quantity/sold/{at}/of/where"), gather, look);
        }
        if let Some((gather, _)) = &quantity.stated {
            filter("/quantity/stated/of/where", gather, look);
        }
    }
}

const CODE: Type = Type::of(FactType::Code);

impl Builder<'_> {
    pub(super) fn interval_state(&mut self, asked: &IntervalState) -> Result<Node, Trouble> {
        if asked.state.is_empty() {
            return Err((Problem::Empty, "state".to_owned()));
        }
        let certificate = self.under("/certificate", |builder| builder.plain(&asked.certificate))?;
        self.inside(&asked.certificate, |builder| {
            let life = builder.under("/life", |builder| builder.life(&asked.life))?;
            let at = builder.day(&asked.at)?;
            let wanted = States::any(&asked.state);
            Ok(Node::IntervalState(Box::new(StateOn { certificate, life, at, wanted })))
        })
    }

    pub(super) fn covered_by(&mut self, asked: &CoveredBy) -> Result<Node, Trouble> {
        let certificate = self.under("/certificate", |builder| builder.plain(&asked.certificate))?;
        self.inside(&asked.certificate, |builder| {
            let life = builder.under("/life", |builder| builder.life(&asked.life))?;
            let goods = builder.under("/goods", |builder| builder.plain(&asked.goods))?;
            let quantity =
                asked.quantity.as_ref().map(|one| builder.quantities(one, &asked.goods)).transpose()?;
            builder.inside(&asked.goods, |builder| {
                let own = Operand::Field { of: String::new(), name: "date".to_owned() };
                let at = builder.day(asked.at.as_ref().unwrap_or(&own))?;
                let scopes = [(&asked.site, "site"), (&asked.product, "product")];
                let scopes = scopes.into_iter().filter_map(|(scope, word)| Some((scope.as_ref()?, word)));
                let scopes =
                    scopes.map(|(scope, word)| builder.in_scope(scope, word)).collect::<Result<_, _>>()?;
                let requires = asked.requires.as_ref();
                let requires = requires
                    .map(|one| builder.under("/requires", |builder| builder.node(one)))
                    .transpose()?;
                let covered = Covered { certificate, life, goods, at, scopes, requires, quantity };
                Ok(Node::CoveredBy(Box::new(covered)))
            })
        })
    }

    pub(super) fn issued_by(&mut self, asked: &IssuedBy) -> Result<Node, Trouble> {
        if asked.trusted.is_empty() {
            return Err((Problem::Empty, "trusted".to_owned()));
        }
        let certificate = self.under("/certificate", |builder| builder.plain(&asked.certificate))?;
        self.inside(&asked.certificate, |builder| {
            let issuer = builder.of_type(&asked.issuer, CODE)?;
            let trusted =
                asked.trusted.iter().map(|one| builder.of_type(one, CODE)).collect::<Result<_, _>>()?;
            let accreditation =
                builder.under("/accreditation", |builder| builder.plain(&asked.accreditation))?;
            builder.inside(&asked.accreditation, |builder| {
                let (body, by) = (builder.of_type(&asked.body, CODE)?, builder.of_type(&asked.by, CODE)?);
                let link = builder.under("/link", |builder| builder.node(&asked.link))?;
                let issued = Issued { certificate, issuer, trusted, accreditation, body, by, link };
                Ok(Node::IssuedBy(Box::new(issued)))
            })
        })
    }

    /// Looks at what is said of each record of a pick.
    fn inside<R>(
        &mut self,
        pick: &Pick,
        look: impl FnOnce(&mut Self) -> Result<R, Trouble>,
    ) -> Result<R, Trouble> {
        let kind = self.kind(&pick.event)?;
        self.within(pick_name(pick), kind, look)
    }

    fn life(&mut self, life: &CertificateLife) -> Result<Lifetime, Trouble> {
        let changes: Result<Vec<_>, Trouble> = life
            .changes
            .iter()
            .enumerate()
            .map(|(at, change)| {
                let place = format!("/changes/{at}/of");
                let gather = self.under(&place, |builder| builder.status(&change.of))?;
                let state = self.inside(&change.of, |builder| builder.state(&change.state))?;
                Ok((gather, state))
            })
            .collect();
        let looks = life.looks.as_ref().map(|look| {
            let gather = self.under("/looks/of", |builder| builder.status(&look.of))?;
            let (state, since) = self.inside(&look.of, |builder| {
                let since = look.since.as_ref().map(|since| builder.day(since)).transpose()?;
                Ok((builder.state(&look.state)?, since))
            })?;
            Ok((gather, state, since))
        });
        if life.changes.is_empty() {
            return Err((Problem::Empty, "changes".to_owned()));
        }
        Ok(Lifetime {
            from: self.day(&life.from)?,
            to: self.day(&life.to)?,
            changes: changes?.into_boxed_slice(),
            looks: looks.transpose()?,
            max_age: life.max_age.as_ref().map(|age| self.period(age)).transpose()?,
            need: named(life.need.as_ref(), "certificate-status"),
        })
    }

    /// A pick of status records; for which days they have to be complete follows from the question.
    fn status(&mut self, pick: &Pick) -> Result<Gather, Trouble> {
        refuse(pick.complete.is_some(), "complete")?;
        self.plain(pick)
    }

    /// A state in a word, or where it stands.
    fn state(&mut self, state: &Operand) -> Result<Term, Trouble> {
        match state {
            Operand::Word(word) if CertificateState::after(word).is_none() => {
                Err((Problem::WrongType, word.clone()))
            }
            state => self.of_type(state, CODE),
        }
    }

    fn in_scope(
        &mut self,
        scope: &InScope,
        word: &'static str,
    ) -> Result<(Term, Term, &'static str), Trouble> {
        Ok((self.of_type(&scope.value, CODE)?, self.of_type(&scope.among, CODE)?, word))
    }

    fn quantities(&mut self, asked: &CoveredQuantity, goods: &Pick) -> Result<Quantities, Trouble> {
        if asked.sold.is_empty() {
            return Err((Problem::Empty, "sold".to_owned()));
        }
        let (value, kind) = self.inside(goods, |builder| builder.amount(&asked.value))?;
        Ok(Quantities {
            value,
            limit: self.of_type(&asked.limit, kind)?,
            sold: asked
                .sold
                .iter()
                .enumerate()
                .map(|(at, sold)| self.sold(sold, kind, &format!("/quantity/sold/{at}/of")))
                .collect::<Result<_, _>>()?,
            stated: asked
                .stated
                .as_ref()
                .map(|stated| self.sold(stated, kind, "/quantity/stated/of"))
                .transpose()?,
            need: named(asked.need.as_ref(), "certificate-quantities"),
        })
    }

    fn amount(&mut self, value: &Operand) -> Result<(Term, Type), Trouble> {
        let found = self.typed(value)?;
        found
            .filter(|(_, kind)| matches!(kind.kind, FactType::Number | FactType::Quantity))
            .ok_or_else(|| (Problem::WrongType, word_of(value)))
    }

    fn sold(&mut self, sold: &SoldUnder, kind: Type, place: &str) -> Result<(Gather, Term), Trouble> {
        let gather = self.under(place, |builder| builder.plain(&sold.of))?;
        let value = self.inside(&sold.of, |builder| builder.of_type(&sold.value, kind))?;
        Ok((gather, value))
    }
}

fn named(word: Option<&String>, otherwise: &str) -> String {
    word.cloned().unwrap_or_else(|| otherwise.to_string())
}
