// Ctrl+K. Results come from the Find page as links marked data-found; arrows choose, Enter opens.
// Other links among them (the way in for emergencies) are never chosen unasked: only by arrow or Tab.
import { say, word } from "./live.js";

const dialog = () => document.getElementById("find-dialog");
const input = () => document.getElementById("find-q");
const results = () => document.getElementById("find-results");
const options = () => [...results().querySelectorAll("a[href]")];
const isFound = (link) => link.hasAttribute("data-found");
let started = false;
let chosen = -1;
let answered = null; // what was asked when the results came

export function open() {
  if (!started) start();
  if (!dialog().open) dialog().showModal();
  input().select();
  // An empty question is answered with recent people and actions.
  if (!input().value && !options().length) window.htmx?.trigger(input(), "find:open");
}

function start() {
  started = true;
  input().addEventListener("keydown", onKey);
  dialog().addEventListener("click", (event) => { if (event.target === dialog()) dialog().close(); });
  dialog().addEventListener("close", () => choose(-1));
  results().addEventListener("htmx:afterSettle", onResults);
}

function onResults() {
  options().forEach((link, index) => {
    link.id ||= `found-${index}`;
    link.setAttribute("role", "option");
    if (isFound(link)) link.tabIndex = -1;
  });
  answered = input().value;
  input().setAttribute("aria-expanded", String(options().length > 0));
  choose(answered ? options().findIndex(isFound) : -1);
  say(word("found", { n: options().filter(isFound).length }));
}

function onKey(event) {
  // A search field would only clear itself; Esc closes, as in every dialog.
  if (event.key === "Escape") {
    event.preventDefault();
    dialog().close();
    return;
  }
  const links = options();
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step && links.length) {
    event.preventDefault();
    // From nothing chosen, down goes to the first and up to the last.
    const from = chosen < 0 && step < 0 ? 0 : chosen;
    choose((from + step + links.length) % links.length);
  } else if (event.key === "Enter" && links[chosen]) {
    event.preventDefault();
    links[chosen].click();
  } else if (event.key === "Enter" && answered === input().value) {
    event.preventDefault(); // the answer is on screen: nothing to open, and the box stays
  }
}

function choose(index) {
  chosen = index;
  options().forEach((link, at) => link.setAttribute("aria-selected", String(at === index)));
  const link = options()[index];
  if (link) {
    input().setAttribute("aria-activedescendant", link.id);
    link.scrollIntoView({ block: "nearest" });
  } else {
    input().removeAttribute("aria-activedescendant");
  }
}
