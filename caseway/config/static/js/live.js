// Speaks to people who listen instead of look, and fetches the words that scripts say.
const CLEAR_AFTER = 100;

export function say(text) {
  const live = document.getElementById("live");
  if (!live || !text) return;
  live.textContent = "";
  // A region that changes twice in one go is read once; the pause makes a repeated sentence heard.
  window.setTimeout(() => { live.textContent = text; }, CLEAR_AFTER);
}

export function word(name, values = {}) {
  const text = document.getElementById("words")?.dataset[name] ?? "";
  return text.replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
}
