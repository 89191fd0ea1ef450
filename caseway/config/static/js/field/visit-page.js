// One visit to fill in. Every touch is kept on the phone at once; leaving, reloading or an empty
// battery lose nothing. Sending is another step, and needs no network to be pressed.
import { changed, begin, finished, CONFLICT, DRAFT, HELD } from "./entry.js";
import { faults, missing } from "./checks.js";
import { at, fill, part, say } from "./dom.js";
import { answer, draw } from "./items.js";
import { isFull } from "./device.js";
import { shrink } from "./photo.js";
import { wayTo } from "./list-page.js";
import { clock, counted, word } from "./words.js";

const FAULTS = { started: "faultStarted", too_long: "faultTooLong", why_not: "faultWhyNot" };

export function visitPage(app, { visit, entry, checklist, facts }) {
  if (entry?.state === CONFLICT) return null;
  if (!entry && visit.state !== "planned") return donePage(app, { visit, checklist, facts });
  if (!entry && visit.day > (facts.today ?? "")) return fixedPage(visit, word("isAhead"));
  return new Form(app, { visit, checklist, facts }, entry ?? begin(visit, checklist)).screen;
}

function head(screen, visit) {
  fill(screen, {
    who: visit.who,
    when: [visit.day_shown, visit.begins_shown].filter(Boolean).join(", "),
    place: [visit.mode_shown, visit.place].filter(Boolean).join(" · "),
  });
}

function fixedPage(visit, sentence) {
  const screen = part("t-done");
  head(screen, visit);
  at(screen, "text").textContent = sentence;
  if (visit.record && visit.state === HELD) at(screen, "record").href = visit.record;
  else at(screen, "record").remove();
  return screen;
}

// What the office already settled. If it took place all the same, that can be recorded, too.
function donePage(app, { visit, checklist, facts }) {
  const words = { held: "isSent", moved: "isMoved", cancelled: "isCancelled", no_show: "isMissed" };
  const screen = fixedPage(visit, word(words[visit.state], { day: visit.moved_shown, why: visit.why_shown }));
  const anyway = at(screen, "anyway");
  anyway.hidden = visit.state === HELD || visit.day > facts.today;
  anyway.addEventListener("click", () => {
    const settled = { ...begin(visit, checklist) };
    app.show(new Form(app, { visit, checklist, facts }, settled).screen, visit.who);
  });
  return screen;
}

const PLANNED = ["mode", "place", "setting", "contact"];

// Items that stand together: both times side by side, what was planned in one fold, and each list of
// choices that nobody requires in a fold of its own.
function grouped(items) {
  const groups = [];
  for (const item of items) {
    const how = howShown(item);
    const last = groups.at(-1);
    const joins = last && last.how === how && (how === "times" || (how === "fold" && PLANNED.includes(item.code) && PLANNED.includes(last.items[0].code)));
    if (joins) last.items.push(item);
    else groups.push({ how, items: [item] });
  }
  return groups;
}

function howShown(item) {
  if (item.kind === "time") return "times";
  if (PLANNED.includes(item.code)) return "fold";
  return item.kind === "many" && !item.must ? "fold" : "plain";
}

// The answer in few words: the choices made, or what was written.
function shortly(item, entry) {
  const given = answer(entry, item.code);
  if (given === undefined || given === "" || given === null) return "";
  const words = (Array.isArray(given) ? given : [given]).map((code) => item.choices.find((one) => one.code === code)?.label ?? code);
  return words.join(", ");
}

class Form {
  constructor(app, { visit, checklist, facts }, entry) {
    Object.assign(this, { app, visit, checklist, facts, entry });
    this.saving = Promise.resolve(true);
    this.screen = part("t-form");
    this.draw();
  }

  get goals() { return this.visit.goals ?? []; }

  draw() {
    head(this.screen, this.visit);
    fill(this.screen, { arrival: this.visit.arrival });
    wayTo(this.screen, this.visit);
    this.tellChange();
    this.outcome();
    this.items();
    this.photo();
    this.signOff();
    this.missed();
    at(this.screen, "state").textContent = word("notBegun");
    if (this.entry.sentence) this.problems(word("cannotSend"), [this.entry.sentence]);
    this.screen.addEventListener("submit", (event) => { event.preventDefault(); this.send(); });
  }

  // Each change is written down before the next; what could not be is said at once.
  put(changes) {
    this.entry = changed(this.entry, changes);
    const kept = this.entry;
    this.saving = this.saving.then(() => this.app.store.keep(kept)).then(
      () => { this.kept(); return true; },
      (error) => { this.notKept(error); return false; },
    );
    return this.saving;
  }

  kept() {
    at(this.screen, "state").textContent = word("keptAt", { time: clock(Date.now()) });
    this.app.told(this.entry);
  }

  notKept(error) {
    const sentence = word(isFull(error) ? "full" : "notKept");
    this.problems(sentence, []);
    at(this.screen, "state").textContent = sentence;
  }

  tellChange() {
    const { state, moved_shown: day, why_shown: why } = this.visit;
    const words = { moved: "changedMoved", cancelled: "changedCancelled" }[state];
    if (words) this.app.tell(at(this.screen, "changed"), word(words, { day, why }));
  }

  outcome() {
    for (const input of this.screen.querySelectorAll("[name=outcome]")) {
      input.checked = input.value === this.entry.outcome;
      input.addEventListener("change", () => { this.put({ outcome: input.value }); this.turn(); });
    }
    this.turn();
  }

  turn() {
    const held = this.entry.outcome === HELD;
    at(this.screen, "held").hidden = !held;
    at(this.screen, "missed").hidden = held;
  }

  items() {
    const more = { goals: this.goals, progress: this.facts.progress ?? [] };
    // What is drawn asks for the entry as it is then, not as it was when it was drawn.
    const now = new Proxy({}, { get: (_none, name) => this.entry[name] });
    const box = at(this.screen, "items");
    for (const some of grouped(this.checklist.items)) {
      const drawn = some.items.map((item) => draw(item, now, (changes) => this.put(changes), more));
      const into = { times: () => this.times(box), fold: () => this.fold(box, some.items) }[some.how]?.() ?? box;
      into.append(...drawn);
    }
  }

  times(box) {
    const pair = document.createElement("div");
    pair.className = "f-times";
    box.append(pair);
    return pair;
  }

  // What is filled in as planned, or seldom needed, takes one line until it is opened.
  fold(box, items) {
    const fold = part("t-fold");
    const isPlanned = PLANNED.includes(items[0].code);
    at(fold, "label").textContent = isPlanned ? word("asPlanned") : items[0].label;
    const tell = () => {
      at(fold, "now").textContent = items.map((item) => shortly(item, this.entry)).filter(Boolean).join(" · ");
    };
    fold.open = items.some((item) => item.must && !shortly(item, this.entry));
    fold.addEventListener("change", tell);
    fold.addEventListener("input", tell);
    tell();
    box.append(fold);
    return at(fold, "inside");
  }

  photo() {
    const input = at(this.screen, "photo");
    input.addEventListener("change", async () => {
      const [file] = input.files;
      input.value = "";
      if (!file) return;
      try {
        const photo = await shrink(file);
        if (await this.put({ photo })) this.photoState();
      } catch {
        at(this.screen, "photo-state").textContent = word("photoFailed");
      }
    });
    at(this.screen, "photo-away").addEventListener("click", async () => { await this.put({ photo: null }); this.photoState(); });
    this.photoState();
  }

  photoState() {
    const { photo } = this.entry;
    at(this.screen, "photo-state").textContent = photo ? word("photoKept", { kb: Math.ceil(photo.size / 1024) }) : "";
    at(this.screen, "photo-away").hidden = !photo;
    if (photo) at(this.screen, "photo-words").textContent = word("photoAgain");
  }

  signOff() {
    const box = at(this.screen, "sign");
    at(this.screen, "sign-words").textContent = word("sign", { name: this.facts.coach });
    box.checked = this.entry.sign;
    box.addEventListener("change", () => this.put({ sign: box.checked }));
  }

  missed() {
    const why = at(this.screen, "why");
    for (const one of this.facts.why_not ?? []) why.append(new Option(one.label, one.code));
    why.value = this.entry.why_not;
    why.addEventListener("change", () => this.put({ why_not: why.value }));
    const note = at(this.screen, "missed-note");
    note.value = this.entry.note;
    note.addEventListener("input", () => this.put({ note: note.value.trim() }));
  }

  async send({ unsigned = false } = {}) {
    if (unsigned) {
      this.put({ sign: false });
      at(this.screen, "sign").checked = false;
    }
    const wrong = faults(this.entry).map((name) => word(FAULTS[name]));
    if (wrong.length) return this.problems(word("cannotSend"), wrong);
    const lacks = this.entry.sign ? missing(this.entry, this.checklist.items, this.goals) : [];
    if (lacks.length) return this.lacking(lacks);
    if (!(await this.put({}))) return;
    const waiting = finished(this.entry);
    try {
      await this.app.store.keep(waiting);
    } catch (error) {
      return this.notKept(error);
    }
    say(word("savedHere"));
    this.app.sendSoon();
  }

  lacking(lacks) {
    const words = lacks.map((code) => (code === "goal" ? word("missingGoal") : this.checklist.items.find((item) => item.code === code)?.label));
    const box = this.problems(counted("missing", lacks.length), words, lacks);
    const button = document.createElement("button");
    button.type = "button";
    button.className = "usa-button usa-button--outline f-wide";
    button.textContent = word("unsigned");
    button.addEventListener("click", () => this.send({ unsigned: true }));
    at(box, "more").append(button);
  }

  problems(title, sentences, codes = []) {
    const box = part("t-problem");
    at(box, "title").textContent = title;
    sentences.forEach((sentence, n) => {
      const line = document.createElement("li");
      const code = codes[n] === "goal" ? "doings" : codes[n];
      const target = code && this.screen.querySelector(`[data-item="${code}"]`);
      if (target) {
        const link = document.createElement("button");
        link.type = "button";
        link.className = "usa-button usa-button--unstyled f-plain";
        link.textContent = sentence;
        link.addEventListener("click", () => {
          const fold = target.closest("details");
          if (fold) fold.open = true;
          target.scrollIntoView({ block: "center" });
          target.querySelector("input, select, textarea")?.focus({ preventScroll: true });
        });
        line.append(link);
      } else line.textContent = sentence;
      at(box, "list").append(line);
    });
    if (!sentences.length) at(box, "list").remove();
    const place = at(this.screen, "problems");
    place.replaceChildren(box);
    place.focus();
    return box;
  }
}
