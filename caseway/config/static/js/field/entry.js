// What a coach writes of one visit, from the first touch until the server has it.
// `edition` counts rewritings after a first try to send: the server may have taken that try though
// its answer was lost, so that the same number never stands for two texts.
import { later, stamp } from "./clock.js";

export const HELD = "held";
export const WAITING = "waiting";
export const DRAFT = "draft";
export const NEEDS = "needs"; // refused: somebody has to do something first
export const CONFLICT = "conflict";

export function begin(visit, checklist, key = crypto.randomUUID()) {
  return {
    key,
    visit: visit.uuid,
    edition: 1,
    tried: false,
    state: DRAFT,
    outcome: HELD,
    seen: visit.seen,
    base: visit.base,
    day: visit.day,
    started: visit.begins,
    stopped: later(visit.begins, visit.minutes),
    checklist: visit.checklist,
    template: checklist.number,
    answers: {
      mode: visit.mode,
      place: visit.mode === "visit" ? visit.place : "",
      setting: visit.group_size > 1 ? "group" : "individual",
      ...(visit.group_size > 1 ? { group_size: visit.group_size } : {}),
      contact: "direct",
      ...(visit.travel === null ? {} : { travel_minutes: visit.travel }),
    },
    why_not: "",
    note: "",
    settle: "",
    sign: false,
    photo: null,
    shown: { who: visit.who, day_shown: visit.day_shown, begins_shown: visit.begins_shown, place: visit.place },
  };
}

// The entry with changes. What was tried before gets a new edition; what was refused is a draft again.
export function changed(entry, changes) {
  const again = entry.tried ? { edition: entry.edition + 1, tried: false } : {};
  return { ...entry, ...again, state: DRAFT, sentence: "", ...changes };
}

export function finished(entry, now = new Date()) {
  return { ...entry, state: WAITING, sentence: "", written_at: stamp(now) };
}

// What is sent, always in one order and without what only the phone knows.
export function toSend(entry, photo = "") {
  const held = entry.outcome === HELD;
  return {
    key: entry.key,
    visit: entry.visit,
    edition: entry.edition,
    outcome: entry.outcome,
    seen: entry.seen,
    day: entry.day,
    started: held ? entry.started : "",
    stopped: held ? entry.stopped : "",
    template: entry.template,
    base: entry.base,
    answers: held ? entry.answers : {},
    why_not: held ? "" : entry.why_not,
    note: held ? "" : entry.note,
    written_at: entry.written_at,
    settle: entry.settle,
    sign: held && entry.sign,
    ...(photo ? { photo } : {}),
  };
}
