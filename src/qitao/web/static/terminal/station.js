// One operation at its machine: figures, start and pause, keypad with reasons, the last reports.
"use strict";
(() => {
  const T = window.terminal;
  const { html, raw, icon, t, say } = T;
  const A = T.amounts;

  const UNDO = "production.undo_report";
  const seenOf = (op) => ({ label: `${op.number}/${op.sequence}`, number: op.number, sequence: op.sequence, name: op.name, state: op.state, rest: A.plain(op.available), unit: op.unit });
  const draft = (op, verb, given, more = {}) => ({ verb, operation: op.id, given, seen: seenOf(op), ...more });
  const ofOperation = (op, verb, given = {}) => draft(op, `production.${verb}`, { operation: op.id, ...given });

  const deed = (verb, inside, extra = "") => html`<form data-act="${verb}">${extra}<button class="btn btn-lg${raw(verb === "start_operation" ? " btn-primary" : "")}">${inside}</button></form>`;
  const acts = (op) => {
    const first = op.state === "running"
      ? deed("pause_operation", html`${icon("player-pause")}${t("pause")}`)
      : T.begin.start(op, (machines) => deed("start_operation", html`${icon("player-play")}${t(op.state === "paused" ? "go_on" : "start")}`, machines));
    const why = op.rework > 0n || op.available > 0n
      ? html`<input name="reason" class="form-control" maxlength="${T.limits.CHARS_MAX}" placeholder="${t("why_left")}" aria-label="${t("why_left")}">` : "";
    const rework = op.rework > 0n
      ? T.route.rework
        ? html`<a class="btn btn-lg" href="/terminal/${op.id}/" data-route>${icon("arrow-back-up")}${t("as_usual")}</a>`
        : html`<a class="btn btn-lg" href="/terminal/${op.id}/?rework=1" data-route>${icon("refresh")}${t("rework_done")} <b class="num">${A.show(op.rework)}</b></a>`
      : "";
    const issue = !T.pack.may.issue ? "" : op.issue.length
      ? html`<details class="issue"><summary class="btn btn-lg">${icon("package-export")}${t("issue")}</summary><form data-act="issue_materials" class="issue-lines card">
          ${op.issue.map((line) => html`<label><span><b>${line.name}</b> <small>${line.code} · ${t("on_hand", { count: A.show(A.of(line.on_hand)) })}</small></span><span class="with-unit"><input class="form-control" name="line${line.line}" data-amount inputmode="decimal" autocomplete="off" value="${A.plain(A.of(line.rest))}"><span>${line.unit}</span></span></label>${T.codes.fields(line)}`)}
          <button class="btn btn-primary btn-lg">${t("issue_these")}</button></form></details>`
      : html`<button class="btn btn-lg" type="button" disabled title="${t("issued")}">${icon("package-export")}${t("issue")} <small>${t("issued")}</small></button>`;
    return html`<div class="station-acts">${first}${deed("finish_operation", html`${icon("check")}${t("finish")}`, why)}${rework}${issue}${T.drawings.button(op.material_code)}</div>`;
  };

  const last = (report, unit) => html`
    <div class="last${raw(report.undone ? " is-undone" : "")}"><span>${T.moment(report.happened_at)}</span><span class="num"><b>${A.show(A.of(report.good))}</b> ${unit}</span>${A.of(report.scrap) ? html`<span class="bad num">${say("ui.field.scrap")} ${A.show(A.of(report.scrap))}</span>` : ""}${A.of(report.rework) ? html`<span class="num">${say("ui.field.rework")} ${A.show(A.of(report.rework))}</span>` : ""}<small>${report.operator_name ?? ""}</small>
      ${report.waits ? html`<span class="tag tag-waits">${t("to_send")}</span>` : ""}
      ${report.undone ? html`<span class="tag">${t("undone")}</span>`
        : T.pack.may.undo && report.mine ? html`<form data-act="undo_report"><input type="hidden" name="${report.from ? "from" : "report"}" value="${report.from ?? report.id}"><button class="btn btn-sm">${icon("arrow-back-up")}${t("undo")}</button></form>` : ""}
    </div>`;

  const pad = (op) => {
    const reworking = T.route.rework && op.rework > 0n;
    const field = (name, value, more = "") => html`<label class="pad-${name}">${say(`ui.field.${name}`)}<input name="${name}" inputmode="none" autocomplete="off" ${value === null ? raw("placeholder=\"0\"") : html`value="${value}"`} data-field ${raw(more)}></label>`;
    return html`
      <form class="station-pad card" data-act="report_output" data-pad>
        ${op.machine ? html`<input type="hidden" name="machine" value="${op.machine}">` : ""}
        ${reworking ? html`<input type="hidden" name="is_rework" value="on"><h2>${icon("refresh")} ${t("rework_done")}</h2>` : ""}
        <div class="pad-fields">${field("good", A.plain(reworking ? op.rework : op.available), "data-first")}${field("scrap", null)}${reworking ? "" : field("rework", null)}</div>
        <fieldset class="reasons"><legend>${t("why_scrap")}</legend>${T.pack.reasons.map((reason) => html`<label><input type="radio" name="scrap_reason" value="${reason.id}"> <span>${reason.name}</span></label>`)}</fieldset>
        <div class="keys" data-keys>${[..."789456123.0"].map((key) => html`<button type="button" data-key="${key}">${key}</button>`)}<button type="button" data-key="back" aria-label="${t("back")}">⌫</button></div>
        <label class="pad-finish"><input type="checkbox" class="form-check-input" name="finish"> ${t("and_finish")}</label>
        <input name="note" class="form-control" maxlength="${T.limits.CHARS_MAX}" placeholder="${t("note")}" aria-label="${t("note")}">
        <button class="btn btn-primary pad-send" type="submit">${t(reworking ? "rework_done" : "send")}</button>
      </form>`;
  };
  const over = () => html`
    <section class="station-pad">${T.views.empty("finished", "circle-check", "work", "/terminal/")}
      ${T.pack.may.undo ? html`<div class="station-acts">${deed("reopen_operation", html`${icon("arrow-back-up")}${say("verb.production.reopen_operation")}`, html`<input name="reason" class="form-control" required minlength="2" maxlength="${T.limits.CHARS_MAX}" placeholder="${t("why_reopened")}" aria-label="${t("why_reopened")}">`)}</div>` : ""}</section>`;

  // Its machine by code and name, else its work centre.
  const whereOf = (op) => {
    const machine = T.pack.machines.find((each) => each.id === op.machine);
    return machine ? `${machine.code} ${machine.name ?? ""}`.trim() : op.work_centre_name;
  };

  const station = () => {
    const op = T.acts.find(T.route.operation);
    if (!op) return T.views.empty("unknown", "search", "work", "/terminal/");
    const isOver = op.state === "finished";
    return html`
      <div class="station${raw(op.state === "running" ? " is-running" : "")}" data-station>
        <section class="station-what"><div>
          <p class="station-number"><a href="/orders/${op.number}/">${op.number}</a> · ${op.sequence} · <b>${whereOf(op)}</b> ${T.state(op.state)}${op.waits ? html` <span class="tag tag-waits">${t("waits", { count: op.waits })}</span>` : ""}</p>
          <h1>${op.name}</h1>
          <p class="station-product">${op.material_name} <small>${op.material_code}</small></p>
          <p class="station-figure"><b class="num">${A.show(op.good)}</b><span>/ ${A.show(op.quantity)} ${op.unit}</span></p>
          ${T.views.bar(op, "bar-wide")}
          <p class="station-more">${op.scrap ? html`<span class="bad">${say("ui.field.scrap")} ${A.show(op.scrap)}</span>` : ""}${op.rework ? html`<span>${say("ui.field.rework")} ${A.show(op.rework)}</span>` : ""}<span>${t("can_report")} <b>${A.show(op.available)}</b>${op.most !== null && op.most > op.available ? html` <small>${t("most", { count: A.show(op.most) })}</small>` : ""}</span>${op.running_since ? html`<span>${t("running")} ${T.waited(op.running_since)}</span>` : ""}</p>
        </div>
        ${isOver ? "" : html`${T.views.cut("machines")}${acts(op)}`}
        <div class="station-last"><h2>${t("last")}</h2>${op.reports.length ? op.reports.map((report) => last(report, op.unit)) : html`<p class="text-soft">${t("none_yet")}</p>`}</div></section>
        ${isOver ? over() : pad(op)}
      </div>`;
  };

  // From a form to an act; a string is what is wrong with it.
  const read = {
    start_operation: (op, form) => ofOperation(op, "start_operation", form.get("machine") ? { machine: Number(form.get("machine")) } : {}),
    pause_operation: (op) => ofOperation(op, "pause_operation"),
    finish_operation: (op, form) => ofOperation(op, "finish_operation", { reason: (form.get("reason") ?? "").trim() }),
    reopen_operation: (op, form) => ofOperation(op, "reopen_operation", { reason: form.get("reason").trim() }),
    undo_report: (op, form) => {
      if (form.get("from")) return draft(op, UNDO, {}, { from: form.get("from") });
      const report = op.reports.find((each) => String(each.id) === form.get("report"));
      // One's own report goes by its own name: after a restore its number may be another's.
      const own = T.acts.mine().find((each) => each.verb === "production.report_output" && each.answer?.report === report.id);
      if (own) return draft(op, UNDO, {}, { from: own.id });
      const { good, scrap, rework, is_rework } = report;
      return draft(op, UNDO, { report: Number(form.get("report")) }, { undone: { good, scrap, rework, is_rework }, undone_at: report.happened_at });
    },
    issue_materials: (op, form) => {
      const lines = [];
      for (const line of op.issue) {
        const amount = A.typed(form.get(`line${line.line}`) ?? "");
        if (amount === null) return t("no_figure", { name: line.name });
        if (amount > 0n) lines.push({ line: line.line, quantity: A.plain(amount), ...T.codes.read(line, form) });
      }
      return lines.length ? draft(op, "production.issue_materials", { order: op.order, lines }) : t("nothing_to_issue");
    },
    report_output: (op, form) => {
      const given = { operator: T.pack.user.id };
      for (const name of ["good", "scrap", "rework"]) {
        const amount = A.typed(form.get(name) ?? "");
        if (amount === null) return t("no_figure", { name: say(`ui.field.${name}`) });
        given[name] = A.plain(amount);
      }
      if ([given.good, given.scrap, given.rework].every((each) => each === "0")) return t("nothing_told");
      if (given.scrap !== "0" && !form.get("scrap_reason")) return t("no_reason");
      if (given.scrap !== "0") given.scrap_reason = Number(form.get("scrap_reason"));
      if (form.get("is_rework")) given.is_rework = true;
      if (form.get("machine")) given.machine = Number(form.get("machine"));
      if (form.get("finish")) given.finish = true;
      if (form.get("note")?.trim()) given.note = form.get("note").trim();
      return ofOperation(op, "report_output", given);
    },
  };
  Object.assign(T.views, { station });
  T.read = read;
})();
