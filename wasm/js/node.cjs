"use strict";
// Node: the module is read from the file beside the glue, at once.

const glue = require("./glue.cjs");
const { face } = require("./face.js");

module.exports = Object.assign(face(glue), {
  /** There is nothing to wait for; the same program runs in a browser. */
  init: () => Promise.resolve(),
});
