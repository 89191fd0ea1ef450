// node-ical: prints uid, first and last instant of each event of a file.
import { createRequire } from "node:module";

const require = createRequire(`${process.env.CASEWAY_NODE_READERS}/`);
const ical = require("node-ical");

const day = (at) =>
  [at.getFullYear(), at.getMonth() + 1, at.getDate()].map((n) => `${n}`.padStart(2, "0")).join("-");
const found = Object.values(ical.sync.parseFile(process.argv[2]))
  .filter((one) => one.type === "VEVENT")
  .map((one) => {
    const said = one.datetype === "date" ? day : (at) => at.toISOString();
    return [one.uid, said(one.start), said(one.end)];
  });
console.log(JSON.stringify(found));
