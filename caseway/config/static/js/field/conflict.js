// Two records of one visit, side by side: what is on record and what the phone wrote.
import { changed } from "./entry.js";

const TOP = ["outcome", "started", "stopped", "why_not", "note"];
const ANSWERS = [
  "mode", "place", "setting", "group_size", "contact", "doings", "response", "support",
  "seen", "problems", "changes", "before_minutes", "after_minutes", "travel_minutes",
];

const isNothing = (value) => value === undefined || value === null || (Array.isArray(value) && value.length === 0);
const plain = (value) => (isNothing(value) ? "" : value);
const same = (one, other) => JSON.stringify(sorted(plain(one))) === JSON.stringify(sorted(plain(other)));

function sorted(value) {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return typeof value === "number" ? String(value) : value;
  const filled = Object.entries(value).filter(([, one]) => one !== "" && one !== null && one !== undefined);
  return Object.fromEntries(filled.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, one]) => [key, sorted(one)]));
}

// Each thing that differs: its name and both values.
export function differences(entry, theirs) {
  const found = [];
  const both = entry.outcome === "held" && theirs.outcome === "held";
  for (const name of TOP) {
    if ((name === "started" || name === "stopped") && !both) continue;
    // Of a visit that was held the note is one of its answers.
    const mine = name === "note" && entry.outcome === "held" ? entry.answers.note : entry[name];
    const other = name === "note" && theirs.outcome === "held" ? theirs.answers.note : theirs[name];
    if (!same(mine, other)) found.push({ name, mine: plain(mine), theirs: plain(other) });
  }
  if (!both) return found;
  const own = new Set([...Object.keys(entry.answers.own ?? {}), ...Object.keys(theirs.answers.own ?? {})]);
  for (const name of ANSWERS) {
    const [mine, other] = [entry.answers[name], theirs.answers[name]];
    if (!same(mine, other)) found.push({ name, mine: plain(mine), theirs: plain(other) });
  }
  for (const name of [...own].sort()) {
    const [mine, other] = [entry.answers.own?.[name], theirs.answers.own?.[name]];
    if (!same(mine, other)) found.push({ name, mine: plain(mine), theirs: plain(other) });
  }
  return found;
}

// The entry as the coach chose it: for each name in `theirsOf` the other side's value.
export function chosen(entry, theirs, now, theirsOf) {
  const answers = { ...entry.answers, ...(entry.answers.own ? { own: { ...entry.answers.own } } : {}) };
  const top = {};
  for (const name of theirsOf) {
    if (name === "note") {
      answers.note = theirs.answers.note ?? theirs.note;
      top.note = theirs.note;
    } else if (TOP.includes(name)) top[name] = theirs[name];
    else if (name.startsWith("own-")) answers.own = { ...answers.own, [name]: theirs.answers.own?.[name] ?? "" };
    else if (theirs.answers[name] === undefined) delete answers[name];
    else answers[name] = theirs.answers[name];
  }
  return changed(entry, { ...top, answers, seen: now.seen, base: now.base, settle: "take", theirs: null, why: "" });
}

export function beside(entry) {
  return changed(entry, { settle: "beside", theirs: null, why: "" });
}
