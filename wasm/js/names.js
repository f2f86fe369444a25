"use strict";
// Written by `cargo xtask gen`.
module.exports = [
  ["operations", "operations"],
  ["messages", "messages"],
  ["checkIdentifier", "check_identifier"],
  ["parseElements", "parse_elements"],
  ["buildElements", "build_elements"],
  ["parseDigitalLink", "parse_digital_link"],
  ["buildDigitalLink", "build_digital_link"],
  ["translateEpc", "translate_epc"],
  ["lintElement", "lint_element"],
  ["validateEvents", "validate_events"],
  ["hashEvents", "hash_events"],
  ["verifyEventHash", "verify_event_hash"],
  ["canonicalize", "canonicalize"],
  ["verifySignature", "verify_signature"],
  ["sign", "sign"],
  ["verifyInclusion", "verify_inclusion"],
  ["verifyConsistency", "verify_consistency"],
  ["verifyNote", "verify_note"],
  ["verifyLogProof", "verify_log_proof"],
];
