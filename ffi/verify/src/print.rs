//! Answers as JSON text, written by hand: serde's machinery would be larger than all of this.

use alloc::string::String;
use terroir::{digest::json, passport::Verdict};

/// JSON that is being written.
#[derive(Default)]
struct Out {
    text: String,
    comma: bool,
}

impl Out {
    /// A comma where one is needed.
    fn next(&mut self) {
        if self.comma {
            self.text.push(',');
        }
        self.comma = false;
    }

    fn open(&mut self, bracket: char) {
        self.next();
        self.text.push(bracket);
    }

    fn close(&mut self, bracket: char) {
        self.text.push(bracket);
        self.comma = true;
    }

    fn name(&mut self, name: &str) {
        self.string(name);
        self.text.push(':');
        self.comma = false;
    }

    fn string(&mut self, content: &str) {
        self.next();
        json::write_string(&mut self.text, content);
        self.comma = true;
    }

    fn number(&mut self, number: u64) {
        self.next();
        digits(&mut self.text, number);
        self.comma = true;
    }

    fn member(&mut self, name: &str, content: &str) {
        self.name(name);
        self.string(content);
    }

    fn count(&mut self, name: &str, number: u64) {
        self.name(name);
        self.number(number);
    }

    fn list<T>(&mut self, name: &str, items: impl Iterator<Item = T>, item: impl Fn(&mut Self, T)) {
        self.name(name);
        self.open('[');
        items.for_each(|one| item(self, one));
        self.close(']');
    }
}

fn digits(out: &mut String, number: u64) {
    if number >= 10 {
        digits(out, number / 10);
    }
    out.push(char::from(b'0' + (number % 10) as u8));
}

/// `{"fault":{"code","at"}}`.
pub(crate) fn fault(code: &str, at: &str) -> String {
    let mut out = Out::default();
    out.open('{');
    out.name("fault");
    out.open('{');
    out.member("code", code);
    out.member("at", at);
    out.close('}');
    out.close('}');
    out.text
}

/// `{"ok":{…}}` with every member of the operation's answer but `claim`.
pub(crate) fn verdict(verdict: &Verdict) -> String {
    let mut out = Out::default();
    out.open('{');
    out.name("ok");
    out.open('{');
    out.member("lot", &verdict.lot);
    out.count("count", verdict.count);
    out.count("head", verdict.head);
    out.member("state", verdict.state);
    out.member("outcome", verdict.outcome.name());
    out.list("deciding", verdict.deciding.iter(), |out, aspect| out.string(aspect.name()));
    out.list("aspects", verdict.aspects.iter(), |out, judgement| {
        out.open('{');
        out.member("aspect", judgement.aspect.name());
        out.member("status", judgement.status.name());
        out.list("codes", judgement.codes.iter(), |out, (code, count)| {
            out.open('{');
            out.member("code", code.as_str());
            out.count("count", u64::from(*count));
            out.close('}');
        });
        out.list("keys", judgement.keys.iter(), |out, key| out.string(key));
        out.list("times", judgement.times.iter(), |out, (what, time)| {
            out.open('{');
            out.member("what", what);
            out.member("time", time);
            out.close('}');
        });
        out.close('}');
    });
    out.list("reasons", verdict.reasons.iter(), |out, reason| {
        out.open('{');
        out.member("aspect", reason.aspect.name());
        out.member("code", reason.code.as_str());
        out.member("lot", &reason.lot);
        if let Some(at) = reason.at {
            out.count("at", at);
        }
        out.member("found", &reason.found);
        out.close('}');
    });
    out.close('}');
    out.close('}');
    out.text
}
