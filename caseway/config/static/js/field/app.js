// The field app: starts, shows one screen at a time, and sends when there is a chance to: when it is
// opened, when the phone comes online, when the page is looked at again, and at the press of a button.
// Not by Background Sync, which iPhones do not have.
import { conflictPage } from "./conflict-page.js";
import { CONFLICT } from "./entry.js";
import { askToStay, isNearlyFull } from "./device.js";
import { at, part, say, show, tell } from "./dom.js";
import * as leaving from "./leaving.js";
import { listPage } from "./list-page.js";
import { canKeep, people, Store } from "./store.js";
import { alone, Came, sync } from "./sync.js";
import { visitPage } from "./visit-page.js";
import { counted, word } from "./words.js";

const SAY_FIRST = 4000; // a list is shown from the phone when the server takes longer
const STALE = 3 * 24 * 60 * 60 * 1000;
const OLD_CLOCK = 120;
const page = document.body.dataset;
const channel = "BroadcastChannel" in window ? new BroadcastChannel("caseway-field") : null;

const app = {
  store: null,
  came: null,
  busy: null,
  again: null,
  tell,
  show,

  async sync({ quiet = true } = {}) {
    // One after the other: what was saved while one ran goes with the next.
    this.busy = (this.busy ?? Promise.resolve()).then(() => sync({ quiet }));
    this.take(await this.busy);
    await this.refresh();
    channel?.postMessage("changed");
    return this.came;
  },

  take(told) {
    this.came = told.came;
    if (told.store) this.store = told.store;
    if (told.csrf) this.csrf = told.csrf;
    if (told.came === Came.OK && told.sent) say(word("wasSent"));
    window.clearTimeout(this.again);
    if (told.came === Came.WAIT) {
      this.wait = told.seconds;
      this.again = window.setTimeout(() => this.sync(), told.seconds * 1000);
    }
  },

  // After saving: back to the list at once, and sent behind it.
  sendSoon() {
    window.location.hash = "#/";
    this.sync({ quiet: false });
  },

  told(entry) {
    channel?.postMessage(entry.visit);
  },

  // Draw the screen anew, but never under the fingers of somebody who is writing.
  async refresh() {
    await notices();
    if (isWriting()) return;
    await draw({ keepPlace: true });
  },
};

const isWriting = () => window.location.hash.startsWith("#/visit/") && Boolean(document.querySelector("#screen form"));

async function known() {
  const [visits, entries, checklists, facts] = await Promise.all(["visits", "entries", "checklists", "facts"].map((name) => app.store.all(name)));
  return { visits, entries, checklists, facts: Object.fromEntries(facts.map(({ name, value }) => [name, value])) };
}

async function draw({ keepPlace = false } = {}) {
  if (!app.store) return door();
  const all = await known();
  const asked = /^#\/visit\/([\w-]+)$/.exec(window.location.hash)?.[1];
  const screen = asked && one(all, asked);
  if (screen) return show(screen, at(screen, "who").textContent);
  const list = listPage(app, all);
  if (keepPlace && document.querySelector("#screen > .f-list")) {
    const focused = document.activeElement?.dataset?.at === "send";
    document.getElementById("screen").replaceChildren(list);
    if (focused) at(list, "send").focus();
  } else show(list, "");
}

function one(all, uuid) {
  const entry = all.entries.find((each) => each.visit === uuid);
  const visit = all.visits.find((each) => each.uuid === uuid) ?? (entry && standIn(entry));
  if (!visit) return null;
  const checklist = all.checklists.find((each) => each.key === (entry?.checklist ?? visit.checklist));
  const about = { visit, entry, checklist, facts: all.facts, goals: visit.goals ?? [] };
  return entry?.state === CONFLICT ? conflictPage(app, about) : visitPage(app, about);
}

const standIn = (entry) => ({ uuid: entry.visit, day: entry.day, state: "planned", goals: [], address: "", arrival: "", mode_shown: "", ...entry.shown });

function door() {
  const screen = part("t-door");
  const out = app.came === Came.SIGNED_OUT || app.came === Came.STOPPED;
  at(screen, "text").textContent = word(out ? "locked" : app.came === Came.OFFLINE ? "first" : "away");
  if (out) {
    at(screen, "sign-in").href = signIn();
    at(screen, "again").remove();
    at(screen, "ordinary").remove();
  } else {
    at(screen, "sign-in").remove();
    at(screen, "again").addEventListener("click", () => app.sync({ quiet: false }));
  }
  show(screen, "");
}

const signIn = () => `${page.signIn}?next=${encodeURIComponent(page.page)}`;

// What needs the coach, above every screen.
async function notices() {
  const box = document.getElementById("notices");
  const told = [];
  const cameWords = { [Came.OFFLINE]: "offline", [Came.AWAY]: "away", [Came.SIGNED_OUT]: "signedOut", [Came.STOPPED]: "stopped", [Came.WAIT]: "wait" };
  if (app.came && app.came !== Came.OK) told.push([word(cameWords[app.came], { seconds: app.wait }), app.came === Came.OFFLINE ? "info" : "warning"]);
  const off = app.store ? await app.store.fact("clock_off") : 0;
  if (Math.abs(off ?? 0) > OLD_CLOCK) told.push([word(off > 0 ? "clockBehind" : "clockAhead", { how: long(Math.abs(off)) }), "warning"]);
  const note = app.store ? await app.store.fact("note") : "";
  if (note) told.push([word("ofWhom", note), "warning"]);
  const others = await leaving.othersUnsent();
  if (others) told.push([counted("others", others), "info"]);
  if (app.dropped) told.push([word("stale"), "warning"]);
  if (await isNearlyFull()) told.push([word("nearlyFull"), "warning"]);
  box.replaceChildren(...told.map(([sentence, kind]) => alert(sentence, kind)));
  if (app.came === Came.SIGNED_OUT && app.store) {
    const link = part("t-link");
    link.href = signIn();
    link.textContent = word("signIn");
    box.append(link);
  }
  document.getElementById("sign-out").hidden = !app.store;
}

function alert(sentence, kind) {
  const made = part("t-alert");
  made.classList.add(`usa-alert--${kind}`);
  at(made, "text").textContent = sentence;
  return made;
}

const long = (seconds) => word("hoursMinutes", { h: Math.floor(seconds / 3600), m: Math.round((seconds % 3600) / 60) });

// A list of last week is nothing to carry about. What was written stays.
async function dropStale() {
  const asked = await app.store.fact("asked_at");
  if (!asked || Date.now() - asked < STALE) return;
  await app.store.forgetSent();
  app.dropped = true;
}

async function signOut() {
  await app.sync({ quiet: false });
  const waiting = await leaving.unsent();
  if (!waiting) return leave();
  document.getElementById("leave-text").textContent = counted("leave", waiting);
  document.getElementById("leave").showModal();
}

async function leave() {
  document.getElementById("leave").close();
  channel?.postMessage("left");
  await alone(leaving.wipe);
  app.store = null;
  // Signing out is a form like others and needs a token. Without a network only the phone is cleared.
  const out = app.csrf && (await signedOut());
  if (out) return window.location.replace(page.signIn);
  const screen = part("t-door");
  at(screen, "text").textContent = word("cleared");
  at(screen, "sign-in").href = signIn();
  at(screen, "again").remove();
  at(screen, "ordinary").remove();
  document.getElementById("notices").replaceChildren();
  document.getElementById("sign-out").hidden = true;
  show(screen, "");
}

async function signedOut() {
  try {
    await fetch(page.signOut, { method: "POST", headers: { "X-CSRFToken": app.csrf }, redirect: "manual" });
    return true;
  } catch {
    return false;
  }
}

async function keepPage() {
  if (!("serviceWorker" in navigator)) return;
  try {
    await navigator.serviceWorker.register(page.worker);
  } catch {
    // Signed out, or without a network: the worker that is here goes on.
  }
}

function listen() {
  window.addEventListener("hashchange", async () => { await draw(); });
  window.addEventListener("online", () => app.sync());
  window.addEventListener("offline", () => { app.came = Came.OFFLINE; notices(); });
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") app.sync(); });
  if (channel) channel.onmessage = ({ data }) => (data === "left" ? window.location.replace(page.signIn) : app.refresh());
  document.getElementById("sign-out").addEventListener("click", () => {
    document.getElementById("more-menu").hidePopover?.();
    signOut();
  });
  document.getElementById("leave-stay").addEventListener("click", () => document.getElementById("leave").close());
  document.getElementById("leave-go").addEventListener("click", leave);
}

const slow = () => new Promise((resolve) => { window.setTimeout(resolve, SAY_FIRST); });

async function start() {
  show(part("t-waiting"), "");
  if (!(await canKeep())) {
    app.came = Came.AWAY;
    const screen = part("t-door");
    at(screen, "text").textContent = word("cannotKeep");
    at(screen, "sign-in").remove();
    at(screen, "again").remove();
    return show(screen, "");
  }
  listen();
  await keepPage();
  const current = await people.current();
  if (current) await new Store(current).setFact("note", "");
  const first = app.sync();
  await Promise.race([first, slow()]);
  if (!app.store && current && app.came !== Came.STOPPED) app.store = new Store(current);
  if (app.store) {
    await dropStale();
    askToStay();
  }
  await notices();
  await draw();
  document.body.dataset.ready = "yes";
}

start();
