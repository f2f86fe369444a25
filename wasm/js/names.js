"use strict";
// Written by `cargo xtask gen`.
module.exports = [
  ["operations", "operations"],
  ["checkIdentifier", "check_identifier"],
  ["canonicalize", "canonicalize"],
];
