// Seconds that epcis2.js takes to hash the events of documents given as files, each the median of five runs.
//
// Prints one line a document: name, events, seconds. `TERROIR_EPCIS2JS` is the folder where it is installed.
"use strict";

const { readFileSync } = require("node:fs");
const { createRequire } = require("node:module");
const path = require("node:path");

const load = createRequire(path.join(process.env.TERROIR_EPCIS2JS, "index.js"));
const { eventToHashedId } = load("epcis2.js");

function hashes(text) {
  const document = JSON.parse(text);
  return document.epcisBody.eventList.map((event) => eventToHashedId(event, document["@context"]));
}

for (const file of process.argv.slice(2)) {
  const text = readFileSync(file, "utf8");
  let events = 0;
  const seconds = [];
  for (let run = 0; run < 5; run += 1) {
    // One document may be too short for the clock.
    const times = Math.max(1, Math.ceil(100 / Math.max(1, events)));
    const start = process.hrtime.bigint();
    for (let time = 0; time < times; time += 1) events = hashes(text).length;
    seconds.push(Number(process.hrtime.bigint() - start) / 1e9 / times);
  }
  seconds.sort((a, b) => a - b);
  console.log(file, events, seconds[2]);
}
