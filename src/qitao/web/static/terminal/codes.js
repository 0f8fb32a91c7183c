// Lots and serial numbers of what is issued, scanned or typed; what is not there the server refuses.
"use strict";
(() => {
  const T = window.terminal;
  const { html, t } = T;

  const listed = (text) => [...new Set((text ?? "").split("\n").map((code) => code.trim()).filter(Boolean))];
  const fields = (line) => {
    if (line.serial_tracked) return html`<div class="codes" data-scan-field><textarea class="form-control" name="serials${line.line}" rows="2" data-serials="line${line.line}" autocomplete="off" aria-label="${t("serials_of", line)}" placeholder="${t("scan_serials")}"></textarea></div>`;
    if (line.lot_tracked) return html`<div class="codes" data-scan-field><input class="form-control" name="lot${line.line}" maxlength="80" data-lot autocomplete="off" aria-label="${t("lot_of", line)}" placeholder="${t("scan_lot")}"></div>`;
    return "";
  };
  const read = (line, form) => {
    const serials = listed(form.get(`serials${line.line}`)), lot = (form.get(`lot${line.line}`) ?? "").trim();
    return { ...(serials.length ? { serials } : {}), ...(lot ? { lot_code: lot } : {}) };
  };

  // As many pieces as were scanned are issued.
  document.addEventListener("input", (event) => {
    const field = event.target.closest("[data-serials]");
    const count = field ? listed(field.value).length : 0;
    if (count) field.form.elements[field.dataset.serials].value = String(count);
  });
  // A scanner ends with Enter: the slip is not sent by it.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.target.matches("[data-lot]")) return;
    event.preventDefault();
    const all = [...event.target.form.querySelectorAll("[data-lot], [data-serials], button:not([type=button])")];
    all[all.indexOf(event.target) + 1]?.focus();
  });
  T.codes = { fields, read };
})();
