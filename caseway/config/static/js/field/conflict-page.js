// Both records of one visit, side by side, to choose from.
import { beside, chosen, differences } from "./conflict.js";
import { finished } from "./entry.js";
import { at, part } from "./dom.js";
import { word } from "./words.js";

const FIXED = { signed: "conflictSigned", month_closed: "conflictClosed" };

export function conflictPage(app, { entry, checklist, facts, goals }) {
  const { theirs, why, now } = entry;
  const screen = part("t-conflict");
  at(screen, "who").textContent = entry.shown.who;
  const who = theirs.by || word("office");
  const words = FIXED[why] ?? (theirs.by ? "conflict" : "conflictOffice");
  at(screen, "text").textContent = word(words, { who, when: theirs.changed_shown });
  const rows = at(screen, "rows");
  const shown = (name, value) => sayValue(name, value, { checklist, facts, goals });
  differences(entry, theirs).forEach((one, n) => rows.append(side(one, n, who, checklist, shown)));
  const done = async (next) => {
    await app.store.keep(finished(next));
    app.sendSoon();
  };
  if (FIXED[why]) {
    at(screen, "take").remove();
    rows.querySelectorAll("input").forEach((input) => { input.disabled = true; });
  }
  screen.addEventListener("submit", (event) => {
    event.preventDefault();
    const names = [...rows.querySelectorAll("input[value=theirs]:checked")].map((input) => input.closest("fieldset").dataset.item);
    done(chosen(entry, theirs, now, names));
  });
  at(screen, "beside").addEventListener("click", () => done(beside(entry)));
  return screen;
}

function side(one, n, who, checklist, shown) {
  const set = part("t-side");
  set.dataset.item = one.name;
  at(set, "label").textContent = label(one.name, checklist);
  for (const input of set.querySelectorAll("input")) {
    input.name = `side-${n}`;
    input.checked = input.value === "mine";
  }
  at(set, "theirs-who").textContent = word("wrote", { who });
  at(set, "theirs").textContent = shown(one.name, one.theirs);
  at(set, "mine").textContent = shown(one.name, one.mine);
  return set;
}

function label(name, checklist) {
  return checklist?.items.find((item) => item.code === name)?.label || word(name) || word("groupSize");
}

function sayValue(name, value, known) {
  if (value === "" || value === null || (Array.isArray(value) && !value.length)) return word("nothing");
  if (typeof value === "boolean") return word(value ? "yes" : "no");
  if (name === "outcome") return word(value);
  const choices = choicesOf(name, known);
  const one = (code) => choices.find((each) => each.code === String(code))?.label ?? String(code);
  if (name === "doings") return value.map((each) => doing(each, one, known)).join("; ");
  return Array.isArray(value) ? value.map(one).join(", ") : one(value);
}

function doing(each, one, { facts, goals }) {
  const goal = goals.find((known) => known.code === String(each.goal))?.label;
  const stands = (facts.progress ?? []).find((known) => known.code === each.progress)?.label;
  return [one(each.activity), goal, stands].filter(Boolean).join(" – ");
}

function choicesOf(name, { checklist, facts }) {
  if (name === "why_not") return facts.why_not ?? [];
  return checklist?.items.find((item) => item.code === name)?.choices ?? [];
}
