// What a field still lacks is said in the page's language; the browser would say it in its own.
"use strict";
(() => {
  const words = document.getElementById("lacks").dataset;
  const BOUNDS = { tooShort: "minLength", rangeUnderflow: "min", rangeOverflow: "max" };
  const told = new Set();

  // A form that is approached is asked by us: no bubble of the browser, and no tooltip of it.
  const take = (event) => {
    const form = event.target.closest?.("form");
    if (form) form.noValidate = true;
  };
  ["pointerover", "focusin", "keydown"].forEach((kind) => document.addEventListener(kind, take, true));

  const say = (field) => {
    const kind = Object.keys(field.validity.constructor.prototype).find((each) => each !== "valid" && field.validity[each]);
    if (kind === "valueMissing" && field.type === "file") return words.noFile;
    if (kind === "valueMissing" && (field.type === "radio" || field.tagName === "SELECT")) return words.noChoice;
    const name = (field.labels[0]?.textContent ?? field.getAttribute("aria-label") ?? "").trim();
    const what = (words[kind] ?? words.badInput).replace("{n}", field[BOUNDS[kind]]);
    return `${name}${name && words.space ? " " : ""}${what}`;
  };
  const check = (event) => {
    if (event.submitter?.formNoValidate) return;
    told.forEach((field) => field.setCustomValidity(""));
    told.clear();
    const field = [...event.target.elements].find((each) => each.willValidate && !each.validity.valid);
    if (!field) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    // What another script has said of its field is its own to take back.
    if (!field.validity.customError) { field.setCustomValidity(say(field)); told.add(field); }
    field.reportValidity();
  };
  document.addEventListener("submit", check, true);
  document.addEventListener("input", ({ target }) => { if (told.delete(target)) target.setCustomValidity(""); });
})();
