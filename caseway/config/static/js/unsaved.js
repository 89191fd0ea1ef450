// Ctrl+Enter saves; leaving with unsaved words asks first. Nothing is ever kept in the browser.
let started = false;
let leaving = false;

export function start() {
  if (started) return;
  started = true;
  document.addEventListener("keydown", onKey);
  document.addEventListener("submit", (event) => { leaving = event.target.method === "post" && !event.defaultPrevented; });
  document.addEventListener("htmx:afterRequest", () => { leaving = false; });
  window.addEventListener("beforeunload", (event) => {
    if (!leaving && anyUnsaved()) event.preventDefault();
  });
}

function onKey(event) {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  const form = event.target.form;
  if (!form || form.method !== "post") return;
  event.preventDefault();
  form.requestSubmit(form.querySelector("[data-save], button:not([type=button])"));
}

function anyUnsaved() {
  return [...document.querySelectorAll("form[method=post] textarea, form[data-unsaved] input")].some(
    (field) => !field.closest("[data-ignore-unsaved]") && "defaultValue" in field
      && field.type !== "hidden" && field.value !== field.defaultValue
  );
}
