// Security keys at sign-in. The page hands over the question as JSON, the browser asks the key, and
// the answer goes back in the form's hidden field. Without this file the code from the app works.
"use strict";
(() => {
  const speaks = Boolean(window.PublicKeyCredential?.parseRequestOptionsFromJSON);

  const ask = (kind, options) => kind === "add"
    ? navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options.creation_options.publicKey) })
    : navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options.request_options.publicKey) });

  for (const form of document.querySelectorAll("form[data-security-key]")) {
    const button = form.querySelector("[data-key-button]");
    const problem = form.querySelector("[data-key-problem]");
    form.querySelector("[data-key-old]").hidden = speaks;
    button.hidden = !speaks;
    // Enter in a field asks the key too, instead of sending a form without its answer.
    form.addEventListener("submit", (event) => { event.preventDefault(); button.click(); });
    button.addEventListener("click", async () => {
      problem.hidden = true;
      button.disabled = true;
      try {
        const options = JSON.parse(document.getElementById(form.dataset.options).textContent);
        const answer = await ask(form.dataset.securityKey, options);
        form.elements.credential.value = JSON.stringify(answer.toJSON());
        form.submit();
      } catch {
        problem.hidden = false;
        button.disabled = false;
      }
    });
  }
})();
