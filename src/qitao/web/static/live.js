// Pages follow the journal: what changed elsewhere appears here, and what is being typed stays.
"use strict";
(() => {
  const ASK_SECONDS = 5;
  const SILENT_SECONDS = 25;
  const STREAM_AGAIN_SECONDS = 30;
  const OPEN_SECONDS = 4;
  const PAUSE_MS = 1000;
  const dot = () => document.querySelector("[data-live-dot]");
  const page = () => document.getElementById("page");
  const topicsOf = () => (page()?.dataset.live || "").split(",").filter(Boolean);
  const topicsOfBell = () => (document.querySelector("[data-bell]")?.dataset.bellTopics || "").split(",").filter(Boolean);
  let source = null;
  let at = "";
  let followed = "";
  let heardAt = 0;
  let freshAt = new Date();
  let lookedAt = performance.now();
  let asking = false;
  let stale = false;
  let missing = false;
  let busy = false;
  let next = 0;
  let timer = 0;

  // The dot: following, asking now and then, or cut off (as of when).
  const show = (state) => {
    const place = dot();
    if (!place) return;
    if (!topicsOf().length) state = "idle"; // what the bell follows is no news of this page
    if (state !== "off") freshAt = new Date();
    const words = state === "off"
      ? place.dataset.off.replace("{time}", freshAt.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }))
      : place.dataset[state];
    place.dataset.state = state;
    place.title = words;
    place.querySelector("span").textContent = words;
  };

  // A form that is being filled in stays; a quiet line in it says what somebody else has just saved.
  const tellChanged = (old, fresh) => {
    const [mine, theirs] = [old, fresh].map((form) => form.querySelector?.("[name=was]"));
    const place = old.querySelector("[data-changed]");
    if (!mine || !theirs || !place || mine.value === theirs.value) return;
    const [was, now] = [mine, theirs].map((each) => JSON.parse(each.value));
    const told = ["fields", "many"].flatMap((part) =>
      Object.keys(now[part]).filter((name) => JSON.stringify(now[part][name]) !== JSON.stringify(was[part][name])));
    const words = told.map((name) => old.elements[name]?.labels?.[0]?.textContent.trim() ?? "").filter(Boolean);
    if (JSON.stringify(now.rows) !== JSON.stringify(was.rows)) words.push(place.dataset.rows);
    if (!words.length) return;
    const zh = document.documentElement.lang.startsWith("zh");
    place.textContent = place.dataset.changed
      .replace("{who}", theirs.dataset.who || place.dataset.somebody)
      .replace("{fields}", words.join(zh ? "、" : ", "));
    place.hidden = false;
  };
  // A part that is asked for once the page stands is asked again where it is: it does not blink.
  const LATER = "[hx-trigger='load']";
  const isLater = (fresh, old) => old.id && fresh.id === old.id && fresh.matches(LATER);
  const parts = [];
  const renew = async (old, url) => {
    if (old.matches(LATER) && old.classList.contains("htmx-request")) return; // on its way
    const answer = await fetch(url, { headers: { "HX-Request": "true" }, credentials: "same-origin" }).catch(() => null);
    const text = answer?.ok && !answer.redirected ? await answer.text() : "";
    const fresh = text && new DOMParser().parseFromString(text, "text/html").body.firstElementChild;
    if (!old.isConnected) return;
    if (!fresh) { if (old.matches(LATER)) stale = missing = true; return; } // one that never came is asked again
    blend(old, fresh);
    document.dispatchEvent(new CustomEvent("qitao:refreshed"));
  };
  const blend = (old, fresh) => Idiomorph.morph(old, fresh, { morphStyle: "outerHTML", callbacks: { beforeNodeMorphed: keeps, beforeNodeRemoved: goes } });
  const keeps = (old, fresh) => {
    if (old.nodeType !== Node.ELEMENT_NODE) return true;
    if (isLater(fresh, old)) { parts.push(() => renew(old, fresh.getAttribute("hx-get"))); return false; }
    if (old.matches("dialog[open], [data-flow], [data-flow-look], [data-chart], [data-dragging]")) return false;
    if (old.matches("form:not([data-bulk])") && isBegun(old)) { tellChanged(old, fresh); return false; }
    if (old.matches("details") && fresh.matches?.("details")) fresh.open = old.open;
    if (old.matches(".pick input[name]") && fresh.value === old.value) fresh.checked = old.checked;
    if (old === document.activeElement && old.matches("input, textarea, select")) return false;
    return true;
  };
  // A panel stays open though its button is gone: sent, it is refused with the reason.
  const goes = (old) => {
    if (old.nodeType !== Node.ELEMENT_NODE) return true;
    const typing = document.activeElement.matches("input, textarea, select") && old.contains(document.activeElement);
    return !typing && !old.matches("dialog[open]") && !old.querySelector("dialog[open]");
  };

  // A row says something new; how long it has been waiting is nothing new.
  const wordsOf = (row) => {
    const copy = row.cloneNode(true);
    copy.querySelectorAll("time, input").forEach((each) => each.remove());
    return copy.textContent;
  };
  const rows = () => [...page().querySelectorAll("tr[id]")];

  // A file's name without the hash of what is in it: `/static/live.0a1b2c3d4e5f.js`.
  const nameOf = (src) => src.replace(/\.[0-9a-f]{12}(?=\.js)/, "").replace(/\?.*$/, "");

  const isBusy = () => document.querySelector("dialog[open], [data-dragging]") || [...document.forms].some(isBegun);

  // What a page needs to draw comes with the first thing that is drawn.
  const fetchScripts = (given) => {
    const here = new Set([...document.scripts].map((each) => each.src));
    const fresh = [...given.scripts].filter((each) => each.src && !here.has(each.src));
    const known = new Set([...here].map(nameOf));
    // After an update the page begins anew, unless somebody is typing: two versions do not stand side by side.
    if (fresh.some((each) => known.has(nameOf(each.src))) && !isBusy()) { location.reload(); return true; }
    fresh.filter((each) => !known.has(nameOf(each.src))).forEach((each) => {
      document.head.append(Object.assign(document.createElement("script"), { src: each.src, async: false }));
    });
    return false;
  };

  const morph = (text) => {
    const given = new DOMParser().parseFromString(text, "text/html");
    const fresh = given.getElementById("page");
    const old = page();
    if (!fresh || !old) return false;
    // Another plant was chosen in another window: this one shows it once nobody types here.
    if (fresh.dataset.plant !== old.dataset.plant) { if (!isBusy()) location.reload(); return true; }
    if (fetchScripts(given)) return true;
    const before = new Map(rows().map((row) => [row.id, wordsOf(row)]));
    blend(old, fresh);
    rows().forEach((row) => row.classList.toggle("is-fresh", before.get(row.id) !== wordsOf(row)));
    htmx.process(page());
    page().querySelectorAll(".pick input[name]:checked").forEach((box) => box.dispatchEvent(new Event("change", { bubbles: true })));
    document.dispatchEvent(new CustomEvent("qitao:refreshed"));
    return true;
  };

  // A change shows at once; in a busy plant a page spends at most a tenth of the time on looking.
  const refresh = () => {
    if (!topicsOf().length) return;
    stale = true;
    if (busy || timer || document.hidden) return;
    timer = setTimeout(look, Math.max(0, next - performance.now()));
  };
  const look = async () => {
    timer = 0;
    busy = true;
    stale = false;
    const began = performance.now();
    lookedAt = began;
    const here = () => location.href.split("#")[0];
    const [shown, address] = [page(), here()];
    try {
      // The terminal lives from what the device keeps, and looks for itself.
      const own = new CustomEvent("qitao:stale", { cancelable: true, detail: {} });
      const answer = document.dispatchEvent(own) ? await fetch(location.href, { headers: { "HX-Request": "true" }, credentials: "same-origin" }) : await own.detail.done;
      const text = answer?.ok && !answer.redirected ? await answer.text() : "";
      // Who has gone on to another page meanwhile, or sent a form, has a newer one.
      if (text && page() === shown && here() === address) {
        morph(text);
        for (const part of parts.splice(0)) await part(); // one behind the other; what they took counts
      }
      else if (answer?.status === 410) location.reload(); // a link that was revoked says so
    } catch {
      stale = true;
    }
    next = performance.now() + Math.max(PAUSE_MS, missing ? ASK_SECONDS * 1000 : 0, 9 * (performance.now() - began));
    missing = false;
    busy = false;
    if (stale) refresh();
  };

  // Something changed: what exactly, or (nothing said) anything.
  const hear = (changed) => {
    const own = new Set(topicsOf());
    if (!changed || changed.some((topic) => own.has(topic))) refresh();
    document.dispatchEvent(new CustomEvent("qitao:changed", { detail: changed }));
  };

  const heard = (event) => {
    heardAt = performance.now();
    if (event.lastEventId) at = event.lastEventId;
    asking = false;
    show("on");
  };
  const close = () => { source?.close(); source = null; };
  const signedOut = () => { if (!topicsOf().length) { asking = false; return; } if (document.dispatchEvent(new CustomEvent("qitao:signed-out", { cancelable: true }))) location.reload(); };
  const open = () => {
    close();
    const given = dot()?.dataset;
    if (!given || !followed) return;
    const base = given.url || `${location.protocol}//${location.hostname}:${given.port}/live/events`;
    if (!given.url && !given.port) { asking = true; return; }
    const stream = new EventSource(`${base}?at=${at}&topics=${encodeURIComponent(followed)}${given.pass ? `&pass=${given.pass}` : ""}`, { withCredentials: true });
    source = stream;
    const opening = setTimeout(() => { if (stream.readyState !== EventSource.OPEN) fail(stream); }, OPEN_SECONDS * 1000);
    stream.addEventListener("pulse", heard);
    stream.addEventListener("change", (event) => { heard(event); hear(event.data.split(",")); });
    stream.addEventListener("reset", (event) => { heard(event); hear(null); });
    stream.addEventListener("lost", () => { heardAt = performance.now(); show("off"); });
    stream.addEventListener("signed_out", () => { close(); signedOut(); });
    stream.addEventListener("open", () => clearTimeout(opening));
    stream.addEventListener("error", () => {
      if (stream !== source) return;
      show("off");
      if (stream.readyState === EventSource.CLOSED) fail(stream);
    });
  };
  // The stream cannot be had: ask every few seconds at the page's own address, try the stream again later.
  const fail = (stream) => {
    if (stream !== source) return;
    close();
    asking = true;
    ask();
    setTimeout(() => { if (!source) open(); }, STREAM_AGAIN_SECONDS * 1000);
  };
  const ask = async () => {
    if (!asking || !followed) return;
    try {
      const answer = await fetch(`${dot().dataset.since}?at=${at}&topics=${encodeURIComponent(followed)}`, { credentials: "same-origin" });
      if (answer.redirected) { signedOut(); return; }
      if (answer.status === 410) { location.reload(); return; }
      if (!answer.ok) throw new Error(String(answer.status));
      const told = await answer.json();
      at = told.at;
      if (asking) show("asking");
      if (told.all || told.changed.length) hear(told.all ? null : told.changed);
    } catch {
      show("off");
    }
  };

  const follow = () => {
    const topics = [...new Set([...topicsOf(), ...topicsOfBell()])].join(",");
    if (topics === followed) { if (!topicsOf().length) show("idle"); return; }
    followed = topics;
    at = page()?.dataset.liveAt || at || document.querySelector("[data-bell]")?.dataset.bellAt || "";
    if (!followed) { close(); asking = false; show("idle"); return; }
    open();
  };
  setInterval(ask, ASK_SECONDS * 1000);
  setInterval(() => {
    if (source && performance.now() - heardAt > SILENT_SECONDS * 1000 && heardAt) { show("off"); open(); }
  }, ASK_SECONDS * 1000);
  // A board ages though nothing happens: it says after how many seconds it wants to be looked at.
  setInterval(() => {
    const again = Number(page()?.querySelector("[data-again]")?.dataset.again || 0);
    if (again && performance.now() - lookedAt > again * 1000) refresh();
  }, ASK_SECONDS * 1000);
  document.addEventListener("visibilitychange", () => { if (!document.hidden && stale) refresh(); });
  document.addEventListener("htmx:afterSettle", follow);
  window.addEventListener("offline", () => show("off"));
  window.addEventListener("online", () => { if (followed) { refresh(); open(); } });
  window.addEventListener("pagehide", close);
  window.addEventListener("pageshow", (event) => { if (event.persisted && followed) { refresh(); open(); } });
  follow();
})();
