// On every other page: whoever signs in or out in a browser that keeps visits for the field. Signing in
// locks what is kept until the server says whose it is. Signing out takes what was sent away, and asks
// first while something is not sent.
import { word } from "../live.js";
import { isKept, lock, unsent, wipe } from "./leaving.js";

export { isKept };

export async function pass(form) {
  let go = true;
  try {
    go = !(await isKept()) || (form.matches("[data-sign-in]") ? await locked() : await left());
  } catch {
    // A browser that cannot tell what it keeps must not keep anybody from signing out.
  }
  if (!go) return;
  form.dataset.cleared = "yes";
  form.requestSubmit();
}

async function locked() {
  await lock();
  return true;
}

async function left() {
  const n = await unsent();
  if (n && !window.confirm(word(n === 1 ? "fieldOne" : "fieldMany", { n }))) return false;
  await wipe();
  return true;
}
