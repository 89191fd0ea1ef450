// The attendance grid by keyboard: arrows, Enter, Esc, fill, paste, undo, totals that move with the
// typing, and rows that save themselves when they are left. Without this file one form does it all.
import { say } from "./live.js";
import { filledHours, minutesOf, settled } from "./attendance-cells.js";
import { Saver } from "./attendance-saving.js";

const form = document.querySelector("form[data-attendance]");
const words = document.getElementById("grid-words")?.dataset ?? {};
const dialog = document.getElementById("reasons");
const lines = form ? [...form.querySelectorAll("[data-line]")] : [];
// Every line by column, so that a square which takes nothing keeps its place for arrows and pasting.
const matrix = lines.map((line) => [...line.querySelectorAll(".c-grid__cell")].map((cell) => cell.querySelector("input")));
const places = new Map();
matrix.forEach((row, y) => row.forEach((input, x) => { if (input) places.set(input, [x, y]); }));
const kindOf = (y) => lines[y]?.dataset.homework ?? ""; // nothing, or the kind of homework
const undo = [];
let saver = null;
let before = "";

const unitOf = (input) => input.closest("[data-unit]");
const isEditing = (input) => "editing" in input.dataset;
const phrase = (name, values) => (words[name] ?? "").replace(/\{(\w+)\}/g, (_all, key) => values[key]);

if (form) start();

function start() {
  saver = new Saver(form, words);
  form.addEventListener("focusin", onFocus);
  form.addEventListener("focusout", onLeave);
  form.addEventListener("input", onInput);
  form.addEventListener("keydown", onKey);
  form.addEventListener("paste", onPaste);
  form.addEventListener("click", onClick);
  form.addEventListener("change", onChoice);
  form.addEventListener("submit", onSubmit);
  dialog?.addEventListener("click", onReason);
  dialog?.addEventListener("keydown", onReasonKey);
  addUp();
}

function onFocus(event) {
  const input = event.target;
  if (!places.has(input)) return;
  before = input.value;
  delete input.dataset.editing;
  input.select();
}

function onLeave(event) {
  const input = event.target;
  if (!places.has(input)) return;
  settle(input);
  const next = event.relatedTarget;
  // The choice of a reason belongs to the cell that asked for it.
  if (next && (unitOf(next) === unitOf(input) || dialog?.contains(next))) return;
  if (!dialog?.open) saver.leave(unitOf(input));
}

function settle(input) {
  delete input.dataset.editing;
  const text = settled(input.value, Number(input.dataset.minutes));
  if (text !== input.value) put(input, text);
  if (input.value !== before) remember([[input, before]]);
  before = input.value;
}

function onInput(event) {
  const input = event.target;
  if (!places.has(input)) return;
  input.dataset.editing = "";
  touched(input);
}

function put(input, text) {
  input.value = text;
  touched(input);
}

function touched(input) {
  input.removeAttribute("aria-invalid");
  input.toggleAttribute("data-unsaved", input.value !== input.defaultValue);
  const cell = input.closest(".c-grid__cell");
  cell.classList.remove("c-grid__cell--away", "c-grid__cell--excused", "c-grid__cell--off");
  const code = input.value.trim().toUpperCase().replace(/^[\d:.,\s]+/, "");
  if (code.startsWith("U")) cell.classList.add("c-grid__cell--away");
  if (/^[AE][A-Z]?$/.test(code)) cell.classList.add("c-grid__cell--excused");
  if (/^H[\d:.,]*$/.test(code)) cell.classList.add("c-grid__cell--off");
  saver.touch(unitOf(input));
  addUp();
}

// Keys

function onKey(event) {
  const input = event.target;
  if (!places.has(input) || event.isComposing) return;
  const held = event.ctrlKey || event.metaKey;
  const done = held ? withControl(event, input) : plain(event, input);
  if (done) event.preventDefault();
}

function withControl(event, input) {
  const key = event.key.toLowerCase();
  if (event.altKey || event.shiftKey) return false;
  if (key === "d") return fill(below(input), input.value);
  if (key === "r") return fill(rightOf(input), input.value);
  if (key === "z" && !isEditing(input)) return takeBack();
  if (key === "enter") {
    event.stopPropagation();
    settle(input);
    saver.saveAll();
    return true;
  }
  return false;
}

function plain(event, input) {
  const moves = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };
  if (event.key in moves) {
    const [x, y] = moves[event.key];
    if (x && isEditing(input) && !atEdge(input, x)) return false;
    return move(input, x, y);
  }
  if (event.key === "Enter") return enter(event, input);
  if (event.key === "F2") return edit(input);
  if (event.key === "Escape") return cancel(input);
  if ((event.key === "Home" || event.key === "End") && !isEditing(input)) return toEnd(input, event.key === "End");
  if ((event.key === "Delete" || event.key === "Backspace") && !isEditing(input)) {
    remember([[input, input.value]]);
    put(input, "");
    before = "";
    return true;
  }
  return false;
}

function enter(event, input) {
  if (event.shiftKey) return move(input, 0, -1, true) || true;
  // An empty cell has nothing to edit: Enter there goes on, as after typing.
  if (!isEditing(input) && input.value) return edit(input);
  const bare = /^\s*(?:[\d:.,h]+\s*)?[ea]\s*$/i.test(input.value);
  if (bare && dialog) return ask(input);
  if (!move(input, 0, 1, true)) settle(input);
  return true;
}

function edit(input) {
  input.dataset.editing = "";
  input.setSelectionRange(input.value.length, input.value.length);
  return true;
}

function cancel(input) {
  if (input.value === before && !isEditing(input)) return false;
  put(input, before);
  delete input.dataset.editing;
  input.select();
  return true;
}

function atEdge(input, step) {
  const at = step < 0 ? input.selectionStart : input.selectionEnd;
  return input.selectionStart === input.selectionEnd && at === (step < 0 ? 0 : input.value.length);
}

// With `isAlike` it stays among days, or among homework of one kind: Enter goes to the next person.
function move(input, stepX, stepY, isAlike = false) {
  let [x, y] = places.get(input);
  const kind = kindOf(y);
  do {
    x += stepX;
    y += stepY;
    const next = matrix[y]?.[x];
    if (next && !(isAlike && kindOf(y) !== kind)) {
      next.focus();
      return true;
    }
  } while (matrix[y] && x >= 0 && x < matrix[y].length);
  return false;
}

function toEnd(input, isLast) {
  const row = matrix[places.get(input)[1]].filter(Boolean);
  (isLast ? row.at(-1) : row[0]).focus();
  return true;
}

// Filling

const below = (input) => {
  const [x, y] = places.get(input);
  return alike(y).slice(1).map((row) => row[x]);
};
// This line and those below that are about the same: days, or homework of one kind.
const alike = (y) => matrix.filter((_row, at) => at >= y && kindOf(at) === kindOf(y));
const rightOf = (input) => {
  const [x, y] = places.get(input);
  return matrix[y].slice(x + 1);
};
const takes = (input) => input && !input.value.trim() && Number(input.dataset.minutes) > 0;

function fill(inputs, text) {
  const targets = inputs.filter(takes);
  if (!targets.length || !text.trim()) {
    say(words.nothing);
    return true;
  }
  change(targets.map((input) => [input, typeof text === "string" ? text : ""]));
  say(phrase("filled", { n: targets.length }));
  return true;
}

function change(pairs) {
  remember(pairs.map(([input]) => [input, input.value]));
  pairs.forEach(([input, text]) => put(input, settled(text, Number(input.dataset.minutes))));
  if (places.has(document.activeElement)) before = document.activeElement.value;
  // What came together is saved together, or not at all.
  saver.together(new Set(pairs.map(([input]) => unitOf(input))));
}

function onClick(event) {
  const button = event.target.closest("[data-fill]");
  if (!button) {
    followProblem(event);
    return;
  }
  event.preventDefault();
  const unit = button.closest("[data-unit]");
  const cells = [...(unit ?? form).querySelectorAll("[data-line]:not([data-homework]) .c-grid__in")];
  if (button.dataset.fill === "right") return void fillRow(cells);
  const day = button.value.replace(/^day-/, "").replaceAll("-", "");
  const targets = cells.filter((input) => takes(input) && (button.dataset.fill !== "day" || input.name.endsWith(day)));
  if (!targets.length) return void say(words.nothing);
  change(targets.map((input) => [input, filledHours(input, holidays())]));
  say(phrase("filled", { n: targets.length }));
}

function fillRow(cells) {
  const first = cells.findIndex((input) => input.value.trim());
  if (first < 0) return void say(words.nothing);
  fill(cells.slice(first + 1), cells[first].value);
}

const holidays = () => new Set((form.dataset.holidays ?? "").split(" ").filter(Boolean));

function remember(changes) {
  undo.push(changes);
  if (undo.length > 200) undo.shift();
}

function takeBack() {
  const changes = undo.pop();
  if (!changes) return true;
  changes.forEach(([input, text]) => put(input, text));
  if (places.has(document.activeElement)) before = document.activeElement.value;
  saver.together(new Set(changes.map(([input]) => unitOf(input))));
  say(words.undone);
  return true;
}

// Pasting

function onPaste(event) {
  const input = event.target;
  const text = event.clipboardData?.getData("text/plain") ?? "";
  if (!places.has(input) || !/[\t\n\r]/.test(text.replace(/[\r\n]+$/, ""))) return;
  event.preventDefault();
  const rows = text.replace(/\r\n?/g, "\n").replace(/\n$/, "").split("\n").map((row) => row.split("\t"));
  const [x, y] = places.get(input);
  const pairs = [];
  const below = alike(y);
  let lost = 0;
  rows.forEach((row, down) => row.forEach((value, right) => {
    const target = below[down]?.[x + right];
    const plainText = value.replace(/[\s\u00a0]+/g, " ").trim();
    if (target) pairs.push([target, plainText]);
    else if (plainText) lost += 1;
  }));
  change(pairs);
  say(phrase(lost ? "cut" : "pasted", { n: pairs.length, m: lost }));
}

// Why somebody was excused

let asking = null;

function ask(input) {
  asking = input;
  dialog.showModal();
  return true;
}

function onReason(event) {
  const button = event.target.closest("[data-reason]");
  if (button) choose(button.dataset.reason);
}

function onReasonKey(event) {
  const button = dialog.querySelector(`[data-reason="${CSS.escape(event.key.toLowerCase())}"]`);
  if (!button || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  choose(button.dataset.reason);
}

function choose(letter) {
  const input = asking;
  dialog.close();
  if (!input) return;
  put(input, input.value.trim().replace(/[ea]$/i, `E${letter}`));
  input.focus();
  input.dataset.editing = "";
  move(input, 0, 1, true);
}

// Two values for one cell: what is chosen stands in the cell, and goes with the next saving.

function onChoice(event) {
  const radio = event.target;
  if (radio.type !== "radio") return;
  const input = document.getElementById(radio.closest("[data-clash]")?.dataset.clash);
  if (!input) return;
  put(input, radio.dataset.value);
  const unit = unitOf(input);
  const open = [...unit.parentElement.querySelectorAll(`#say-${unit.dataset.unit} [data-clash]`)]
    .filter((box) => !box.querySelector(":checked"));
  if (!open.length) saver.answer(unit);
}

function followProblem(event) {
  const link = event.target.closest(".c-grid__problems a, .c-errors a");
  const target = link && document.getElementById(link.hash.slice(1));
  if (!target || !places.has(target)) return;
  event.preventDefault();
  target.focus();
}

function onSubmit(event) {
  event.preventDefault();
  saver.saveAll();
}

// Sums

function addUp() {
  const columns = [];
  let page = 0;
  lines.forEach((line, y) => {
    const sum = matrix[y].reduce((total, input, x) => {
      const minutes = input ? minutesOf(input.value, Number(input.dataset.minutes)) : shutMinutes(line, x);
      if (!kindOf(y)) columns[x] = (columns[x] ?? 0) + minutes;
      return total + minutes;
    }, 0);
    if (!kindOf(y)) page += sum; // homework has its own sums
    show(line.querySelector("[data-sum]"), sum);
  });
  form.querySelectorAll("[data-day-sum]").forEach((output) => show(output, columns[Number(output.dataset.daySum)] ?? 0));
  form.querySelectorAll("[data-page-sum]").forEach((output) => show(output, page));
  form.querySelectorAll("[data-unit-sum]").forEach((output) => {
    const unit = output.closest("[data-unit]");
    const inside = lines.filter((line, y) => unit.contains(line) && !kindOf(y));
    show(output, inside.reduce((total, line) => total + Number(line.dataset.minutes), 0));
  });
}

function shutMinutes(line, x) {
  const shut = line.querySelectorAll(".c-grid__cell")[x]?.querySelector("[data-held]");
  return shut ? minutesOf(shut.dataset.held, 0) : 0;
}

function show(output, minutes) {
  if (!output) return;
  const line = output.closest("[data-line]");
  if (line && "sum" in output.dataset) line.dataset.minutes = minutes;
  const rest = minutes % 60;
  if (!minutes && line?.dataset.homework) return void (output.textContent = ""); // most days have none
  output.textContent = `${Math.floor(minutes / 60)}${rest ? `:${String(rest).padStart(2, "0")}` : ""}`;
}
