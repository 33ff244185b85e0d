/* Passkeys: shows the button where the browser knows them, asks the browser for one, and sends it with the form.
   A form says in data-passkey what to do: "sign-in" (the options are fetched when pressed), or the options themselves. */
(() => {
  "use strict";
  if (!window.PublicKeyCredential || !navigator.credentials) return;

  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
  const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

  function opened(options) {
    const given = options.publicKey;
    given.challenge = bytes(given.challenge);
    if (given.user) given.user.id = bytes(given.user.id);
    for (const list of ["allowCredentials", "excludeCredentials"]) {
      for (const credential of given[list] ?? []) credential.id = bytes(credential.id);
    }
    return options;
  }

  function closed(credential) {
    const response = {};
    for (const part of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (credential.response[part]) response[part] = text(credential.response[part]);
    }
    if (credential.response.getTransports) response.transports = credential.response.getTransports();
    return {
      id: credential.id, rawId: text(credential.rawId), type: credential.type, response,
      authenticatorAttachment: credential.authenticatorAttachment,
      clientExtensionResults: credential.getClientExtensionResults(),
    };
  }

  async function ask(form) {
    const kept = form.dataset.passkey;
    const options = kept === "sign-in"
      ? (await (await fetch(form.action, { headers: { Accept: "application/json" } })).json()).request_options
      : JSON.parse(kept);
    const creating = options.publicKey.user !== undefined;
    const credential = await navigator.credentials[creating ? "create" : "get"](opened(options));
    form.elements.credential.value = JSON.stringify(closed(credential));
    form.submit();
  }

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    const button = form.querySelector("button[type=button]");
    const said = form.querySelector("[role=status]");
    button.addEventListener("click", async () => {
      button.disabled = true;
      try { await ask(form); } catch {
        button.disabled = false;
        if (said) said.hidden = false;
      }
    });
  }
})();
