// The picking list: a scan finds the place, then confirms the line; less than planned asks why.
"use strict";
(() => {
  const list = () => document.querySelector("[data-walk-list]");
  const lines = () => [...list().querySelectorAll("li[data-codes]")];
  const box = (line) => line.querySelector("input[type=checkbox]");
  const codesOf = (line) => line.dataset.codes.toLowerCase().split("\n");
  const said = () => list().querySelector("[data-walk-said]");
  let place = "";

  const show = () => {
    if (!list()) return;
    const all = lines();
    all.forEach((line) => line.classList.toggle("is-done", box(line).checked));
    list().querySelector("[data-walk-count]").textContent = all.filter((line) => box(line).checked).length;
  };
  // Less than planned needs a reason; as much as planned needs none.
  const askWhy = (field) => {
    const why = field.closest("li").querySelector("select");
    if (why) why.hidden = !(Number(field.value) < Number(field.dataset.planned));
  };
  const confirm = (line) => {
    box(line).checked = true;
    line.scrollIntoView({ block: "center", behavior: "instant" });
    lines().forEach((each) => each.classList.toggle("is-at", each === line));
    const field = line.querySelector("[data-planned]");
    if (!field.value) field.focus();
    show();
  };
  const answer = (words, bad) => {
    said().textContent = words;
    said().classList.toggle("bad", bad);
    if (bad) navigator.vibrate?.(200);
  };
  const scanned = (text) => {
    const code = text.trim().toLowerCase();
    if (!code) return;
    const open = lines().filter((line) => !box(line).checked);
    const here = open.filter((line) => codesOf(line)[0] === code);
    if (here.length) {
      place = code;
      lines().forEach((line) => line.classList.toggle("is-here", codesOf(line)[0] === code));
      here[0].scrollIntoView({ block: "center", behavior: "instant" });
      answer(said().dataset.place.replace("{code}", text.trim()), false);
      return;
    }
    const fitting = open.filter((line) => codesOf(line).slice(1).includes(code));
    const line = fitting.find((each) => codesOf(each)[0] === place) || (place ? null : fitting[0]);
    if (line) { confirm(line); answer(text.trim(), false); }
    else answer(said().dataset.none.replace("{code}", text.trim()), true);
  };

  document.addEventListener("keydown", (event) => {
    const field = event.target.closest?.("[data-walk-scan]");
    if (!field || event.key !== "Enter") return;
    event.preventDefault();
    scanned(field.value);
    field.value = "";
  });
  document.addEventListener("input", (event) => {
    if (event.target.matches?.("[data-planned]")) askWhy(event.target);
  });
  document.addEventListener("change", (event) => { if (event.target.closest?.("[data-walk-list]")) show(); });
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-walk-all]")) { lines().forEach((line) => { box(line).checked = true; }); show(); }
    if (event.target.closest("[data-print]")) window.print();
  });
  if (list()) {
    list().querySelectorAll("[data-planned]").forEach((field) => { if (field.value) askWhy(field); });
    show();
  }
})();
