// Nothing said is lost: an answer that could not be sent stays where it was typed and is sent again
// until it is saved, and one that was typed a moment ago is sent on leaving the page.
import { word } from "./live.js";

const AGAIN_AFTER = 4000;
const waiting = new Set();
const dirty = new Map(); // question -> how often it was changed since the page opened

const setOf = (element) => element?.closest?.("[data-answer]");

document.addEventListener("input", (event) => {
  const set = setOf(event.target);
  if (set) dirty.set(set, (dirty.get(set) ?? 0) + 1);
});

document.addEventListener("htmx:beforeRequest", (event) => {
  const set = setOf(event.detail.elt);
  if (set) event.detail.xhr.changesThen = dirty.get(set);
});

document.addEventListener("htmx:afterRequest", (event) => {
  const set = setOf(event.detail.elt);
  if (set && event.detail.successful && event.detail.xhr.changesThen === dirty.get(set)) dirty.delete(set);
});

function hold(event) {
  const set = setOf(event.detail.elt);
  if (!set || waiting.has(set)) return;
  waiting.add(set);
  const status = set.querySelector(".c-save");
  if (status) {
    status.className = "c-save c-save--needs";
    status.textContent = word("offline");
  }
  window.setTimeout(() => {
    waiting.delete(set);
    if (set.isConnected) window.htmx?.trigger(set, "answer:retry");
  }, AGAIN_AFTER);
}

document.addEventListener("htmx:sendError", hold);
document.addEventListener("htmx:responseError", (event) => { if (event.detail.xhr?.status >= 500) hold(event); });
window.addEventListener("beforeunload", (event) => { if (waiting.size) event.preventDefault(); });

window.addEventListener("pagehide", () => {
  for (const set of dirty.keys()) {
    const data = new FormData();
    for (const field of set.elements) {
      const off = (field.type === "checkbox" || field.type === "radio") && !field.checked;
      if (field.name && !off && field.type !== "submit") data.append(field.name, field.value);
    }
    data.append("csrfmiddlewaretoken", document.querySelector("meta[name=csrf-token]")?.content ?? "");
    navigator.sendBeacon(set.getAttribute("hx-post"), data);
  }
});

// What was typed before this file was there, or came back with the page, is sent as well.
const isChanged = (field) => (field.type === "checkbox" || field.type === "radio"
  ? field.checked !== field.defaultChecked
  : field.type !== "hidden" && "defaultValue" in field && field.value !== field.defaultValue);

window.addEventListener("load", () => {
  for (const set of document.querySelectorAll("[data-answer]:not([disabled])")) {
    if (![...set.elements].some(isChanged)) continue;
    dirty.set(set, 1);
    window.htmx?.trigger(set, "answer:retry");
  }
});

// A form that is sent takes its answers along.
document.addEventListener("submit", (event) => { if (!event.defaultPrevented) dirty.clear(); });
