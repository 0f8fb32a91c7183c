// The search of the top bar: first hits as one types, walked by arrow keys, opened by Enter; a scan from anywhere lands here.
"use strict";
(() => {
  const PAUSE_MS = 120;
  const field = document.querySelector("[data-search]");
  const place = document.querySelector("[data-hits]");
  if (!field || !place) return;
  let pause = 0;
  let asked = null;
  const items = () => [...place.querySelectorAll("[role=option]")];
  const close = () => {
    place.hidden = true;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  };
  const ask = async () => {
    const words = field.value.trim();
    asked?.abort();
    if (!words) { close(); return; }
    asked = new AbortController();
    try {
      const answer = await fetch(`/search/hits/?q=${encodeURIComponent(words)}`, { signal: asked.signal, credentials: "same-origin" });
      if (!answer.ok || answer.redirected || field.value.trim() !== words) return;
      place.innerHTML = await answer.text();
      place.hidden = false;
      field.setAttribute("aria-expanded", "true");
    } catch {
      close();
    }
  };
  const choose = (step) => {
    const all = items();
    if (!all.length) return;
    const at = all.findIndex((each) => each.getAttribute("aria-selected") === "true");
    const next = at < 0 ? (step > 0 ? 0 : all.length - 1) : (at + step + all.length) % all.length;
    all.forEach((each, number) => each.setAttribute("aria-selected", String(number === next)));
    all[next].scrollIntoView({ block: "nearest" });
    field.setAttribute("aria-activedescendant", all[next].id);
  };
  // A scanner is a very fast keyboard: what it types while no field is open is looked up at once.
  const SCAN_MS = 35;
  const SCAN_CHARS_MIN = 4;
  let scanned = "";
  let keyAt = 0;
  document.addEventListener("keydown", (event) => {
    if (event.target.closest("input, textarea, select, dialog[open]") || event.ctrlKey || event.metaKey || event.altKey) return;
    const fast = event.timeStamp - keyAt < SCAN_MS;
    keyAt = event.timeStamp;
    if (event.key.length === 1) { scanned = fast ? scanned + event.key : event.key; return; }
    if (event.key === "Enter" && fast && scanned.length >= SCAN_CHARS_MIN) {
      event.preventDefault();
      event.stopImmediatePropagation();
      field.value = scanned;
      field.form.requestSubmit();
    }
    if (event.key !== "Shift") scanned = "";
  }, true);
  // The phone's bar: the camera where it may be used, else the field, ready for a scanner or for typing.
  document.addEventListener("click", (event) => {
    if (!event.target.closest?.("[data-scan]")) return;
    event.preventDefault();
    const camera = window.isSecureContext && navigator.mediaDevices ? field.form.querySelector("[data-camera]") : null;
    if (camera) { camera.click(); return; }
    field.focus();
    field.select();
  });
  field.addEventListener("input", () => { clearTimeout(pause); pause = setTimeout(ask, PAUSE_MS); });
  field.addEventListener("focus", () => { if (field.value.trim()) ask(); });
  field.addEventListener("blur", () => setTimeout(() => { if (!place.contains(document.activeElement)) close(); }, 150));
  field.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !place.hidden) { event.preventDefault(); close(); return; }
    if (place.hidden) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      choose(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter") {
      const chosen = place.querySelector("[aria-selected=true] a");
      if (chosen) { event.preventDefault(); location.assign(chosen.href); }
    }
  });
})();
