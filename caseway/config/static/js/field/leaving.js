// Signing in and out where a phone keeps visits. Signing out takes away everything that was sent; with
// something unsent it asks first and takes nothing. Whoever signs in next is not known until the
// server says who it is, so that nobody is shown another's list.
import { people, Store } from "./store.js";

const PREFIX = "caseway-field";
const SCOPE = "/field/";

// Whether this browser keeps anything of the field at all; asked without making it.
export async function isKept() {
  if (!("serviceWorker" in navigator) || !("indexedDB" in window)) return false;
  if (await navigator.serviceWorker.getRegistration(SCOPE)) return true;
  if (!indexedDB.databases) return false;
  return (await indexedDB.databases()).some((one) => one.name?.startsWith(PREFIX));
}

export async function unsent() {
  const store = await people.current();
  return store ? new Store(store).count() : 0;
}

export async function othersUnsent() {
  const current = await people.current();
  const others = (await people.all()).filter((one) => one.store !== current);
  return others.reduce((sum, one) => sum + one.unsent, 0);
}

// Lock what is kept: nothing is shown again before its owner has signed in.
export async function lock() {
  await people.setCurrent("");
}

// Take away all that was sent. What another person did not send stays, locked, and so does hers.
export async function wipe() {
  const current = await people.current();
  if (current) {
    const store = new Store(current);
    if (await store.count()) await store.forgetSent();
    else await store.wipe();
  }
  await lock();
  const kept = await people.all();
  if (kept.every((one) => !one.unsent)) {
    for (const one of kept) await new Store(one.store).wipe();
    await people.remove();
  }
  await dropFiles();
}

async function dropFiles() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(PREFIX)).map((name) => caches.delete(name)));
  const registration = await navigator.serviceWorker?.getRegistration(SCOPE);
  await registration?.unregister();
}
