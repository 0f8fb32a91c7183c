// 待处理: what the server refused after the network came back, both sides, for a decision; and what still waits.
"use strict";
(() => {
  const T = window.terminal;
  const { html, icon, t, say } = T;
  const A = T.amounts;

  const FIGURES = ["good", "scrap", "rework"];
  const isReport = (act) => act.verb === "production.report_output";
  const verbOf = (act) => say(`verb.${act.verb}`);
  const figures = (act) => FIGURES.filter((name) => A.of(act.given[name] ?? "0")).map((name) => html`<span>${say(`ui.field.${name}`)} <b class="num">${A.show(A.of(act.given[name]))}</b></span>`);
  const lines = (act) => (act.given.lines ?? []).map((line) => html`<span>${t("line", { line: line.line })} <b class="num">${A.show(A.of(line.quantity))}</b>${[line.lot_code, ...(line.serials ?? [])].filter(Boolean).map((code) => html` <small class="mono">${code}</small>`)}</span>`);
  const results = (act) => (act.given.results ?? []).map((each) => html`<span>${t("piece", { number: each.piece })} · ${each.characteristic}: <b>${each.value ?? t(`verdict.${each.good ? "good" : "bad"}`)}</b></span>`);
  const written = (act) => [act.given.note, act.given.reason].filter(Boolean).map((text) => html`<span>“${text}”</span>`);

  // What was entered, when, by whom, and what the screen showed then.
  const entered = (act) => html`
    <div class="side"><h3>${t("entered")}</h3>
      <p><b>${verbOf(act)}</b> · ${act.seen.number}${act.seen.sequence ? `/${act.seen.sequence}` : ""} ${act.seen.name}</p>
      <p class="side-figures">${figures(act)}${lines(act)}${results(act)}${written(act)}</p>
      <p class="text-soft">${T.moment(act.happened_at)} · ${act.author_name}${act.seen.rest !== undefined ? html` · ${t("seen_rest", { rest: A.show(A.of(act.seen.rest)) })}` : ""}</p></div>`;
  const messageOf = (refusal) => (refusal.local ? t(`${refusal.local}.what`) : refusal.message[T.lang]);
  const nextOf = (refusal) => (refusal.local ? t(`${refusal.local}.next`) : refusal.next[T.lang]);
  const server = (act) => {
    const op = act.operation ? T.pack.operations.find((each) => each.id === act.operation) : null;
    return html`
      <div class="side"><h3>${t("server_says")}</h3>
        <p><b class="bad">${messageOf(act.refusal)}</b></p><p class="refusal-now">${icon("arrow-right")}${nextOf(act.refusal)}</p>
        ${op ? html`<p class="text-soft">${t("now")} ${T.state(op.state)} ${A.show(A.of(op.good))} / ${A.show(A.of(op.quantity))} · ${t("can_report")} ${A.show(A.of(op.available))}</p>` : ""}
        <p class="text-soft">${T.moment(new Date(act.refused).toISOString())}${act.refusal.number ? html` · ${say("ui.refusal.number", { number: act.refusal.number })}` : ""}</p></div>`;
  };

  const change = (act) => html`
    <form data-choose="change" data-n="${act.n}" class="choice-form">
      ${FIGURES.map((name) => html`<label>${say(`ui.field.${name}`)}<input class="form-control" name="${name}" inputmode="decimal" autocomplete="off" value="${act.given[name] ?? "0"}"></label>`)}
      <button class="btn btn-lg">${t("change_and_send")}</button></form>`;
  const conflict = (act) => {
    const behind = T.acts.mine().filter((each) => each.lane === act.lane && each.n > act.n && each.state === "waiting").length;
    return html`
      <section class="card conflict" data-conflict="${act.id}">
        <div class="sides">${entered(act)}${server(act)}</div>
        ${behind ? html`<p class="text-soft">${t("behind", { count: behind })}</p>` : ""}
        <div class="decisions">
          ${act.refusal.local ? "" : html`<form data-choose="again" data-n="${act.n}"><button class="btn btn-lg btn-primary">${t("send_again")}</button></form>`}
          ${isReport(act) && !act.refusal.local ? change(act) : ""}
          <form data-choose="drop" data-n="${act.n}" class="choice-form"><input class="form-control" name="reason" maxlength="${T.limits.CHARS_MAX}" required minlength="2" placeholder="${t("drop_reason")}" aria-label="${t("drop_reason")}"><button class="btn btn-lg">${t("drop")}</button></form>
        </div>
      </section>`;
  };

  const decide = () => {
    const mine = T.acts.mine();
    const open = mine.filter((act) => act.state === "conflict"), waits = mine.filter((act) => act.state === "waiting");
    return html`
      <div class="decide"><h1>${t("to_decide")}</h1>
        ${open.length ? open.map(conflict) : T.views.empty("nothing_to_decide", "circle-check", "work", "/terminal/")}
        ${waits.length ? html`<h2>${t("to_send")} ${waits.length}</h2>${waits.slice(0, 100).map((act) => html`<div class="last"><span>${T.moment(act.happened_at)}</span><b>${verbOf(act)}</b><span>${act.seen.number}/${act.seen.sequence ?? ""} ${act.seen.name}</span>${figures(act)}</div>`)}` : ""}
      </div>`;
  };

  const typedOf = (act) => JSON.stringify({ given: act.given, happened_at: act.happened_at, seen: act.seen, refused: act.refusal?.code });
  const NO_PLACE = ["NOT_FOUND", "OUT_OF_SCOPE", "INVALID"]; // its operation or time is no longer taken: without them
  // Off the device only once it is on record: with those that take it back.
  const drop = async (act, reason) => {
    const also = T.acts.mine().filter((each) => each.from === act.id && each.state !== "sent");
    for (const each of [...also, act]) {
      const bare = { what: each.verb, typed: typedOf(each).slice(0, 4000), reason };
      const send = (given) => T.queue.post("production.drop_entry", JSON.stringify(given), `${each.id}:drop`, each.author);
      const isThere = each.operation && !act.refusal.local;
      let result = await send({ ...bare, happened_at: each.happened_at, ...(isThere ? { operation: each.operation } : {}) });
      if (NO_PLACE.includes(result.refusal?.code)) result = await send(bare);
      if (result.is !== "sent" && result.refusal?.code !== "KEY_REUSED") return result;
      await T.store.remove(each);
    }
    return { is: "sent" };
  };

  const choose = {
    again: async (act) => { await T.store.put({ ...act, state: "waiting", tries: 0, stuck: 0 }); },
    change: async (act, form) => {
      const given = { ...act.given };
      for (const name of FIGURES) {
        const amount = A.typed(form.get(name) ?? "");
        if (amount === null) return t("no_figure", { name: say(`ui.field.${name}`) });
        given[name] = A.plain(amount);
      }
      await T.store.put({ ...act, given, changed_from: act.changed_from ?? act.given, state: "waiting", tries: 0, stuck: 0 });
      return "";
    },
    drop: async (act, form) => {
      const result = await drop(act, form.get("reason").trim());
      if (result.is === "sent") return "";
      return result.refusal ? messageOf(result.refusal) : t("needs_network");
    },
  };
  Object.assign(T.views, { decide });
  Object.assign(T, { choose, messageOf, nextOf });
})();
