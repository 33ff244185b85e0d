/* Five small kindnesses. Every page works without them.
   1. “Leave this page” leaves no way back, also by pressing Shift three times.
   2. After a form with mistakes, the list of them is read out first.
   3. Words typed into a form marked data-keep stay in this tab until they have reached us.
   4. A page that shows work under way looks again by itself.
   5. A form that counts once is sent from where it stands: where the line drops, all of it, files too, is still there. */
(() => {
  "use strict";
  const exit = document.querySelector("[data-leave]");

  function leave() {
    document.documentElement.hidden = true;
    try { sessionStorage.clear(); } catch { /* storage is closed: nothing to clear */ }
    window.location.replace(exit.href);
  }

  if (exit) {
    exit.addEventListener("click", (event) => { event.preventDefault(); leave(); });
    let presses = 0;
    let last = 0;
    document.addEventListener("keyup", (event) => {
      if (event.key !== "Shift") { presses = 0; return; }
      presses = event.timeStamp - last < 1500 ? presses + 1 : 1;
      last = event.timeStamp;
      if (presses === 3) leave();
    });
  }

  document.querySelector("[data-first]")?.focus();

  if (document.querySelector("[data-again]")) setTimeout(() => location.reload(), 4000);

  for (const line of document.querySelectorAll("form [data-dropped]")) {
    const form = line.closest("form");
    const sending = form.querySelector("[data-sending]");
    let under = false;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (under) return;
      under = true;
      line.hidden = true;
      sending.hidden = false;
      try {
        const said = new FormData(form);
        const pressed = event.submitter;
        if (pressed && pressed.name) said.append(pressed.name, pressed.value);
        const answer = await fetch(form.action, { method: "POST", body: said, headers: { "X-From-The-Page": "yes" } });
        const onward = answer.headers.get("X-Go-On");
        if (onward) { window.location.assign(onward); return; }
        const text = await answer.text();
        document.open();
        document.write(text);
        document.close();
      } catch {
        try { sessionStorage.removeItem("sent"); } catch { /* storage is closed: nothing was put there */ }
        under = false;
        sending.hidden = true;
        line.hidden = false;
        line.scrollIntoView({ block: "nearest" });
      }
    });
  }

  if (document.documentElement.hasAttribute("data-shared")) return;
  let store;
  try { store = window.sessionStorage; store.getItem("sent"); } catch { return; }

  const unsure = document.querySelector("main[data-unsure], [data-first]") !== null;
  const sent = store.getItem("sent");
  if (sent !== null && !unsure) { store.removeItem(sent); }
  if (!unsure) store.removeItem("sent");

  for (const form of document.querySelectorAll("form[data-keep]")) {
    const place = `words:${form.dataset.keep}:${location.pathname}`;
    const boxes = () => [...form.querySelectorAll("textarea[name], input[type=text][name]")];
    const kept = JSON.parse(store.getItem(place) ?? "{}");
    for (const box of boxes()) if (!box.value && kept[box.name]) box.value = kept[box.name];
    form.addEventListener("input", () => {
      store.setItem(place, JSON.stringify(Object.fromEntries(boxes().map((box) => [box.name, box.value]))));
    });
    form.addEventListener("submit", () => store.setItem("sent", place));
  }
})();
