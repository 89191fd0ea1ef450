// Security keys at sign-in. The page hands over the question as JSON; the browser asks the key;
// the answer goes back in the form's hidden field. Without this file the code from the app works.
'use strict';
(() => {
  const ask = async (form) => {
    const options = JSON.parse(document.getElementById(form.dataset.options).textContent);
    if (form.dataset.securityKey === 'add') return window.webauthnJSON.create(options.creation_options);
    return window.webauthnJSON.get(options.request_options);
  };

  for (const form of document.querySelectorAll('form[data-security-key]')) {
    const button = form.querySelector('[data-key-button]');
    const problem = form.querySelector('[data-key-problem]');
    button.addEventListener('click', async () => {
      problem.hidden = true;
      button.disabled = true;
      try {
        form.elements.credential.value = JSON.stringify(await ask(form));
        form.submit();
      } catch {
        problem.hidden = false;
        button.disabled = false;
      }
    });
  }
})();
