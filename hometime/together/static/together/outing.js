/* The day of an outing, with or without a signal. The page works without this script; with it,
   1. the list looks again every few seconds, and says aloud what changed;
   2. a count made without a signal is kept on this device, sealed, and sent once when the signal is back;
   3. the list can be taken along under a code, sealed: first names, marks and what stands beside them, no more.
   What was taken along is erased when the outing is over, at the end of its day, after five wrong codes, and at signing out. */
(() => {
  "use strict";
  const place = document.querySelector("#outing");
  if (!place || !window.crypto?.subtle || !window.indexedDB) return;
  const EVERY = 10_000, TRIES = 5, ROUNDS = 600_000;
  const line = (name) => place.querySelector(`[data-line=${name}]`);
  const list = () => document.querySelector("#list");
  const clock = () => new Intl.DateTimeFormat("en-GB", { hour: "numeric", minute: "2-digit", hour12: true }).format(new Date()).replace(/\s/u, "");
  let taking = null; // the key of what was taken along, while this page stands open
  let stuck = false; // something was not written down: it waits for a person

  // ---------------------------------------------------------------- what the device keeps
  const shelf = new Promise((resolve, reject) => {
    const asked = indexedDB.open("outings", 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore("counts", { keyPath: "n", autoIncrement: true });
      asked.result.createObjectStore("lists", { keyPath: "outing" });
    };
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
  const does = async (store, mode, act) => {
    const of = (await shelf).transaction(store, mode).objectStore(store);
    return new Promise((resolve, reject) => {
      const asked = act(of);
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
    });
  };
  const put = (store, row) => does(store, "readwrite", (of) => of.put(row));
  const drop = (store, key) => does(store, "readwrite", (of) => of.delete(key));
  const all = (store) => does(store, "readonly", (of) => of.getAll());
  const mine = async () => (await all("counts")).filter((row) => row.outing === place.dataset.outing);

  // ---------------------------------------------------------------- sealing
  const bytes = (text) => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
  const ofPage = () => crypto.subtle.importKey("raw", bytes(place.dataset.seal), "AES-GCM", false, ["encrypt", "decrypt"]);
  async function ofCode(code, salt) {
    const raw = await crypto.subtle.importKey("raw", new TextEncoder().encode(code), "PBKDF2", false, ["deriveKey"]);
    const how = { name: "PBKDF2", hash: "SHA-256", salt, iterations: ROUNDS };
    return crypto.subtle.deriveKey(how, raw, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  }
  async function sealed(key, what) {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    return { iv, data: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, new TextEncoder().encode(JSON.stringify(what))) };
  }
  async function unsealed(key, row) {
    return JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt({ name: "AES-GCM", iv: row.iv }, key, row.data)));
  }

  // ---------------------------------------------------------------- counts
  async function send(url, fields) {
    const body = new URLSearchParams(fields);
    body.set("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "");
    const answer = await fetch(url, { method: "POST", body, headers: { Accept: "application/json" }, redirect: "manual" });
    if (answer.status === 403 || answer.status === 404) return { written: false, said: [] };
    if (!(answer.headers.get("Content-Type") ?? "").startsWith("application/json")) throw new Error("not answered");
    return answer.json();
  }

  function refused(said) {
    line("again").hidden = false;
    line("again").querySelector("[data-why]").textContent = said.join(" ");
  }

  async function showKept() {
    const waiting = (await mine()).length;
    line("kept").hidden = waiting === 0;
    line("kept").querySelector("[data-count]").textContent = String(waiting);
    return waiting;
  }

  async function keep(form, fields) {
    const ticked = fields.filter(([name]) => name === "goes").length;
    if (form.dataset.counts === "leave" && ticked !== Number(form.elements.heads.value)) {
      line("fewer").hidden = false; // as the house itself would refuse it
      return;
    }
    fields.push(["away", "on"], ["at", new Date().toISOString()]);
    const row = await sealed(await ofPage(), [form.getAttribute("action"), fields]);
    await put("counts", { outing: place.dataset.outing, ...row });
    const heads = Number(new Map(fields).get("heads"));
    if (form.dataset.counts === "leave") place.dataset.out = String(ticked);
    const fewer = heads < Number(place.dataset.out ?? heads);
    line("fewer").hidden = !fewer;
    const said = document.createElement("p");
    said.className = "counted";
    said.textContent = `${heads} · ${clock()}`;
    form.before(said);
    const went = form.querySelector(".door");
    if (went && !fewer) {
      for (const box of went.querySelectorAll("[name=goes]")) if (box.checked) box.remove(); else box.closest("li").remove();
      form.before(went);
    }
    if (fewer) { form.elements.key.value = crypto.randomUUID(); form.elements.heads.value = ""; } else form.remove();
    await showKept();
    if (taking) await pack();
  }

  async function sync() {
    if (stuck || place.hasAttribute("data-away")) return;
    const waiting = await mine();
    for (const row of waiting) {
      const [url, fields] = await unsealed(await ofPage(), row);
      const answer = await send(url, fields);
      if (!answer.written) { stuck = true; refused(answer.said); return; }
      await drop("counts", row.n);
    }
    if (waiting.length) location.reload();
  }

  place.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.matches("form[data-counts]")) return;
    event.preventDefault();
    const typed = form.elements.heads;
    if (!/^\d+$/.test(typed.value.trim())) { typed.focus(); return; }
    const fields = [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken");
    try {
      await sync();
      if ((await mine()).length) throw new Error("one after the other");
      const answer = await send(form.getAttribute("action"), fields);
      if (answer.written) location.reload(); else refused(answer.said);
    } catch { await keep(form, fields); }
  });

  // ---------------------------------------------------------------- looking again
  async function look() {
    let answer;
    try {
      const asked = await fetch(place.dataset.now, { redirect: "manual", headers: { Accept: "application/json" } });
      answer = await asked.json();
    } catch { return; }
    if (place.hasAttribute("data-away")) { location.reload(); return; }
    try { await sync(); } catch { return; }
    line("looked").querySelector("bdi").textContent = clock();
    if (answer.stand !== place.dataset.stand) await renew();
  }

  async function renew() {
    const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
    const fresh = page.querySelector("#outing");
    if (!fresh) return;
    const left = new Set([...list().querySelectorAll("[name=goes]:not(:checked)")].map((box) => box.value));
    const typed = [...list().querySelectorAll("input[type=number]")].map((box) => [box.id, box.value]);
    list().replaceWith(page.querySelector("#list"));
    for (const box of list().querySelectorAll("[name=goes]")) box.checked = !left.has(box.value);
    for (const [id, value] of typed) { const box = document.getElementById(id); if (box && value) box.value = value; }
    document.querySelector("#changed").replaceChildren(...page.querySelector("#changed").childNodes);
    Object.assign(place.dataset, fresh.dataset);
    if (taking) await pack();
  }

  // ---------------------------------------------------------------- taking the list along
  async function pack() {
    for (const box of list().querySelectorAll("[name=goes]")) box.toggleAttribute("checked", box.checked);
    const shown = list().cloneNode(true);
    for (const token of shown.querySelectorAll("[name=csrfmiddlewaretoken]")) token.remove();
    const { seal, now, out = "", outing } = place.dataset;
    const row = await sealed(taking.key, { html: shown.innerHTML, seal, now, out });
    await put("lists", { outing, salt: taking.salt, until: place.dataset.void, tries: 0, ...row });
  }

  place.addEventListener("change", () => { if (taking) pack(); });

  document.querySelector("[data-take]")?.addEventListener("submit", async (event) => {
    event.preventDefault();
    const box = event.target.elements.code;
    if (!/^\d{6,}$/.test(box.value)) { box.focus(); return; }
    const salt = crypto.getRandomValues(new Uint8Array(16));
    taking = { salt, key: await ofCode(box.value, salt) };
    box.value = "";
    await pack();
    await navigator.serviceWorker.register(place.dataset.takes, { scope: "/outings/" });
    await navigator.serviceWorker.ready;
    line("taken").hidden = false;
  });

  document.querySelector("[data-open]")?.addEventListener("submit", async (event) => {
    event.preventDefault();
    const box = event.target.elements.code;
    const row = (await all("lists")).find((each) => each.outing === place.dataset.outing);
    try {
      const key = await ofCode(box.value, row.salt);
      const what = await unsealed(key, row);
      taking = { salt: row.salt, key };
      list().innerHTML = what.html;
      Object.assign(place.dataset, { seal: what.seal, now: what.now, out: what.out, void: row.until });
      if (!what.out) delete place.dataset.out;
      event.target.hidden = true;
      line("wrong").hidden = true;
      if (row.tries) await put("lists", { ...row, tries: 0 });
      await showKept();
    } catch {
      if (row) await (row.tries + 1 < TRIES ? put("lists", { ...row, tries: row.tries + 1 }) : drop("lists", row.outing));
      line(row && row.tries + 1 < TRIES ? "wrong" : "none").hidden = false;
      event.target.hidden = !row || row.tries + 1 >= TRIES;
    }
    box.value = "";
  });

  (async () => {
    for (const row of await all("lists")) if (new Date(row.until) <= new Date()) await drop("lists", row.outing);
    if (place.hasAttribute("data-away")) {
      place.dataset.outing = location.pathname.split("/")[2];
      place.dataset.now = `${location.pathname}now/`;
      const there = (await all("lists")).some((row) => row.outing === place.dataset.outing);
      document.querySelector("[data-open]").hidden = !there;
      line("none").hidden = there;
    } else if (["back", "off"].includes(place.dataset.stage)) await drop("lists", place.dataset.outing);
    if (place.dataset.takes && "serviceWorker" in navigator) document.querySelector("[data-take]").hidden = false;
    await showKept();
    window.addEventListener("online", look);
    setInterval(look, EVERY);
    if ((await mine()).length) await look();
  })();
})();
