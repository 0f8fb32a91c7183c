// Words, times and safe HTML of the terminal; the words come with the page, in the reader's language.
"use strict";
(() => {
  const T = window.terminal;
  const words = JSON.parse(document.getElementById("words").textContent);
  const data = document.getElementById("page").dataset;
  const SAFE = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

  class Html { constructor(text) { this.text = text; } toString() { return this.text; } }
  const safe = (value) => {
    if (value instanceof Html) return value.text;
    if (Array.isArray(value)) return value.map(safe).join("");
    if (value === null || value === undefined || value === false) return "";
    return String(value).replace(/[&<>"']/g, (sign) => SAFE[sign]);
  };
  // A template string whose values cannot become markup.
  const html = (parts, ...values) => new Html(parts.reduce((text, part, n) => text + safe(values[n - 1]) + part));
  const raw = (text) => new Html(text);
  const icon = (name, extra = "") => html`<svg class="icon ${extra}" aria-hidden="true"><use href="${data.icons}#${name}"></use></svg>`;

  const lang = data.lang === "en" ? "en" : "zh";
  const find = (key) => words[key];
  const say = (key, given = {}) => (words[key] ?? key).replace(/\{(\w+)\}/g, (_, name) => given[name] ?? "—");
  const t = (key, given) => say(`ui.terminal.${key}`, given);

  // Times by the plant's clock, wherever the tablet believes to be.
  const zone = () => T.pack?.zone;
  const parts = (date) => Object.fromEntries(
    new Intl.DateTimeFormat("en-CA", { timeZone: zone(), hourCycle: "h23", year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit" })
      .formatToParts(date).map((part) => [part.type, part.value]));
  const dayOf = (date) => { const p = parts(date); return `${p.year}-${p.month}-${p.day}`; };
  const moment = (text) => {
    const date = new Date(text), p = parts(date), today = dayOf(T.clock.now());
    if (`${p.year}-${p.month}-${p.day}` === today) return `${p.hour}:${p.minute}`;
    return p.year === today.slice(0, 4) ? `${p.month}-${p.day} ${p.hour}:${p.minute}` : `${p.year}-${p.month}-${p.day}`;
  };
  const waited = (text) => {
    const minutes = Math.max(0, Math.floor((T.clock.now() - new Date(text)) / 60000));
    const pieces = [["days", Math.floor(minutes / 1440)], ["hours", Math.floor(minutes / 60) % 24], ["minutes", minutes % 60]];
    const first = pieces.findIndex(([, count]) => count);
    if (first < 0) return t("time.less");
    return pieces.slice(first, first + 2).filter(([, count]) => count).map(([unit, count]) => t(`time.${unit}`, { count })).join(" ");
  };
  const due = (day) => {
    if (!day) return "";
    const left = Math.round((Date.parse(day) - Date.parse(dayOf(T.clock.now()))) / 86400000);
    const tone = left < 0 ? "late" : left <= 2 ? "near" : "far";
    const told = say(`ui.due.${left < 0 ? "late" : left === 0 ? "today" : "left"}`, { days: Math.abs(left) });
    return html`<span class="due due-${tone}">${day.slice(5)} <small>${told}</small></span>`;
  };
  const state = (code) => html`<span class="state state-${code}">${say(`operation_state.${code}`)}</span>`;

  Object.assign(T, { html, raw, safe, icon, say, find, t, lang, moment, waited, due, state });
})();
