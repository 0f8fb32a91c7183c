// Quantities as whole millionths: no figure of a report is ever rounded by the browser.
"use strict";
(() => {
  const FINE = 6;
  const FIGURE = /^(\d{0,12})(?:\.(\d{0,6}))?$/;
  const SIGNED = /^-?\d+(\.\d{1,6})?$/;

  // What a person typed: an empty field is zero, what is no figure is null.
  const typed = (text) => {
    const plain = text.trim().replace(/[,，\s]/g, "").replace("。", ".");
    const found = FIGURE.exec(plain);
    if (!found || plain === ".") return null;
    return BigInt(found[1] || "0") * 1000000n + BigInt((found[2] ?? "").padEnd(FINE, "0"));
  };
  const of = (value) => {
    const [whole, rest = ""] = String(value ?? "0").replace("-", "").split(".");
    const amount = BigInt(whole || "0") * 1000000n + BigInt(rest.slice(0, FINE).padEnd(FINE, "0"));
    return String(value).startsWith("-") ? -amount : amount;
  };
  const plain = (amount) => {
    const size = amount < 0n ? -amount : amount;
    const rest = String(size % 1000000n).padStart(FINE, "0").replace(/0+$/, "");
    return `${amount < 0n ? "-" : ""}${size / 1000000n}${rest ? `.${rest}` : ""}`;
  };
  const show = (amount) => {
    const [whole, rest] = plain(amount).split(".");
    return whole.replace(/\B(?=(\d{3})+$)/g, ",") + (rest ? `.${rest}` : "");
  };
  const share = (part, whole) => (whole <= 0n ? 0 : Math.min(100, Math.max(0, Number((part * 1000n) / whole) / 10)));
  const max = (one, other) => (one > other ? one : other);

  // A measured figure may be below zero.
  const measured = (text) => {
    const plainText = text.trim().replace(/[,，\s]/g, "").replace("。", ".").replace("−", "-");
    return SIGNED.test(plainText) ? plainText : null;
  };
  window.terminal.amounts = { typed, of, plain, show, share, max, measured };
})();
