// What the phone keeps, in the browser's own database: one for each person who signed in here, named
// by the server so that it tells nobody who that is, and one that knows whose they are.
const NAME = "caseway-field";
const VERSION = 1;
const KEPT = { visits: "uuid", checklists: "key", entries: "visit", facts: "name" };
const KNOWN = { people: "store", facts: "name" };

const asked = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

const committed = (transaction) => new Promise((resolve, reject) => {
  transaction.oncomplete = () => resolve();
  transaction.onabort = () => reject(transaction.error ?? new DOMException("", "AbortError"));
  transaction.onerror = () => reject(transaction.error);
});

async function open(name, stores) {
  const request = indexedDB.open(name, VERSION);
  request.onupgradeneeded = () => {
    for (const [store, keyPath] of Object.entries(stores)) {
      if (!request.result.objectStoreNames.contains(store)) request.result.createObjectStore(store, { keyPath });
    }
  };
  const database = await asked(request);
  // Another tab that signs out must be able to take it away.
  database.onversionchange = () => database.close();
  return database;
}

async function within(name, stores, used, mode, work) {
  const database = await open(name, stores);
  try {
    const transaction = database.transaction(used, mode);
    const done = committed(transaction);
    let result;
    try {
      result = await work(transaction);
    } catch (error) {
      done.catch(() => {});
      try { transaction.abort(); } catch { /* it ended by itself */ }
      throw error;
    }
    await done;
    return result;
  } finally {
    database.close();
  }
}

export class Store {
  constructor(name) {
    this.name = name;
    this.database = `${NAME}-${name}`;
  }

  work(used, mode, work) {
    return within(this.database, KEPT, used, mode, work);
  }

  all(store) {
    return this.work([store], "readonly", (t) => asked(t.objectStore(store).getAll()));
  }

  one(store, key) {
    return this.work([store], "readonly", (t) => asked(t.objectStore(store).get(key)));
  }

  async fact(name) {
    return (await this.one("facts", name))?.value;
  }

  setFact(name, value) {
    return this.work(["facts"], "readwrite", (t) => asked(t.objectStore("facts").put({ name, value })));
  }

  async keep(entry) {
    await this.work(["entries"], "readwrite", (t) => asked(t.objectStore("entries").put(entry)));
    await this.count();
  }

  // Put `changes` into the entry, unless it was rewritten since.
  async mark(entry, changes) {
    return this.work(["entries"], "readwrite", async (t) => {
      const now = await asked(t.objectStore("entries").get(entry.visit));
      if (!isStill(now, entry)) return null;
      const next = { ...now, ...changes };
      await asked(t.objectStore("entries").put(next));
      return next;
    });
  }

  // The server has it: the entry and its photo go, what the list shows of the visit stays.
  async sent(entry, visit) {
    await this.work(["entries", "visits"], "readwrite", async (t) => {
      const now = await asked(t.objectStore("entries").get(entry.visit));
      if (isStill(now, entry)) await asked(t.objectStore("entries").delete(entry.visit));
      const known = await asked(t.objectStore("visits").get(entry.visit));
      if (known) await asked(t.objectStore("visits").put({ ...known, ...visit }));
    });
    await this.count();
  }

  async discard(entry) {
    await this.work(["entries"], "readwrite", (t) => asked(t.objectStore("entries").delete(entry.visit)));
    await this.count();
  }

  // Today's list in place of yesterday's. Checklists that an unsent entry was filled in with stay.
  takeDay(day) {
    return this.work(["visits", "checklists", "entries", "facts"], "readwrite", async (t) => {
      const entries = await asked(t.objectStore("entries").getAll());
      const used = new Set(entries.map((entry) => entry.checklist));
      const kept = (await asked(t.objectStore("checklists").getAll())).filter((one) => used.has(one.key));
      t.objectStore("visits").clear();
      t.objectStore("checklists").clear();
      for (const visit of day.visits) t.objectStore("visits").put(visit);
      for (const one of kept) t.objectStore("checklists").put(one);
      for (const [key, one] of Object.entries(day.checklists)) t.objectStore("checklists").put({ key, ...one });
      const facts = { coach: day.coach, zone: day.zone, why_not: day.why_not, progress: day.progress, today: day.today, asked_at: Date.now() };
      for (const [name, value] of Object.entries(facts)) t.objectStore("facts").put({ name, value });
    });
  }

  // Everything that the server has anyway. What was not sent stays, with the checklist it needs.
  async forgetSent() {
    const entries = await this.all("entries");
    const used = new Set(entries.map((entry) => entry.checklist));
    await this.work(["visits", "checklists", "facts"], "readwrite", async (t) => {
      t.objectStore("visits").clear();
      // What is still to be finished needs its words; of the list itself nothing stays.
      if (entries.length) t.objectStore("facts").delete("asked_at");
      else t.objectStore("facts").clear();
      const keys = await asked(t.objectStore("checklists").getAllKeys());
      for (const key of keys) if (!used.has(key)) t.objectStore("checklists").delete(key);
    });
  }

  async count() {
    const unsent = (await this.all("entries")).length;
    const known = await people.one(this.name);
    if (known && known.unsent !== unsent) await people.keep({ ...known, unsent });
    return unsent;
  }

  async wipe() {
    await this.work(Object.keys(KEPT), "readwrite", (t) => {
      for (const store of Object.keys(KEPT)) t.objectStore(store).clear();
    });
    await removed(this.database);
    await people.forget(this.name);
  }
}

const isStill = (now, entry) => Boolean(now) && now.key === entry.key && now.edition === entry.edition && now.state === entry.state;

function removed(name) {
  const request = indexedDB.deleteDatabase(name);
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve();
    request.onerror = () => reject(request.error);
    // A tab that is slow to let go finds it empty, and gone when it does.
    request.onblocked = () => resolve();
  });
}

// Who keeps something here. `current` is whose list may be shown.
export const people = {
  work: (used, mode, work) => within(NAME, KNOWN, used, mode, work),
  all: () => people.work(["people"], "readonly", (t) => asked(t.objectStore("people").getAll())),
  one: (store) => people.work(["people"], "readonly", (t) => asked(t.objectStore("people").get(store))),
  keep: (person) => people.work(["people"], "readwrite", (t) => asked(t.objectStore("people").put(person))),
  forget: (store) => people.work(["people"], "readwrite", (t) => asked(t.objectStore("people").delete(store))),
  async current() {
    const found = await people.work(["facts"], "readonly", (t) => asked(t.objectStore("facts").get("current")));
    return found?.value ?? "";
  },
  setCurrent: (value) => people.work(["facts"], "readwrite", (t) => asked(t.objectStore("facts").put({ name: "current", value }))),
  remove: () => removed(NAME),
};

// Whether anything can be kept here at all: some private windows give a database that takes nothing.
export async function canKeep() {
  try {
    await people.work(["facts"], "readwrite", (t) => asked(t.objectStore("facts").put({ name: "tried", value: "x".repeat(65_536) })));
    await people.work(["facts"], "readwrite", (t) => asked(t.objectStore("facts").delete("tried")));
    return true;
  } catch {
    return false;
  }
}
