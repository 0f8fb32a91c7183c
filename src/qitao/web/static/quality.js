// Inspection entry: a figure is green or red as it is typed; a changed disposition wants its own reason.
"use strict";
(() => {
  // Good, bad with the limit that it breaks, or nothing yet.
  const verdict = (field) => {
    const value = Number(field.value.trim().replace(/[,，\s]/g, "").replace("。", ".").replace("−", "-") || NaN);
    if (Number.isNaN(value)) return { good: null };
    const { lower, upper } = field.dataset;
    if (lower && value < Number(lower)) return { good: false, word: "below", limit: lower };
    if (upper && value > Number(upper)) return { good: false, word: "above", limit: upper };
    return { good: true };
  };
  const asked = new WeakMap(); // what stood there before anything was typed
  const show = (row, { good, word, limit }) => {
    row.classList.toggle("is-good", good === true);
    row.classList.toggle("is-bad", good === false);
    const place = row.querySelector("[data-verdict]");
    if (!place) return;
    if (!asked.has(place)) asked.set(place, [...place.childNodes]);
    if (good === null) { place.replaceChildren(...asked.get(place)); return; }
    const { dataset } = place;
    const mark = Object.assign(document.createElement("span"), { className: good ? "mark mark-pass" : "mark mark-fail" });
    mark.append(document.createElement("i"), word ? dataset[word].replace("{limit}", limit) : good ? dataset.good : dataset.bad);
    place.replaceChildren(mark);
  };
  const look = (field) => {
    const row = field.closest("[data-row]");
    if (field.matches("[data-lower]")) show(row, verdict(field));
    else if (field.type === "radio" && field.checked) show(row, { good: field.value === "good" });
  };

  document.addEventListener("input", (event) => { if (event.target.closest(".sheet")) look(event.target); });
  // Enter goes to the next figure, as the key pad of a gauge or a phone sends it.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.target.matches?.(".sheet [data-lower]")) return;
    const fields = [...document.querySelectorAll(".sheet [data-lower]")];
    const next = fields[fields.indexOf(event.target) + 1];
    if (next) { event.preventDefault(); next.focus(); next.select(); }
  });
  let proposed = document.querySelector("[data-proposed]")?.form.elements.reason.value;
  document.addEventListener("change", (event) => {
    if (event.target.name !== "disposition" || proposed === undefined) return;
    const reason = event.target.form.elements.reason;
    const same = "proposed" in event.target.dataset;
    if (!same && reason.value === proposed) reason.value = "";
    if (same && !reason.value) reason.value = proposed;
  });
  const lookAll = () => document.querySelectorAll(".sheet [data-lower]").forEach((field) => { if (field.value) look(field); });
  document.addEventListener("qitao:refreshed", lookAll);
  lookAll();
})();
