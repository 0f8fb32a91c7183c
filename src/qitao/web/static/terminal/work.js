// The terminal's first page: the work of a work centre as cards, and inspections that wait.
"use strict";
(() => {
  const T = window.terminal;
  const { html, raw, icon, t, say } = T;
  const A = T.amounts;

  const bar = (op, wide = "") => html`<span class="bar ${wide}"><i class="bar-good" style="width:${A.share(op.good, op.quantity)}%"></i><i class="bar-scrap" style="width:${A.share(op.scrap, op.quantity)}%"></i></span>`;
  const machineOf = (op) => T.pack.machines.find((each) => each.id === op.machine);
  const waits = (count) => (count ? html`<span class="tag tag-waits">${t("waits", { count })}</span>` : "");

  const card = (op) => html`
    <a class="card work-card work-${op.state}" href="/terminal/${op.id}/" data-route>
      <span class="work-head"><b>${op.name}</b>${T.state(op.state)}</span>
      <span class="work-product">${op.material_name}</span>
      <span class="work-facts"><span>${op.number}</span><span>${machineOf(op)?.code ?? op.work_centre_name}</span>${op.priority <= 3 ? html`<span class="tag tag-emergency">${t("urgent")}</span>` : ""}${waits(op.waits)}</span>
      <span class="progress-cell"><span class="num">${A.show(op.good)} / ${A.show(op.quantity)} <small>${op.unit}</small></span>${bar(op)}</span>
      <span class="work-due">${T.due(op.due_on)}${op.running_since ? html` · ${t("running")} ${T.waited(op.running_since)}` : ""}</span>
    </a>`;

  const chip = (id, name) => html`<a class="chip" href="/terminal/?work_centre=${id}" data-centre="${id}" aria-current="${String(T.settings.centre || "") === String(id)}">${name}</a>`;

  const inspection = (each) => html`
    <a class="card work-card" href="/terminal/inspections/${each.id}/" data-route>
      <span class="work-head"><b>${each.number}</b><span class="tag">${say(`inspection_kind.${each.kind}`)}</span></span>
      <span class="work-product">${each.label}</span>
      <span class="work-facts"><span>${each.material}</span>${waits(T.acts.waiting().filter((act) => act.given.inspection === each.id).length)}</span>
      <span class="work-due">${t("waiting_since")} ${T.waited(each.opened_at)}</span>
    </a>`;

  const empty = (key, picture, act, url) => html`
    <section class="card"><div class="empty-page">${icon(picture, "icon-lg")}<h2>${t(`${key}.title`)}</h2><p>${t(`${key}.help`)}</p>
      ${url ? html`<div class="head-acts"><a class="btn btn-primary" href="${url}" ${raw(url.startsWith("/terminal/") ? "data-route" : "")}>${t(act)}</a></div>` : ""}</div></section>`;

  // What is not on the device is named, with the way to it.
  const cut = (name) => (T.pack.cut?.[name] ? html`<p class="cut" role="note">${icon("alert-triangle")}<span>${t(`cut.${name}`, { count: T.pack.cut[name] })}</span></p>` : "");

  const work = () => {
    const rows = T.pack.work.map((id) => T.acts.find(id)).filter((op) => op && op.state !== "finished");
    return html`
      <h1 class="visually-hidden">${t("title")}</h1>
      ${T.pack.may.report ? html`<div class="chips terminal-centres">${chip("", t("all_centres"))}${T.pack.centres.map((each) => chip(each.id, each.name))}</div>${cut("centres")}${cut("work")}` : ""}
      ${rows.length ? html`<div class="work">${rows.map(card)}</div>` : T.pack.may.report ? empty("empty", "device-tablet", "see_orders", "/orders/?state=scheduled") : ""}
      ${T.pack.inspections.length || !T.pack.may.report ? inspections() : ""}`;
  };
  const inspections = () => html`
    <h2 class="work-title">${t("to_inspect")}</h2>${cut("inspections")}
    ${T.pack.inspections.length ? html`<div class="work">${T.pack.inspections.map(inspection)}</div>` : html`<p class="text-soft">${t("none_to_inspect")}</p>`}`;

  T.views = { work, empty, bar, cut };
})();
