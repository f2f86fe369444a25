//! `terroir call`: requests in, answers out, line by line.

use crate::{Ending, Trouble};
use std::io::{BufRead, Read as _, Write};
use terroir::{api, base::limits};

/// Answers every line; 2 if one of them could not be asked.
pub(crate) fn answer(
    operation: Option<&str>,
    requests: &mut impl BufRead,
    out: &mut impl Write,
) -> Result<Ending, Trouble> {
    if let Some(name) = operation
        && !api::operations().any(|known| known.name == name)
    {
        return Err(Trouble::NoOperation { name: name.to_owned() });
    }
    let mut ending = Ending::Accepted;
    let mut line = Vec::new();
    while next(requests, &mut line)? {
        let (name, request) = match operation {
            Some(name) => (name.as_bytes(), line.as_slice()),
            None => line.iter().position(|byte| *byte == b'\t').map_or((line.as_slice(), &[][..]), |at| {
                let (name, request) = line.split_at(at);
                (name, request.get(1..).unwrap_or_default())
            }),
        };
        let answer = api::call_bytes(name, request);
        if answer.starts_with(r#"{"fault""#) {
            ending = Ending::NotAsked;
        }
        writeln!(out, "{answer}")?;
    }
    Ok(ending)
}

/// Reads a line without its end; of one that no operation takes, only the start, which is then too large.
fn next(requests: &mut impl BufRead, line: &mut Vec<u8>) -> Result<bool, Trouble> {
    const MOST: u64 = limits::SERVER_BYTES as u64 + 128;
    line.clear();
    if requests.by_ref().take(MOST).read_until(b'\n', line)? == 0 {
        return Ok(false);
    }
    if line.last() != Some(&b'\n') {
        skip(requests)?;
        return Ok(true);
    }
    line.pop();
    if line.last() == Some(&b'\r') {
        line.pop();
    }
    Ok(true)
}

fn skip(requests: &mut impl BufRead) -> Result<(), Trouble> {
    loop {
        let read = requests.fill_buf()?;
        let (used, end) = match read.iter().position(|byte| *byte == b'\n') {
            Some(at) => (at + 1, true),
            None => (read.len(), read.is_empty()),
        };
        requests.consume(used);
        if end {
            return Ok(());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Ending, answer};

    fn asked(operation: Option<&str>, requests: &[u8]) -> (Ending, String) {
        let mut out = Vec::new();
        let ending = answer(operation, &mut &*requests, &mut out).unwrap();
        (ending, String::from_utf8(out).unwrap())
    }

    #[test]
    fn every_line_has_its_answer() {
        let (ending, out) = asked(Some("operations"), b"{}\n[]\r\n\xff\n{}");
        let answers: Vec<&str> = out.lines().collect();
        assert_eq!(ending, Ending::NotAsked);
        assert_eq!(answers.len(), 4);
        assert!(answers[0] == answers[3] && answers[0].starts_with(r#"{"ok""#));
        assert!(answers[1].contains("malformed-request") && answers[2].contains("malformed-json"));
    }

    #[test]
    fn a_line_may_name_its_operation() {
        let (ending, out) = asked(None, b"operations\t{}\nno_such\t{}\n");
        assert_eq!(ending, Ending::NotAsked);
        assert!(out.lines().next().unwrap().starts_with(r#"{"ok""#) && out.contains("unknown-operation"));
    }
}
