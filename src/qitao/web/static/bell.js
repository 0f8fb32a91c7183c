// The bell: how many notices are unread, asked once a page stands and then when the journal moves.
"use strict";
(() => {
  const KEPT = "qitao-bell";
  const PAUSE_MS = 5000;
  const AGAIN_MS = 120000; // some notices come with time alone
  const FIRST_MS = 1000; // who only passes by does not ask
  const SHARE = 49; // of the time that an answer takes: many open pages slow themselves down
  const bell = document.querySelector("[data-bell]");
  if (!bell) return;
  // What was told last goes with a person from page to page and window to window: a new page is no
  // reason to ask again.
  const kept = () => {
    try { return JSON.parse(localStorage.getItem(KEPT)) ?? {}; } catch { return {}; }
  };
  let shown = null;
  const keep = (told) => {
    shown = told;
    const own = { lang: document.documentElement.lang, who: bell.dataset.bellWho, place: bell.dataset.bellPlant, told, next: Date.now() + next - performance.now() };
    try { localStorage.setItem(KEPT, JSON.stringify(own)); } catch { /* then each page asks */ }
  };
  let next = 0;
  let timer = 0;
  let busy = false;
  let stale = false;

  const show = (told) => {
    const place = bell.querySelector("[data-bell-count]");
    place.textContent = told.shown;
    place.hidden = !told.shown;
    bell.title = told.words;
    bell.setAttribute("aria-label", told.words);
  };
  const ask = async () => {
    timer = 0;
    if (busy) return;
    busy = true;
    stale = false;
    const began = performance.now();
    let told = null;
    next = began + PAUSE_MS;
    keep(shown); // a page that is left before the answer is no reason for the next to ask at once
    try {
      const answer = await fetch(bell.dataset.bell, { credentials: "same-origin" });
      if (answer.ok && !answer.redirected) told = await answer.json();
    } catch { stale = true; }
    next = performance.now() + Math.max(PAUSE_MS, SHARE * (performance.now() - began));
    if (told) { show(told); keep(told); }
    busy = false;
    if (stale) ring();
  };
  const ring = () => {
    stale = true;
    if (busy || timer || document.hidden) return;
    timer = setTimeout(ask, Math.max(0, next - performance.now()));
  };

  const own = new Set(bell.dataset.bellTopics.split(","));
  document.addEventListener("qitao:changed", ({ detail }) => {
    if (!detail || detail.some((topic) => own.has(topic))) ring();
  });
  document.addEventListener("visibilitychange", () => { if (!document.hidden && stale) ring(); });
  window.addEventListener("pageshow", (event) => { if (event.persisted) ring(); });
  setInterval(ring, AGAIN_MS);
  const last = kept();
  next = performance.now() + FIRST_MS;
  if (last.lang === document.documentElement.lang && last.who === bell.dataset.bellWho && last.place === bell.dataset.bellPlant) {
    if (last.told) show(last.told);
    shown = last.told;
    next = Math.max(next, performance.now() + Math.min(AGAIN_MS, last.next - Date.now()));
  }
  ring();
})();
