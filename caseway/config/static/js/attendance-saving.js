// Rows that save themselves when they are left. One request at a time, so that no older answer
// overtakes a newer one; what was pasted or filled together goes together.
import { say, word } from "./live.js";

export class Saver {
  constructor(form, words) {
    this.form = form;
    this.words = words;
    this.status = () => document.getElementById("grid-status");
    this.sender = document.getElementById("grid-sender");
    this.groups = new Map(); // unit -> the set of units that it is saved with
    this.held = new Set(); // refused; wait until somebody answers
    this.waiting = new Set();
    this.busy = false;
    window.addEventListener("beforeunload", (event) => { if (this.dirty().size) event.preventDefault(); });
    window.addEventListener("online", () => this.saveAll());
  }

  cells(unit) {
    return [...unit.querySelectorAll(".c-grid__in")];
  }

  isDirty(unit) {
    return this.cells(unit).some((input) => input.value !== input.defaultValue);
  }

  dirty() {
    return new Set([...this.form.querySelectorAll("[data-unit]")].filter((unit) => this.isDirty(unit)));
  }

  touch(unit) {
    this.group(unit).forEach((each) => this.held.delete(each));
    if (!this.busy) this.tell(this.dirty().size ? this.words.waiting : "", "");
  }

  group(unit) {
    return this.groups.get(unit) ?? new Set([unit]);
  }

  together(units) {
    const all = new Set([...units].flatMap((unit) => [...this.group(unit)]));
    all.forEach((unit) => this.groups.set(unit, all));
    this.send(all);
  }

  leave(unit) {
    const group = this.group(unit);
    if (![...group].some((each) => this.held.has(each))) this.send(group);
  }

  answer(unit) {
    this.held.clear();
    this.send(this.group(unit));
  }

  saveAll() {
    this.held.clear();
    const all = this.dirty();
    if (all.size) this.send(all);
    else this.tell(word("saved", { time: now() }), "saved");
  }

  send(units) {
    units.forEach((unit) => { if (this.isDirty(unit) || this.hasChoice(unit)) this.waiting.add(unit); });
    if (!this.busy && this.waiting.size) this.go();
  }

  hasChoice(unit) {
    return Boolean(this.say(unit)?.querySelector(":checked"));
  }

  say(unit) {
    return document.getElementById(`say-${unit.dataset.unit}`);
  }

  // A row that is being typed in waits until it is left, and what goes with it waits too.
  isReady(unit) {
    const typing = [...this.group(unit)].some((each) => each.querySelector(".c-grid__in[data-editing]"));
    return !typing && (this.isDirty(unit) || this.hasChoice(unit));
  }

  go() {
    const units = [...this.waiting].filter((unit) => this.isReady(unit));
    this.waiting.clear();
    if (!units.length) return;
    this.busy = true;
    const { values, sent } = this.collect(units);
    this.tell(word("saving"), "");
    const answered = (event) => {
      this.sender.removeEventListener("htmx:afterRequest", answered);
      // The parts of the answer stand in the page once this has run through.
      window.setTimeout(() => this.done(units, sent, event.detail.xhr?.status ?? 0), 0);
    };
    this.sender.addEventListener("htmx:afterRequest", answered);
    window.htmx.ajax("POST", this.form.action, { source: this.sender, target: this.sender, swap: "none", values });
  }

  collect(units) {
    const values = { state: this.form.elements.state.value, kind: this.form.elements.kind.value };
    const sent = [];
    units.forEach((unit) => {
      const was = document.getElementById(`was-${unit.dataset.unit}`);
      if (!was) return;
      values[was.name] = was.value;
      this.cells(unit).forEach((input) => {
        values[input.name] = input.value;
        sent.push([input, input.value]);
      });
      this.say(unit)?.querySelectorAll(":checked").forEach((radio) => { values[radio.name] = radio.value; });
    });
    return { values, sent };
  }

  done(units, sent, status) {
    this.busy = false;
    if (status === 200) this.saved(units, sent);
    else if (status === 422 || status === 409) this.refused(units);
    else this.tell(this.words.failed, "needs");
    if (this.waiting.size && status) this.go();
  }

  saved(units, sent) {
    sent.forEach(([input, value]) => {
      input.defaultValue = value;
      input.toggleAttribute("data-unsaved", input.value !== value);
      input.removeAttribute("aria-invalid");
      input.removeAttribute("aria-describedby");
    });
    units.forEach((unit) => this.groups.delete(unit));
    // The answer speaks of what was sent; rows refused before it still wait, and "Saved" is not all.
    const waiting = [...this.held].filter((unit) => this.isDirty(unit)).length;
    if (waiting) this.tell((this.words.held ?? "").replace("{n}", waiting), "needs");
  }

  refused(units) {
    units.forEach((unit) => {
      this.held.add(unit);
      this.say(unit)?.querySelectorAll("[data-cell]").forEach((line) => {
        const input = document.getElementById(line.dataset.cell);
        input?.setAttribute("aria-invalid", "true");
        input?.setAttribute("aria-describedby", line.id);
      });
    });
    // They were refused together, so that they stay together until they are answered.
    const all = new Set(units);
    units.forEach((unit) => this.groups.set(unit, all));
    say(this.status()?.textContent.trim());
  }

  tell(text, state) {
    const box = this.status();
    if (!box || box.dataset.text === text) return;
    box.dataset.text = text;
    box.className = state ? `c-save c-save--${state}` : "c-save";
    box.querySelector("svg")?.remove();
    const span = box.querySelector("span");
    if (span) span.textContent = text;
  }
}

const now = () => new Date().toLocaleTimeString(document.documentElement.lang, { hour: "numeric", minute: "2-digit" });
