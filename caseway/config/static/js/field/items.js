// A checklist drawn from its items, whatever version it is: the page knows kinds, not checklists.
import { at, part } from "./dom.js";
import { word } from "./words.js";

let made = 0;
const name = (code) => `f-${code}-${(made += 1)}`;

function choice(type, group, { code, label }, checked) {
  const row = part("t-choice");
  const input = row.querySelector("input");
  input.type = type;
  input.name = group;
  input.value = code;
  input.checked = checked;
  at(row, "label").textContent = label;
  return row;
}

function group(item, type, isOn, onChange) {
  const set = part("t-group");
  labelled(set, item);
  const box = at(set, "choices");
  const called = name(item.code);
  for (const one of item.choices) box.append(choice(type, called, one, isOn(one.code)));
  box.addEventListener("change", () => onChange([...box.querySelectorAll("input:checked")].map((input) => input.value)));
  return set;
}

function labelled(root, item) {
  at(root, "label").textContent = item.label;
  at(root, "must")?.toggleAttribute("hidden", !item.must);
}

function field(template, item, value, onInput) {
  const row = part(template);
  const input = row.querySelector("input, textarea");
  input.id = name(item.code);
  row.querySelector("label").htmlFor = input.id;
  input.dataset.code = item.code;
  labelled(row, item);
  input.value = value ?? "";
  input.addEventListener("input", () => onInput(input.value.trim()));
  return row;
}

const KINDS = {
  time: (item, entry, put) => field("t-time", item, entry[item.code], (text) => put({ [item.code]: text })),
  words: (item, entry, put) => field("t-words", item, answer(entry, item.code), (text) => put(answered(entry, item.code, text))),
  note: (item, entry, put) => field("t-note", item, entry.answers.note, (text) => put(answered(entry, "note", text))),
  yes_no: (item, entry, put) => group(
    { ...item, choices: [{ code: "yes", label: word("yes") }, { code: "no", label: word("no") }] }, "radio",
    (code) => answer(entry, item.code) === (code === "yes"),
    ([code]) => put(answered(entry, item.code, code === "yes")),
  ),
  one: (item, entry, put) => group(item, "radio", (code) => entry.answers[item.code] === code, ([code]) => put(answered(entry, item.code, code))),
  many: (item, entry, put) => group(item, "checkbox", (code) => (entry.answers[item.code] ?? []).includes(code), (codes) => put(answered(entry, item.code, codes))),
  setting,
  doings,
  around,
};

export function draw(item, entry, put, more) {
  const node = KINDS[item.kind](item, entry, put, more);
  node.dataset.item = item.code;
  return node;
}

export const answer = (entry, code) => (code.startsWith("own-") ? entry.answers.own?.[code] : entry.answers[code]);

export function answered(entry, code, value) {
  if (code.startsWith("own-")) return { answers: { ...entry.answers, own: { ...entry.answers.own, [code]: value } } };
  return { answers: { ...entry.answers, [code]: value } };
}

function setting(item, entry, put) {
  const set = group(item, "radio", (code) => entry.answers.setting === code, ([code]) => {
    size.toggleAttribute("hidden", code !== "group");
    const { group_size: _none, ...rest } = entry.answers;
    const kept = code === "group" ? { group_size: Number(size.querySelector("input").value) || "" } : {};
    put({ answers: { ...rest, setting: code, ...kept } });
  });
  const size = field("t-number", { code: "group_size", label: word("groupSize") }, entry.answers.group_size, (text) => put(answered(entry, "group_size", number(text))));
  size.toggleAttribute("hidden", entry.answers.setting !== "group");
  set.append(size);
  return set;
}

// Activities; of each chosen one the goal that it served and where that stands. One goal needs no tap.
function doings(item, entry, put, { goals, progress }) {
  const set = part("t-group");
  labelled(set, item);
  const box = at(set, "choices");
  const called = name(item.code);
  const chosen = new Map((entry.answers.doings ?? []).map((one) => [one.activity, one]));
  const keep = () => put(answered(entry, "doings", item.choices.filter((one) => chosen.has(one.code)).map((one) => chosen.get(one.code))));
  for (const one of item.choices) {
    const row = choice("checkbox", called, one, chosen.has(one.code));
    const detail = part("t-doing");
    const pick = (place, choices, key) => {
      const select = at(detail, place);
      for (const each of choices) select.append(new Option(each.label, each.code));
      select.value = chosen.get(one.code)?.[key] ?? "";
      select.closest("label").toggleAttribute("hidden", choices.length === 0);
      select.addEventListener("change", () => {
        const { [key]: _was, ...rest } = chosen.get(one.code) ?? { activity: one.code };
        chosen.set(one.code, select.value ? { ...rest, [key]: select.value } : rest);
        keep();
      });
      return select;
    };
    const goal = pick("goal", goals, "goal");
    pick("progress", progress, "progress");
    detail.toggleAttribute("hidden", !chosen.has(one.code));
    row.querySelector("input").addEventListener("change", (event) => {
      if (event.target.checked) {
        const only = goals.length === 1 ? { goal: goals[0].code } : {};
        chosen.set(one.code, { activity: one.code, ...only });
        goal.value = only.goal ?? "";
      } else chosen.delete(one.code);
      detail.toggleAttribute("hidden", !event.target.checked);
      keep();
    });
    box.append(row, detail);
  }
  return set;
}

const AROUND = ["before_minutes", "after_minutes", "travel_minutes"];
const QUICK = [0, 5, 10, 15, 30];

function around(item, entry, put) {
  const set = part("t-group");
  labelled(set, item);
  const box = at(set, "choices");
  for (const code of AROUND) {
    const row = field("t-number", { code, label: word(code) }, entry.answers[code], (text) => put(answered(entry, code, number(text))));
    const input = row.querySelector("input");
    const quick = document.createElement("div");
    quick.className = "f-quick";
    for (const minutes of QUICK) {
      const button = part("t-quick");
      button.textContent = minutes;
      button.setAttribute("aria-label", word("minutesOf", { n: minutes, what: word(code) }));
      button.addEventListener("click", () => {
        input.value = minutes;
        press(quick, input);
        put(answered(entry, code, minutes));
      });
      quick.append(button);
    }
    input.addEventListener("input", () => press(quick, input));
    row.append(quick);
    press(quick, input);
    box.append(row);
  }
  return set;
}

function press(quick, input) {
  for (const button of quick.children) button.setAttribute("aria-pressed", String(input.value !== "" && Number(input.value) === Number(button.textContent)));
}

const number = (text) => (/^\d{1,4}$/.test(text) ? Number(text) : "");
