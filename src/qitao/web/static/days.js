// A day or a moment is typed, or picked from a calendar in the page's language; what is sent is ISO.
"use strict";
(() => {
  const EDGE = 8;
  const SPREAD = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T]*(\d{1,2})[:时](\d{1,2})分?(?::(\d{1,2}))?)?$/;
  const DENSE = /^(\d{4})(\d\d)(\d\d)(?:[ T]?(\d\d)(\d\d)(\d\d)?)?$/;
  const given = document.getElementById("calendar");
  let panel = null;
  let field = null;

  const pad = (figure) => String(figure).padStart(2, "0");
  const isMoment = () => field.dataset.day === "moment";

  // 2026/11/24, 20261124 and 2026年11月24日 are understood; what is not stays as typed, and the server says so.
  const read = (text) => {
    const plain = text.normalize("NFKC").trim();
    const found = plain.match(SPREAD) ?? plain.match(DENSE);
    if (!found) return null;
    const [year, month, day, ...time] = found.slice(1).filter((part) => part !== undefined);
    return { day: `${year}-${pad(month)}-${pad(day)}`, time: time.map(pad).join(":") };
  };
  const isReal = (day) => new Date(`${day}T00:00Z`).toJSON()?.startsWith(day);
  document.addEventListener("change", ({ target }) => {
    if (!target.matches?.("[data-day]")) return;
    const typed = read(target.value);
    if (typed) target.value = target.dataset.day === "moment" && typed.time ? `${typed.day} ${typed.time}` : typed.day;
    // What is asked by an address would only be left out: it is said here.
    const amiss = target.form?.method === "get" && target.value && !(typed && isReal(typed.day));
    target.setCustomValidity(amiss ? given.dataset[target.dataset.day] : "");
  }, true);
  document.addEventListener("input", ({ target }) => { if (target.matches?.("[data-day]")) target.setCustomValidity(""); });
  document.addEventListener("formdata", (event) => {
    const moments = [...event.target.elements].filter((each) => each.matches("[data-day=moment]") && event.formData.has(each.name));
    moments.forEach((each) => event.formData.set(each.name, each.value.trim().replace(" ", "T")));
  });

  const part = (name) => panel.querySelector(`[data-${name}]`);
  const offer = (select, last) => {
    for (let figure = 0; figure <= last; figure += 1) select.add(new Option(pad(figure)));
  };
  const take = (text) => {
    const [into, was] = [field, field.value];
    panel.close();
    if (text === was) return;
    into.value = text;
    ["input", "change"].forEach((kind) => into.dispatchEvent(new Event(kind, { bubbles: true })));
  };
  const takeMoment = () => take(`${panel.calendar.value} ${part("hour").value}:${part("minute").value}`);

  const press = (event) => {
    const pressed = event.target.closest("[data-day-now], [data-day-clear], [data-day-take]");
    if (event.target === panel) panel.close();
    else if (!pressed) return;
    else if ("dayClear" in pressed.dataset) take("");
    else if ("dayTake" in pressed.dataset) takeMoment();
    else begin(new Date());
  };
  const begin = (now) => {
    const today = `${now.getFullYear()}-${pad(now.getMonth() + 1)}-${pad(now.getDate())}`;
    if (!isMoment()) { take(today); return; }
    Object.assign(panel.calendar, { value: today, focusedDate: today });
    part("hour").value = pad(now.getHours());
    part("minute").value = pad(now.getMinutes());
    part("day-take").disabled = false;
  };

  const make = () => {
    panel = given.content.querySelector("dialog").cloneNode(true);
    panel.calendar = panel.querySelector("calendar-date");
    offer(part("hour"), 23);
    offer(part("minute"), 59);
    panel.addEventListener("click", press);
    panel.addEventListener("close", () => { delete field.dataset.choosing; });
    panel.calendar.addEventListener("change", () => {
      if (isMoment()) part("day-take").disabled = false;
      else take(panel.calendar.value);
    });
    document.body.append(panel);
  };
  const place = () => {
    const box = field.getBoundingClientRect();
    const [width, height] = [panel.offsetWidth, panel.offsetHeight];
    const below = box.bottom + EDGE / 2;
    const top = below + height + EDGE > innerHeight ? box.top - height - EDGE / 2 : below;
    panel.style.left = `${Math.max(EDGE, Math.min(box.left, innerWidth - width - EDGE))}px`;
    panel.style.top = `${Math.max(EDGE, Math.min(top, innerHeight - height - EDGE))}px`;
  };

  // The library comes when a field is first approached; a field works without it.
  const load = () => import(given.dataset.library).then(() => { if (!panel) make(); });
  const open = async (into) => {
    await load();
    field = into;
    field.dataset.choosing = "";
    const typed = read(field.value);
    const [hour, minute] = typed?.time ? typed.time.split(":") : ["00", "00"];
    Object.assign(panel.calendar, { value: typed?.day ?? "", focusedDate: typed?.day });
    part("hour").value = hour;
    part("minute").value = minute;
    panel.classList.toggle("is-moment", isMoment());
    part("day-clear").hidden = field.required;
    part("day-take").disabled = !typed;
    panel.showModal();
    place();
    requestAnimationFrame(() => panel.calendar.focus());
  };

  const near = (event) => { if (event.target.closest?.(".day-field")) load().catch(() => {}); };
  document.addEventListener("focusin", near);
  document.addEventListener("pointerover", near);
  // Where the calendar cannot be had, the day is typed.
  const choose = (into) => open(into).catch(() => into.focus());
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-day-open]");
    if (button) choose(button.parentElement.querySelector("[data-day]"));
  });
  document.addEventListener("keydown", (event) => {
    if (!event.altKey || event.key !== "ArrowDown" || !event.target.matches?.("[data-day]")) return;
    event.preventDefault();
    choose(event.target);
  });
})();
