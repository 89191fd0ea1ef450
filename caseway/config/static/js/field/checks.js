// What is still missing in an entry, in the order of its checklist.
import { lasted } from "./clock.js";
import { HELD } from "./entry.js";

const LONGEST = 16 * 60;

export function missing(entry, items, goals = []) {
  if (entry.outcome !== HELD) return entry.why_not ? [] : ["why_not"];
  const musts = items.filter((item) => item.must && !isAnswered(entry, item)).map((item) => item.code);
  return withoutGoal(entry, items, goals) ? [...musts, "goal"] : musts;
}

// What cannot be sent at all, signed or not.
export function faults(entry) {
  if (entry.outcome !== HELD) return entry.why_not ? [] : ["why_not"];
  const found = entry.started ? [] : ["started"];
  const minutes = lasted(entry.started, entry.stopped);
  if (minutes !== null && minutes > LONGEST) found.push("too_long");
  return found;
}

function isAnswered(entry, item) {
  if (item.kind === "time") return Boolean(entry[item.code]);
  if (item.kind === "around") return true;
  const answer = item.code.startsWith("own-") ? entry.answers.own?.[item.code] : entry.answers[item.code];
  if (item.kind === "setting") return Boolean(answer) && (answer !== "group" || Boolean(entry.answers.group_size));
  return Array.isArray(answer) ? answer.length > 0 : answer !== undefined && answer !== "";
}

// A funder that asks for activities asks for a goal for each, where there are any.
function withoutGoal(entry, items, goals) {
  const asked = items.some((item) => item.kind === "doings" && item.must);
  return asked && goals.length > 0 && (entry.answers.doings ?? []).some((one) => !one.goal);
}
