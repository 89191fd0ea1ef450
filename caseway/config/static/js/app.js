// Starts everything. Pages work without this file; it only shortens the way.
import { init } from "../vendor/uswds/js/uswds.js";
import { say, word } from "./live.js";
import { guardForms } from "./forms.js";

// A module is fetched only by pages that use it.
const startSelectAll = () => import("./select-all.js");
const startUnsaved = () => import("./unsaved.js");
const startShortcuts = () => import("./shortcuts.js");
const startSession = () => import("./session.js");
const openFind = () => import("./find.js");
const passDoor = () => import("./field/door.js");

function initPart(root) {
  init(root);
  if (root.querySelector("[data-select-all]")) startSelectAll().then((module) => module.start());
  if (root.querySelector("form textarea, form[data-unsaved]")) startUnsaved().then((module) => module.start());
}

function focusWhereWorkContinues(root) {
  const target = root.matches?.("[data-focus]") ? root : root.querySelector?.("[data-focus]");
  target?.focus();
  return Boolean(target);
}

// A page that says what was just done takes the focus along: to the next step where there is one,
// else to the message itself, which is then read because it has the focus.
function greet() {
  const told = document.querySelector("[data-say]");
  const next = told && document.querySelector("[data-go-on]");
  if (focusWhereWorkContinues(document.body) || next || !told) sayMessages(document.body);
  if (document.querySelector("[data-focus]")) return;
  (next ?? told)?.focus();
}

function sayMessages(root) {
  const within = [...root.querySelectorAll("[data-say]")];
  const said = (root.matches("[data-say]") ? [root] : within).map((element) => element.textContent.trim());
  const summary = root.matches?.("[data-say-swap]") ? root : root.querySelector("[data-say-swap]");
  say(said.join(" ") || (root !== document.body && summary?.textContent.trim()) || "");
}

function listenToSwaps() {
  document.addEventListener("htmx:afterSettle", (event) => {
    const part = event.detail.elt;
    initPart(part);
    sayMessages(part);
    focusWhereWorkContinues(part);
  });
  // The messages box often arrives beside the answer (hx-swap-oob).
  document.addEventListener("htmx:oobAfterSwap", (event) => {
    initPart(event.detail.target);
    sayMessages(event.detail.target);
  });
  // 403, 404 and 5xx answers never replace a part of the page: what was typed stays.
  document.addEventListener("htmx:responseError", (event) => tellFailure(event.detail.xhr?.status === 503 ? "away" : "refused"));
  document.addEventListener("htmx:sendError", () => tellFailure("offline"));
  // A view may send HX-Trigger: {"caseway:say": "Note saved."}
  document.addEventListener("caseway:say", (event) => say(event.detail.value ?? event.detail));
  document.addEventListener("htmx:configRequest", (event) => {
    event.detail.headers["X-CSRFToken"] = document.querySelector("meta[name=csrf-token]")?.content ?? "";
  });
}

function tellFailure(name) {
  say(word(name));
  const box = document.getElementById("messages");
  if (!box) return;
  const alert = document.createElement("div");
  alert.className = "usa-alert usa-alert--slim usa-alert--error";
  const body = alert.appendChild(document.createElement("div"));
  body.className = "usa-alert__body";
  const text = body.appendChild(document.createElement("p"));
  text.className = "usa-alert__text";
  text.textContent = word(name);
  box.replaceChildren(alert);
}

function listenToDialogs() {
  document.addEventListener("click", (event) => {
    const opener = event.target.closest?.("[data-open-dialog]");
    if (opener) document.getElementById(opener.dataset.openDialog)?.showModal();
    const closer = event.target.closest?.("[data-close-dialog]");
    if (closer) closer.closest("dialog")?.close();
    const find = event.target.closest?.("[data-find]");
    if (find && document.getElementById("find-dialog") && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      openFind().then((module) => module.open());
    }
  });
  document.addEventListener("keydown", (event) => {
    const wanted = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k";
    if (!wanted || !document.getElementById("find-dialog")) return;
    event.preventDefault();
    openFind().then((module) => module.open());
  });
}

// On a phone a case's sections stand in one line; the one that is open is brought into it.
function showSection() {
  const line = document.querySelector(".c-identity .c-sections ul");
  const open = line?.querySelector("[aria-current]");
  if (open) line.scrollLeft += open.getBoundingClientRect().left - line.getBoundingClientRect().left - 16;
}

// Whoever signs in or out where a phone keeps visits: what it keeps is locked, or taken away.
function guardDoor() {
  if (!("serviceWorker" in navigator)) return;
  const signIn = document.querySelector("form[data-sign-in]");
  // Where nothing is kept, as nearly everywhere, nobody waits for that to be found out.
  if (signIn) {
    passDoor().then((module) => module.isKept()).then((kept) => {
      if (!kept) signIn.dataset.cleared = "yes";
    }, () => {});
  }
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("[data-sign-out], [data-sign-in]") || form.dataset.cleared) return;
    event.preventDefault();
    passDoor().then((module) => module.pass(form), () => form.submit());
  });
}

initPart(document.body);
listenToSwaps();
listenToDialogs();
showSection();
guardDoor();
guardForms();
greet();
if (document.body.dataset.shortcuts === "on") startShortcuts().then((module) => module.start());
if (document.querySelector("meta[name=caseway-session]")) startSession().then((module) => module.start());
