// Starting an operation: at which machine it can be, and what stands against it, as far as the device knows.
"use strict";
(() => {
  const T = window.terminal;
  const { html, raw, icon, t } = T;

  const machines = (op) => T.pack.machines.filter((each) => each.centre === op.work_centre).map((each) => {
    const busy = T.acts.runsOn(each);
    const other = busy && busy.operation !== op.id ? busy : null;
    return { ...each, other, free: each.ready && !other };
  });
  // The machine to begin with: the operation's own, else the first, that is free.
  const free = (op, all) => {
    const able = all.filter((each) => each.free);
    return able.find((each) => each.id === op.machine) ?? able[0];
  };
  const trouble = (each) => (each.ready ? t("only_busy", { ...each.other, machine: each.code }) : t("only_down", { machine: each.code }));

  // What the server refuses, in words. It takes a start without a machine, unless the operation has its own.
  const refused = (op, all) => {
    if (op.held?.length) return t("held", { names: op.held.join(t("and")) });
    const own = all.find((each) => each.id === op.machine);
    return own && !free(op, all) ? trouble(own) : "";
  };
  const note = (key, why) => html`<p class="not-now" role="note">${icon("alert-triangle")}<span>${t(key, { why, time: T.packs.asOf() })}</span></p>`;

  const pick = (op, all, isOld) => {
    const chosen = free(op, all) ?? (isOld && all.find((each) => each.id === op.machine));
    if (!all.length) return "";
    if (all.length === 1 && chosen) return html`<input type="hidden" name="machine" value="${chosen.id}">`;
    const hint = (each) => (each.other ? t("busy", each.other) : each.ready ? "" : t("down"));
    const option = (each) => html`<option value="${each.id}"${raw(each === chosen ? " selected" : "")}${raw(each.free || isOld ? "" : " disabled")}>${each.code} ${each.name}${hint(each)}</option>`;
    const without = all.some((each) => each.id === op.machine) ? "" : html`<option value="">${t("no_machine")}</option>`;
    return html`<select name="machine" class="form-select" aria-label="${t("machine")}">${without}${all.map(option)}</select>`;
  };

  // The button with its machines; what the server would refuse is not offered. What is known from before the
  // network was lost may be over: it warns only.
  const start = (op, button) => {
    const all = machines(op), no = refused(op, all), isOld = T.packs.isOld();
    if (no && !isOld) return note("not_now", no);
    const warning = all.length && !free(op, all) ? (all.length === 1 ? trouble(all[0]) : t("none_free")) : "";
    const told = no ? note("not_then", no) : warning ? note("mind", warning) : "";
    return html`${told}${button(pick(op, all, isOld))}`;
  };
  T.begin = { start };
})();
