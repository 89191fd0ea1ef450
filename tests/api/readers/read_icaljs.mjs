// ical.js: prints uid, first and last instant of each event of a file.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const require = createRequire(`${process.env.CASEWAY_NODE_READERS}/`);
const loaded = require("ical.js");
const ICAL = loaded.default ?? loaded;

const whole = new ICAL.Component(ICAL.parse(readFileSync(process.argv[2], "utf8")));
for (const zone of whole.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);
const said = (at) => (at.isDate ? at.toString() : at.toJSDate().toISOString());
const found = whole.getAllSubcomponents("vevent").map((one) => {
  const event = new ICAL.Event(one);
  return [event.uid, said(event.startDate), said(event.endDate)];
});
console.log(JSON.stringify(found));
