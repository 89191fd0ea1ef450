// The words that scripts say. They stand in the page, translated with everything else.
export function word(name, values = {}) {
  const text = document.getElementById("words")?.dataset[name] ?? "";
  return text.replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
}

export function counted(name, n) {
  return word(n === 1 ? `${name}One` : `${name}Many`, { n });
}
