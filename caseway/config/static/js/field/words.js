// The words that scripts say. They stand in the page, translated with everything else.
export function word(name, values = {}) {
  const text = document.getElementById("words")?.dataset[name] ?? "";
  return text.replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
}

export function counted(name, n) {
  return word(n === 1 ? `${name}One` : `${name}Many`, { n });
}

const HOUR = { hour: "numeric", minute: "2-digit" };
const DAY = { weekday: "short", month: "short", day: "numeric" };
const language = () => document.documentElement.lang;

// "10:30 a.m.", as the house writes it, by the phone's own clock.
export function clock(at) {
  const shown = new Date(at).toLocaleTimeString(language() === "en" ? "en-US" : language(), HOUR);
  return shown.replace(/\s?([AP])M$/, (_all, half) => ` ${half.toLowerCase()}.m.`);
}

export const moment = (at) => `${new Date(at).toLocaleDateString(language(), DAY)}, ${clock(at)}`;
