// The terminal: keypad, scanner focus, sound and flash.
"use strict";
(() => {
  let active = null;
  const field = () => (active && document.contains(active) ? active : document.querySelector("[data-first]"));
  const choose = (input) => {
    document.querySelectorAll("[data-field]").forEach((each) => each.closest("label").classList.toggle("is-active", each === input));
    active = input;
  };
  const ready = () => {
    document.querySelectorAll("[data-field]").forEach((input) => input.setAttribute("inputmode", "none"));
    active = null;
    if (field()) { choose(field()); field().dataset.fresh = "1"; }
    showReasons();
  };
  const showReasons = () => {
    const scrap = document.querySelector("[name=scrap]");
    const form = document.querySelector("[data-pad]");
    if (form) form.classList.toggle("with-scrap", Boolean(scrap && Number(scrap.value) > 0) || active === scrap);
  };

  document.addEventListener("focusin", (event) => {
    if (event.target.matches("[data-field]")) { choose(event.target); event.target.select(); showReasons(); }
  });
  document.addEventListener("input", showReasons);
  document.addEventListener("mousedown", (event) => {
    if (event.target.closest("[data-keys]")) event.preventDefault();
  });
  document.addEventListener("click", (event) => {
    const key = event.target.closest("[data-key]")?.dataset.key;
    const input = field();
    if (key && input) {
      const fresh = input.dataset.fresh || (document.activeElement === input && input.selectionStart !== input.selectionEnd);
      const before = fresh ? "" : input.value;
      input.value = key === "back" ? before.slice(0, -1) : key === "." && before.includes(".") ? before : before + key;
      delete input.dataset.fresh;
      if (document.activeElement === input) input.setSelectionRange(input.value.length, input.value.length);
      showReasons();
    }
    if (event.target.closest("[data-full]")) {
      if (document.fullscreenElement) document.exitFullscreen(); else document.documentElement.requestFullscreen?.();
    }
  });

  // Whatever is scanned while nothing else is being typed goes to the scan field.
  document.addEventListener("keydown", (event) => {
    const scan = document.querySelector("[data-scan]");
    if (!scan || event.target.closest("input, select, textarea, button, a") || event.key.length !== 1) return;
    scan.focus();
  });

  const sound = (good) => {
    const Audio = window.AudioContext;
    if (!Audio || !navigator.userActivation?.hasBeenActive) return;
    const context = new Audio();
    const tone = context.createOscillator();
    const gain = context.createGain();
    tone.frequency.value = good ? 880 : 220;
    gain.gain.value = 0.08;
    tone.connect(gain).connect(context.destination);
    tone.start();
    tone.stop(context.currentTime + (good ? 0.12 : 0.35));
    tone.onended = () => context.close();
  };
  const flash = () => {
    const refused = document.querySelector("#notice .refusal");
    const done = document.querySelector("#notice .notice");
    if (!refused && !done) return;
    sound(!refused);
    document.body.classList.remove("flash-good", "flash-bad");
    void document.body.offsetWidth;
    document.body.classList.add(refused ? "flash-bad" : "flash-good");
  };
  document.addEventListener("htmx:afterSettle", () => { ready(); flash(); });

  ready();
  flash();
})();
