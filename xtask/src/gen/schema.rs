//! `docs/schema/OPERATION.json`: JSON Schema of request and answer, as `terroir schema OPERATION` prints it.

use super::Output;
use crate::{
    run::{Result, read},
    test::steady,
};
use serde_json::{Map, Value};

/// What the command line says of every operation.
pub(crate) type Operations = Map<String, Value>;

/// Asks the command line, built from these sources.
pub(crate) fn terroir(command: &str) -> Result<Value> {
    let text = read(steady("run").args(["--quiet", "-p", "terroir-cli", "--", command]))?;
    serde_json::from_str(&text).map_err(|error| format!("terroir {command}: {error}"))
}

/// Every operation with its schemas.
pub(crate) fn operations() -> Result<Operations> {
    match terroir("schema")? {
        Value::Object(operations) => Ok(operations),
        _ => Err("terroir schema: not an object".into()),
    }
}

/// One file an operation.
pub(crate) fn files(operations: &Operations) -> Result<Vec<Output>> {
    let file = |(name, schema): (&String, &Value)| {
        Output::new(format!("docs/schema/{name}.json"), format!("{schema:#}\n"))
    };
    Ok(operations.iter().map(file).collect())
}
