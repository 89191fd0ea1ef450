// The header box selects the rows on this page, and says how many are selected.
import { say, word } from "./live.js";

let started = false;

export function start() {
  if (!started) document.addEventListener("change", onChange);
  started = true;
  document.querySelectorAll("[data-select-all]").forEach((box) => show(box.closest("table")));
}

function onChange(event) {
  const table = event.target.closest?.("table");
  if (!table) return;
  if (event.target.matches("[data-select-all]")) {
    table.querySelectorAll("[data-pick]").forEach((box) => { box.checked = event.target.checked; });
  } else if (!event.target.matches("[data-pick]")) {
    return;
  }
  say(word("selected", { n: show(table) }));
}

function show(table) {
  const boxes = [...table.querySelectorAll("[data-pick]")];
  const picked = boxes.filter((box) => box.checked).length;
  const all = table.querySelector("[data-select-all]");
  if (all) {
    all.checked = picked > 0 && picked === boxes.length;
    all.indeterminate = picked > 0 && picked < boxes.length;
  }
  document.querySelectorAll(`[data-selected-for="${table.id}"]`).forEach((place) => {
    place.textContent = word("selected", { n: picked });
  });
  // Bulk buttons stay usable without scripts; with them they wait for a choice.
  document.querySelectorAll(`[data-bulk-for="${table.id}"]`).forEach((bar) => { bar.hidden = picked === 0; });
  return picked;
}
