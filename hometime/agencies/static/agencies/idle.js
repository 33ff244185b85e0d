/* At the door: whoever walks away leaves nothing on the screen. It goes back to its beginning after twenty quiet seconds. */
(() => {
  "use strict";
  const place = document.querySelector("[data-idle]");
  if (!place) return;
  let waiting;
  const again = () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => window.location.replace(place.dataset.idle), 20000);
  };
  for (const sign of ["input", "keydown", "pointerdown", "focusin"]) document.addEventListener(sign, again);
  again();
})();
