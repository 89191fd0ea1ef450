// One-key shortcuts, for people who turned them on: J and K move, X selects, Enter opens, N writes a
// note, L logs a contact, A does what is next, ? lists them all. Never in a field, never with a modifier, never in a dialog.
const IN_FIELD = "input, textarea, select, [contenteditable], dialog[open], [role=textbox]";
const MOVES = { j: 1, k: -1 };

export function start() {
  document.addEventListener("keydown", onKey);
}

const rows = () => [...document.querySelectorAll("[data-row]")];
const current = () => document.querySelector(".c-row--current") ?? document.activeElement?.closest("[data-row]");

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  // A checkbox in a row is a field in name only: the row's keys go on working from it.
  const inPick = event.target.matches?.("[data-pick]");
  if (event.target.closest?.(IN_FIELD) && !inPick) return;
  if (document.querySelector("dialog[open]")) return;
  if (act(event.key)) event.preventDefault();
}

function act(key) {
  if (key in MOVES) return move(MOVES[key]);
  if (key === "x") return pick();
  if (key === "?") return follow(document.querySelector("[data-help]")?.dataset.help);
  if (key === "n" || key === "l" || key === "a") return press(key);
  return false;
}

function move(step) {
  const all = rows();
  if (!all.length) return false;
  const at = all.indexOf(current());
  const next = all[Math.min(Math.max(at + step, 0), all.length - 1)];
  all.forEach((row) => row.classList.toggle("c-row--current", row === next));
  next.querySelector("[data-row-link]")?.focus();
  next.scrollIntoView({ block: "nearest" });
  return true;
}

function pick() {
  const box = current()?.querySelector("[data-pick]");
  box?.click();
  return Boolean(box);
}

// The row's own action wins over the page's.
function press(key) {
  const target = current()?.querySelector(`[data-key=${key}]`) ?? document.querySelector(`[data-key=${key}]`);
  if (!target) return false;
  if (target.matches("input, textarea, select")) target.focus();
  else target.click();
  return true;
}

function follow(address) {
  if (address) window.location.assign(address);
  return Boolean(address);
}
