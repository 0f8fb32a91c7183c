// Drawings of the packed work: one tap away, small ones kept on the device.
"use strict";
(() => {
  const T = window.terminal;
  const { html, icon, t } = T;
  const NAME = "qitao-drawings"; // the service worker shows what is in it

  const of = (code) => T.pack?.drawings?.[code];
  const small = (drawings) => Object.values(drawings ?? {}).filter((each) => each.size <= T.limits.DRAWING_BYTES_MAX).slice(0, T.limits.DRAWINGS_MAX);
  const full = (one) => new URL(one.url, location.origin).href;
  let kept = new Set(); // addresses that the device has, as the cache says
  const isKept = (one) => kept.has(full(one));
  const look = async () => {
    if (!("caches" in window)) return;
    kept = new Set((await (await caches.open(NAME)).keys()).map((each) => each.url));
  };

  // What the pack no longer speaks of is dropped, what is new is fetched; what fails is tried again with the next pack.
  const fetchOne = async (cache, url) => {
    const answer = await fetch(url, { credentials: "same-origin" });
    if (answer.ok && !answer.redirected) await cache.put(url, answer);
  };
  const keep = async (drawings) => {
    if (!("caches" in window)) return;
    const cache = await caches.open(NAME);
    const wanted = new Set(small(drawings).map(full));
    for (const { url } of await cache.keys()) if (!wanted.delete(url)) await cache.delete(url);
    for (const url of wanted) await fetchOne(cache, url).catch(() => {});
    await look();
  };

  const button = (code) => {
    const one = of(code);
    if (!one) return "";
    return html`<a class="btn btn-lg" href="${one.url}" target="_blank" rel="noopener">${icon("maximize")}${t("drawing")}${isKept(one) ? "" : html` <small>${t("drawing_network")}</small>`}</a>`;
  };
  const shown = (code) => {
    const one = of(code);
    if (!one?.media_type.startsWith("image/")) return button(code);
    return html`<a class="file-view" href="${one.url}" target="_blank" rel="noopener"><img src="${one.url}" alt="${t("drawing")}"></a>`;
  };
  T.drawings = { keep, look, button, shown };
})();
