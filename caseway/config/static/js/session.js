// Warns five minutes before the session ends. Any answer from the server starts the clock again.
const WARN_BEFORE = 5 * 60;
const TICK = 10_000;

let seconds = 0;
let since = Date.now();

export function start() {
  seconds = Number(document.querySelector("meta[name=caseway-session]").content);
  const dialog = document.getElementById("session-dialog");
  if (!seconds || !dialog) return;
  document.addEventListener("htmx:afterRequest", (event) => {
    // What the page asks by itself keeps nobody signed in, here as on the server.
    const byItself = event.detail.requestConfig?.headers?.["X-Caseway-Background"];
    if (event.detail.successful && !byItself) since = Date.now();
  });
  dialog.querySelector("[data-stay]").addEventListener("click", () => stay(dialog));
  // Checked on a tick, not with one long timer: a laptop that slept must be warned when it wakes.
  window.setInterval(() => check(dialog), TICK);
  document.addEventListener("visibilitychange", () => check(dialog));
}

function check(dialog) {
  const left = seconds - (Date.now() - since) / 1000;
  if (left <= WARN_BEFORE && !dialog.open) dialog.showModal();
}

async function stay(dialog) {
  const token = document.querySelector("meta[name=csrf-token]")?.content ?? "";
  const answer = await fetch(dialog.dataset.stayUrl, { method: "POST", headers: { "X-CSRFToken": token }, redirect: "manual" });
  if (answer.ok) {
    since = Date.now();
    dialog.close();
  } else {
    window.location.reload();
  }
}
