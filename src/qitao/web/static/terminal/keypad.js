// The keypad, and the scanner: whatever is scanned while nothing else is being typed goes to its field.
"use strict";
(() => {
  let active = null;
  const field = () => (active && document.contains(active) ? active : document.querySelector("[data-first]"));
  const choose = (input) => {
    document.querySelectorAll("[data-field]").forEach((each) => each.closest("label").classList.toggle("is-active", each === input));
    active = input;
  };
  const showReasons = () => {
    const scrap = document.querySelector("[data-pad] [name=scrap]");
    const form = document.querySelector("[data-pad]");
    if (form) form.classList.toggle("with-scrap", Boolean(scrap && Number(scrap.value) > 0) || active === scrap);
  };
  // A figure that is longer than its field gets a line of its own.
  const fit = () => document.querySelectorAll("[data-field]").forEach((input) => {
    const { classList } = input.closest("label");
    classList.remove("is-long");
    classList.toggle("is-long", input.scrollWidth > input.clientWidth);
  });
  // Drawn anew: what nobody has typed in yet is replaced by the first key.
  const ready = () => {
    const input = field();
    if (input) {
      choose(input);
      if (input.value === input.defaultValue) input.dataset.fresh = "1";
    }
    showReasons();
    fit();
  };
  const forget = () => { active = null; };
  // What stands there was sent: the next key begins anew.
  const again = () => { if (field()) field().dataset.fresh = "1"; };

  document.addEventListener("focusin", (event) => {
    if (event.target.matches("[data-field]")) { choose(event.target); event.target.select(); showReasons(); }
  });
  document.addEventListener("input", showReasons);
  document.addEventListener("input", fit);
  window.addEventListener("resize", fit);
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
      input.dispatchEvent(new Event("input", { bubbles: true }));
    }
    if (event.target.closest("[data-full]")) {
      if (document.fullscreenElement) document.exitFullscreen(); else document.documentElement.requestFullscreen?.();
    }
  });
  document.addEventListener("keydown", (event) => {
    const scan = document.querySelector("[data-scan]");
    if (!scan || event.target.closest("input, select, textarea, button, a") || event.key.length !== 1) return;
    scan.focus();
  });
  window.terminal.keypad = { ready, forget, again };
})();
