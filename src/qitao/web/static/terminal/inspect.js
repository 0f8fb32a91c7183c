// An inspection, piece by piece: figures against their limits, good or bad by a tap.
"use strict";
(() => {
  const T = window.terminal;
  const { html, raw, t, say } = T;
  const A = T.amounts;

  const find = (number) => T.pack?.inspections.find((each) => each.id === number);
  const pending = (one) => T.store.acts.filter((act) => act.given.inspection === one.id && (act.state === "waiting" || (act.state === "sent" && act.answered > T.pack.asked)));
  // What was found, with what waits to be sent: by piece and characteristic.
  const foundOf = (one) => {
    const found = new Map(one.found.map((each) => [`${each.piece}/${each.characteristic}`, { value: each.value, good: each.good }]));
    const asked = new Map(one.asked.map((each) => [each.number, each]));
    pending(one).forEach((act) => act.given.results.forEach((each) => found.set(`${each.piece}/${each.characteristic}`, { value: each.value ?? null, good: each.good ?? isWithin(asked.get(each.characteristic), each.value) })));
    return found;
  };
  const isWithin = (asked, text) => {
    if (text === undefined || text === null) return true;
    const value = A.of(text);
    return (asked.lower === null || value >= A.of(asked.lower)) && (asked.upper === null || value <= A.of(asked.upper));
  };
  const isWhole = (one, found, piece) => one.asked.every((each) => found.has(`${piece}/${each.number}`));
  const pieces = (one) => Array.from({ length: Math.min(one.sample, T.limits.PIECES_SHOWN_MAX) }, (_, n) => n + 1);
  const pieceOf = (one, found) => T.route.piece || pieces(one).find((piece) => !isWhole(one, found, piece)) || 1;
  const outcome = (one, found, piece) => (one.asked.some((each) => found.get(`${piece}/${each.number}`)?.good === false) ? "fail" : isWhole(one, found, piece) ? "pass" : "not-evaluated");

  const limits = (each) => html`<span class="num text-soft">${each.lower === null ? "" : A.show(A.of(each.lower))} – ${each.upper === null ? "" : A.show(A.of(each.upper))} ${each.unit}</span>`;
  const line = (each, had) => html`
    <div class="asked" data-row><div><b>${each.name}</b> <small>${[each.method, each.instrument].filter(Boolean).join(" · ")}</small> ${each.kind === "measured" ? limits(each) : ""}</div>
      ${each.kind === "measured"
        ? html`<span class="with-unit"><input class="form-control" name="c${each.number}" inputmode="decimal" autocomplete="off" data-lower="${each.lower === null ? "" : A.plain(A.of(each.lower))}" data-upper="${each.upper === null ? "" : A.plain(A.of(each.upper))}" value="${had?.value === null || had?.value === undefined ? "" : A.plain(A.of(had.value))}" aria-label="${each.name}"><span>${each.unit}</span></span>`
        : html`<span class="verdicts">${["good", "bad"].map((verdict) => html`<label><input type="radio" name="c${each.number}" value="${verdict}"${raw(had && had.good === (verdict === "good") ? " checked" : "")}><span>${t(`verdict.${verdict}`)}</span></label>`)}</span>`}
      <span class="asked-verdict" role="status" data-verdict data-good="${t("verdict.good")}" data-bad="${t("verdict.bad")}" data-below="${T.find("ui.quality.below")}" data-above="${T.find("ui.quality.above")}"></span></div>`;

  const inspection = () => {
    const one = find(T.route.inspection);
    if (!one) return T.views.empty("no_inspection", "circle-check", "work", "/terminal/inspections/");
    const found = foundOf(one), piece = pieceOf(one, found), waits = pending(one).filter((act) => act.state === "waiting").length;
    return html`
      <div class="inspect">
        <p class="station-number">${one.number} · ${say(`inspection_kind.${one.kind}`)}${waits ? html` <span class="tag tag-waits">${t("waits", { count: waits })}</span>` : ""}</p>
        <h1>${one.label}</h1><p class="station-product">${one.material}</p>
        <div class="pieces" role="group" aria-label="${t("pieces")}">${pieces(one).map((each) => html`<a href="/terminal/inspections/${one.id}/?piece=${each}" data-route class="piece piece-${outcome(one, found, each)}"${raw(each === piece ? " aria-current=\"true\"" : "")}>${each}</a>`)}</div>
        <form class="card sheet asked-form" data-act="record_results"><input type="hidden" name="piece" value="${piece}"><h2>${t("piece", { number: piece })}</h2>
          ${T.drawings.shown(one.code)}
          ${one.asked.map((each) => line(each, found.get(`${piece}/${each.number}`)))}
          <button class="btn btn-primary btn-lg">${t("save_piece")}</button></form>
      </div>`;
  };

  T.read.record_results = (_, form) => {
    const one = find(T.route.inspection), piece = Number(form.get("piece")), results = [];
    for (const each of one.asked) {
      const text = (form.get(`c${each.number}`) ?? "").trim();
      if (!text) continue;
      const value = each.kind === "measured" ? A.measured(text) : null;
      if (each.kind === "measured" && value === null) return t("no_figure", { name: each.name });
      results.push(each.kind === "measured" ? { piece, characteristic: each.number, value } : { piece, characteristic: each.number, good: text === "good" });
    }
    if (!results.length) return t("nothing_found", { piece });
    return { verb: "quality.record_results", operation: one.operation, given: { inspection: one.id, results }, seen: { label: null, inspection: one.number, number: one.label, name: one.number } };
  };
  T.views.inspection = inspection;
})();
