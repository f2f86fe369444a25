// Written by `cargo xtask gen`.
import { api, init } from "./load.mjs";

export { init };
export const callJson = api.callJson;
export const call = api.call;
export const openBook = api.openBook;
export const operations = api.operations;
export const operationsJson = api.operationsJson;
export const checkIdentifier = api.checkIdentifier;
export const checkIdentifierJson = api.checkIdentifierJson;
export const canonicalize = api.canonicalize;
export const canonicalizeJson = api.canonicalizeJson;
