// Fetches the day and sends what waits. Whoever asks gets told what came of it; nothing is thrown for
// want of a network. One tab at a time where the browser can arrange that; the server takes each
// entry once anyway.
import { stamp } from "./clock.js";
import { CONFLICT, NEEDS, WAITING, toSend } from "./entry.js";
import { asText } from "./photo.js";
import { people, Store } from "./store.js";

const ADDRESS = { day: "/field/day/", send: "/field/send/", stop: "/field/stop/" };
const PATIENCE = 30_000;
const LOCK = "caseway-field-sync";

export const Came = { OK: "ok", OFFLINE: "offline", AWAY: "away", SIGNED_OUT: "signed_out", STOPPED: "stopped", WAIT: "wait" };

// Turned away is to be signed out: pages lead to the sign-in, and are not followed here.
const isSignedOut = (answer) => answer.type === "opaqueredirect" || answer.status === 401;

async function asked(address, options = {}) {
  const headers = { Accept: "application/json", ...options.headers };
  try {
    return await fetch(address, {
      cache: "no-store", redirect: "manual", credentials: "same-origin",
      signal: AbortSignal.timeout?.(PATIENCE), ...options, headers,
    });
  } catch {
    return null;
  }
}

async function read(answer) {
  try {
    return await answer.json();
  } catch {
    return null;
  }
}

// What the page asks by itself keeps nobody signed in.
const quietly = (quiet) => (quiet ? { "X-Caseway-Background": "1" } : {});

export async function pull({ quiet = false } = {}) {
  const answer = await asked(ADDRESS.day, { headers: quietly(quiet) });
  if (!answer) return { came: Came.OFFLINE };
  if (isSignedOut(answer)) return (await isStopped()) ? { came: Came.STOPPED } : { came: Came.SIGNED_OUT };
  if (answer.status === 429) return waited(answer);
  const day = answer.ok ? await read(answer) : null;
  if (!day) return { came: Came.AWAY };
  const store = new Store(day.store);
  await people.keep({ store: day.store, device: day.device, unsent: (await store.all("entries")).length });
  await people.setCurrent(day.store);
  await store.takeDay(day);
  return { came: Came.OK, store, csrf: day.csrf };
}

const waited = (answer) => ({ came: Came.WAIT, seconds: Number(answer.headers.get("Retry-After")) || 60 });

// The account was closed: what was sent is forgotten; what was not stays, for whoever opens it again.
async function isStopped() {
  const store = await people.current();
  const device = store && (await people.one(store))?.device;
  if (!device) return false;
  const answer = await asked(ADDRESS.stop, { headers: { "X-Field-Device": device } });
  const told = answer?.ok ? await read(answer) : null;
  if (!told?.stop) return false;
  await new Store(store).forgetSent();
  return true;
}

export function alone(work) {
  return navigator.locks ? navigator.locks.request(LOCK, work) : work();
}

export const sync = (options = {}) => alone(() => all(options));

async function all(options) {
  const pulled = await pull(options);
  if (pulled.came !== Came.OK) return pulled;
  const entries = (await pulled.store.all("entries")).filter((entry) => entry.state === WAITING);
  let sent = 0;
  for (const entry of entries) {
    const came = await send(pulled.store, entry, pulled.csrf, options);
    if (came.sent) sent += 1;
    if (came.came !== Came.OK) return { ...pulled, ...came, sent };
  }
  return { ...pulled, sent };
}

async function send(store, entry, csrf, { quiet = false } = {}) {
  // Noted before it goes: if the answer is lost, or the phone dies, the next edition is another one.
  const going = await store.mark(entry, { tried: true });
  if (!going) return { came: Came.OK };
  const body = JSON.stringify(toSend(going, going.photo ? await asText(going.photo) : ""));
  const headers = { "Content-Type": "application/json", "X-CSRFToken": csrf, "X-Field-Clock": stamp(), ...quietly(quiet) };
  const answer = await asked(ADDRESS.send, { method: "POST", body, headers });
  if (!answer) return { came: Came.OFFLINE };
  if (isSignedOut(answer)) return { came: Came.SIGNED_OUT };
  if (answer.status === 429) return waited(answer);
  const told = await read(answer);
  return settle(store, going, answer, told);
}

async function settle(store, entry, answer, told) {
  if (answer.ok && told) {
    await store.sent(entry, told.visit);
    await store.setFact("clock_off", told.clock_is_off ? told.clock_off_seconds : 0);
    if (told.note) await store.setFact("note", { who: entry.shown.who, note: told.note });
    return { came: Came.OK, sent: true };
  }
  if (answer.status === 409 && told?.theirs) {
    const now = { seen: told.visit.seen, base: told.visit.base };
    await store.mark(entry, { state: CONFLICT, why: told.why, theirs: told.theirs, now });
    return { came: Came.OK };
  }
  if (told?.sentence && (answer.status === 422 || answer.status === 404)) {
    await store.mark(entry, { state: NEEDS, sentence: told.sentence });
    return { came: Came.OK };
  }
  // A token that ran out, a server at rest: it stays where it is and goes with the next try.
  return { came: Came.AWAY };
}
