// A form sent twice by a nervous finger is sent once. The server refuses the twin anyway
// (idempotency key); this only spares people the wait.
import { word } from "./live.js";

const REOPEN_AFTER = 8000;

export function guardForms() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post" || form.target === "_blank") return;
    if (form.dataset.sending) {
      event.preventDefault();
      return;
    }
    // htmx sends these by itself and says when it is done.
    if (!form.matches("[hx-post], [hx-put], [hx-patch], [hx-delete]")) hold(form, event.submitter);
  });
  document.addEventListener("htmx:beforeRequest", (event) => {
    const form = event.detail.elt;
    if (!form.matches("form")) return;
    if (form.dataset.sending) event.preventDefault();
    else hold(form, event.detail.requestConfig?.triggeringEvent?.submitter);
  });
  document.addEventListener("htmx:afterRequest", (event) => release(event.detail.elt));
  // The back button brings a page back as it was left: its buttons must work again.
  window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sending]").forEach(release));
}

function hold(form, submitter) {
  form.dataset.sending = "yes";
  // aria-disabled keeps the pressed button's name and value in what is sent, and keeps the focus.
  submitter?.setAttribute("aria-disabled", "true");
  const status = form.querySelector("[data-save-status] span");
  if (status) status.textContent = word("saving");
  window.setTimeout(() => release(form), REOPEN_AFTER);
}

function release(form) {
  if (!form.matches?.("form")) return;
  delete form.dataset.sending;
  form.querySelectorAll("[aria-disabled=true]").forEach((button) => button.removeAttribute("aria-disabled"));
}
