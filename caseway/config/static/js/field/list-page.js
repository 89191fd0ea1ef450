// The list: today first, then the days to come; whatever waits stands in its place with its state.
import { CONFLICT, DRAFT, NEEDS, WAITING } from "./entry.js";
import { at, fill, part } from "./dom.js";
import { directions } from "./places.js";
import { isIphone, isStandalone } from "./device.js";
import { counted, moment, word } from "./words.js";

const TAGS = {
  [WAITING]: ["waiting", "c-tag--info", "waitingState"],
  [DRAFT]: ["draft", "c-tag--due", "draftState"],
  [NEEDS]: ["needs", "c-tag--late", ""],
  [CONFLICT]: ["needs", "c-tag--late", "conflictState"],
};
const STATES = { planned: "", held: "c-tag--met", moved: "c-tag--due", cancelled: "", no_show: "" };

export function listPage(app, { visits, entries, facts }) {
  const screen = part("t-list");
  const byVisit = new Map(entries.map((entry) => [entry.visit, entry]));
  const shown = [...visits, ...orphans(visits, entries)].filter((visit) => isShown(visit, byVisit.get(visit.uuid), facts.today));
  const days = at(screen, "days");
  for (const [day, some] of grouped(shown)) days.append(dayPart(day, some, byVisit, facts.today));
  if (shown.length) at(screen, "empty").remove();
  fill(screen, { fetched: facts.asked_at ? word("fetched", { when: moment(facts.asked_at) }) : "" });
  install(screen);
  const waiting = entries.filter((entry) => entry.state === WAITING).length;
  const unsent = entries.length;
  at(screen, "state").textContent = unsent ? counted("unsent", unsent) : word("allSent");
  const send = at(screen, "send");
  send.textContent = waiting ? counted("send", waiting) : word("look");
  send.classList.toggle("usa-button--outline", !waiting);
  send.addEventListener("click", () => {
    send.setAttribute("aria-disabled", "true");
    at(screen, "state").textContent = word("sending");
    app.sync({ quiet: false });
  });
  return screen;
}

// Something written of a visit that the list no longer has is shown as it was when it was begun.
function orphans(visits, entries) {
  const known = new Set(visits.map((visit) => visit.uuid));
  return entries.filter((entry) => !known.has(entry.visit)).map((entry) => ({
    uuid: entry.visit, day: entry.day, begins: entry.started, mode_shown: "", address: "", state: "planned", state_shown: word("planned"), ...entry.shown,
  }));
}

// Of days gone by only what is still to be written or sent.
const isShown = (visit, entry, today) => Boolean(entry) || visit.day >= (today ?? "") || visit.state === "planned";

function grouped(visits) {
  const days = new Map();
  const inOrder = [...visits].sort((a, b) => (`${a.day} ${a.begins || "24"}` < `${b.day} ${b.begins || "24"}` ? -1 : 1));
  for (const visit of inOrder) days.set(visit.day, [...(days.get(visit.day) ?? []), visit]);
  return days;
}

function dayPart(day, visits, byVisit, today) {
  const section = part("t-day");
  const shown = visits[0].day_shown;
  at(section, "day").textContent = day === today ? word("today", { day: shown }) : shown;
  const list = at(section, "visits");
  for (const visit of visits) list.append(card(visit, byVisit.get(visit.uuid)));
  return section;
}

function card(visit, entry) {
  const row = part("t-visit");
  row.dataset.visit = visit.uuid;
  const link = at(row, "link");
  link.href = `#/visit/${visit.uuid}`;
  const [tag, colour, told] = tagOf(visit, entry);
  fill(row, {
    when: visit.begins_shown || word("noHour"),
    who: visit.who,
    place: [visit.mode_shown, visit.place].filter(Boolean).join(" · "),
    tag,
    told,
  });
  if (colour) at(row, "tag").classList.add(colour);
  wayTo(row, visit);
  return row;
}

function tagOf(visit, entry) {
  if (entry) {
    const [name, colour, state] = TAGS[entry.state];
    return [word(name), colour, entry.sentence || (state ? word(state) : "")];
  }
  if (visit.state === "held") return [visit.state_shown, STATES.held, visit.base && !visit.signed ? word("notSigned") : ""];
  const moved = visit.state === "moved" && visit.moved_shown ? word("movedTo", { day: visit.moved_shown }) : visit.why_shown;
  return [visit.state_shown, STATES[visit.state] ?? "", visit.state === "planned" ? "" : moved];
}

export function wayTo(root, visit) {
  const way = at(root, "way");
  if (!visit.address) return way.remove();
  way.href = directions(visit.address);
  way.setAttribute("aria-label", word("wayTo", { place: visit.place || visit.address }));
}

function install(screen) {
  const box = at(screen, "install");
  if (isStandalone() || window.matchMedia("(min-width: 60rem)").matches) return;
  box.hidden = false;
  at(screen, isIphone() ? "install-iphone" : "install-other").hidden = false;
}
