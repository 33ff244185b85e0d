/* On a tablet that several people use: after two minutes without a touch the faces come back, also while a page stands
   open, and twenty seconds before that it asks whether anybody is there. Whoever types is still there, and the house is
   told so. The house counts by itself too; this only clears the screen. */
(() => {
  "use strict";
  const form = document.querySelector("form[data-idle]");
  if (!form) return;
  const IDLE = 120_000;
  const ASKS = IDLE - 20_000;
  const TOLD = 30_000;
  const still = document.querySelector("[data-still]");
  let touched = Date.now();
  let told = touched;

  function here() {
    touched = Date.now();
    still.hidden = true;
    if (touched - told < TOLD) return;
    told = touched;
    const body = new FormData(form);
    fetch(form.dataset.idle, { method: "POST", body, credentials: "same-origin" }).catch(() => { /* counted again at the next touch */ });
  }

  for (const what of ["pointerdown", "keydown", "input"]) document.addEventListener(what, here, { passive: true });
  setInterval(() => {
    const quiet = Date.now() - touched;
    if (quiet >= ASKS) still.hidden = false;
    if (quiet < IDLE) return;
    document.documentElement.hidden = true;
    form.submit();
  }, 1000);
  window.addEventListener("pageshow", (event) => { if (event.persisted) window.location.reload(); });
})();
