// Without a network: the reader's language, one more try by hand, and by itself when it is back.
"use strict";
(() => {
  const lang = document.cookie.match(/(?:^|; )lang=(\w+)/)?.[1];
  const all = [...document.querySelectorAll("[data-lang]")];
  if (lang && all.some((each) => each.dataset.lang === lang)) {
    all.forEach((each) => { each.hidden = each.dataset.lang !== lang; });
    document.documentElement.lang = lang === "en" ? "en" : "zh-CN";
  }
  const again = () => location.reload();
  document.querySelectorAll("[data-again]").forEach((button) => button.addEventListener("click", again));
  window.addEventListener("online", again);
  // The first page after a network's return may find none again; it asks once more soon.
  setInterval(async () => {
    const answer = await fetch("/healthz", { cache: "no-store" }).catch(() => null);
    if (answer?.ok && location.pathname !== "/offline/") again();
  }, 2000);
})();
