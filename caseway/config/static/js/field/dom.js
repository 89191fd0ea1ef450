// Parts of the page are templates in it; a part is copied and its places are filled in.
import { word } from "./words.js";

const SAID_AGAIN = 100;

export function part(id) {
  return document.getElementById(id).content.firstElementChild.cloneNode(true);
}

export function at(root, name) {
  return root.matches(`[data-at="${name}"]`) ? root : root.querySelector(`[data-at="${name}"]`);
}

// Text for each place; a place whose text is empty is taken out, so that no bare label stays.
export function fill(root, texts) {
  for (const [name, text] of Object.entries(texts)) {
    const place = at(root, name);
    if (!place) continue;
    if (text || text === 0) place.textContent = text;
    else place.closest("[data-whole]")?.remove() ?? place.remove();
  }
  return root;
}

export function say(text) {
  const live = document.getElementById("live");
  live.textContent = "";
  // A region that changes twice in one go is read once; the pause makes a repeated sentence heard.
  window.setTimeout(() => { live.textContent = text; }, SAID_AGAIN);
}

// A screen takes the whole place, the page's title and the focus: to a reader it is a new page.
export function show(screen, title) {
  document.getElementById("screen").replaceChildren(screen);
  document.title = title ? `${title} – ${word("product")}` : word("product");
  window.scrollTo(0, 0);
  screen.querySelector("h1")?.focus({ preventScroll: true });
}

export function tell(box, sentence, kind = "warning") {
  const alert = part("t-alert");
  alert.classList.add(`usa-alert--${kind}`);
  at(alert, "text").textContent = sentence;
  box.replaceChildren(alert);
  return alert;
}
