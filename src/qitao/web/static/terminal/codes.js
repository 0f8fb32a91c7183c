// Lots and serial numbers of what is issued, scanned or typed; what is not there the server refuses.
"use strict";
(() => {
  const T = window.terminal;
  const { html, t } = T;
  const A = T.amounts;

  const listed = (text) => [...new Set((text ?? "").split("\n").map((code) => code.trim()).filter(Boolean))];
  // The lots that lie there, in the order in which they should go: one tap instead of typing.
  const lot = (each, line) => html`<button type="button" class="btn lot" data-lot-there="${each.code}" data-line="${line.line}" data-count="${A.plain(A.of(each.quantity))}" aria-pressed="false"><b class="mono">${each.code}</b> <small>${A.show(A.of(each.quantity))} ${line.unit}${each.expires_on ? html` · ${t("expires", { day: each.expires_on })}` : ""}</small></button>`;
  const lots = (line) => (line.lots?.length ? html`<div class="lots" role="group" aria-label="${t("lots_there")}">${line.lots.map((each) => lot(each, line))}</div>` : "");
  const fields = (line) => {
    if (line.serial_tracked) return html`<div class="codes" data-scan-field><textarea class="form-control" name="serials${line.line}" rows="2" data-serials="line${line.line}" autocomplete="off" aria-label="${t("serials_of", line)}" placeholder="${t("scan_serials")}"></textarea></div>`;
    if (line.lot_tracked) return html`<div class="codes" data-scan-field><input class="form-control" name="lot${line.line}" maxlength="80" data-lot autocomplete="off" aria-label="${t("lot_of", line)}" placeholder="${t("scan_lot")}"></div>${lots(line)}`;
    return "";
  };
  const read = (line, form) => {
    const serials = listed(form.get(`serials${line.line}`)), lot = (form.get(`lot${line.line}`) ?? "").trim();
    return { ...(serials.length ? { serials } : {}), ...(lot ? { lot_code: lot } : {}) };
  };

  // What is scanned on while a slip is under way begins the next one: it holds no piece and no line of the last.
  const sent = new WeakMap();
  const send = (form) => form.querySelectorAll("[data-serials]").forEach((field) => sent.set(field, field.value));
  const since = (field) => {
    const before = sent.get(field);
    if (before === undefined) return field.value;
    if (field.value.startsWith(before)) return field.value.slice(before.length).replace(/^\n/, "");
    const gone = new Set(listed(before));
    return field.value.split("\n").filter((code) => !gone.has(code.trim())).join("\n");
  };
  const empty = (form) => {
    form.querySelectorAll("[data-amount]").forEach((field) => { field.value = ""; });
    press(form);
  };

  // As many pieces as were scanned are issued.
  document.addEventListener("input", (event) => {
    const field = event.target.closest("[data-serials]");
    const count = field ? listed(field.value).length : 0;
    if (count) field.form.elements[field.dataset.serials].value = String(count);
  });
  // Of a lot that is tapped no more is issued than lies there; tapped again, it is left to the system.
  const press = (form) => form.querySelectorAll("[data-lot-there]").forEach((each) => {
    each.setAttribute("aria-pressed", String(each.dataset.lotThere === form.elements[`lot${each.dataset.line}`].value.trim()));
  });
  document.addEventListener("click", (event) => {
    const chosen = event.target.closest("[data-lot-there]");
    if (!chosen) return;
    const { lotThere, line, count } = chosen.dataset;
    const field = chosen.form.elements[`lot${line}`], amount = chosen.form.elements[`line${line}`];
    field.value = field.value === lotThere ? "" : lotThere;
    if (field.value && (A.typed(amount.value) ?? 0n) > A.of(count)) amount.value = count;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
  document.addEventListener("input", (event) => { if (event.target.matches("[data-lot]")) press(event.target.form); });
  // A scanner ends with Enter: the slip is not sent by it.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.target.matches("[data-lot]")) return;
    event.preventDefault();
    const all = [...event.target.form.querySelectorAll("[data-lot], [data-serials], button:not([type=button])")];
    all[all.indexOf(event.target) + 1]?.focus();
  });
  T.codes = { fields, read, send, since, empty };
})();
