// What became of a tap: words in view, sound and flash; and warnings that stay as long as they hold.
"use strict";
(() => {
  const T = window.terminal;
  const { html, icon, t, say } = T;
  const place = () => document.getElementById("notice");

  const sound = (good) => {
    const Audio = window.AudioContext;
    if (!Audio || !navigator.userActivation?.hasBeenActive) return;
    const context = new Audio();
    const tone = context.createOscillator();
    const gain = context.createGain();
    tone.frequency.value = good ? 880 : 220;
    gain.gain.value = 0.08;
    tone.connect(gain).connect(context.destination);
    tone.start();
    tone.stop(context.currentTime + (good ? 0.12 : 0.35));
    tone.onended = () => context.close();
  };
  const flash = (good) => {
    sound(good);
    document.body.classList.remove("flash-good", "flash-bad");
    void document.body.offsetWidth;
    document.body.classList.add(good ? "flash-good" : "flash-bad");
  };
  const put = (card) => {
    place().innerHTML = String(card);
    const { top, bottom } = place().firstElementChild.getBoundingClientRect();
    const covered = document.querySelector(".terminal-top").offsetHeight;
    if (top < covered || bottom > window.innerHeight) window.scrollTo({ top: 0, behavior: "instant" });
  };

  T.notices = {
    done: (words, kind = "done") => { put(html`<div class="notice notice-${kind}" role="status">${icon(kind === "done" ? "circle-check" : "clock")}<span>${words}</span></div>`); flash(true); },
    wrong: (words, now = "", more = "", tone = "input") => {
      put(html`<section class="refusal refusal-${tone}" role="alert" aria-label="${say("ui.refusal.label")}"><i class="refusal-mark" aria-hidden="true"></i><div>
        <p class="refusal-why">${words}</p>${now ? html`<p class="refusal-now">${icon("arrow-right")}${now}</p>` : ""}${more ? html`<p class="refusal-number">${more}</p>` : ""}</div></section>`);
      flash(false);
    },
    refused: (refusal) => T.notices.wrong(T.messageOf(refusal), T.nextOf(refusal), html`${refusal.number ? html`${say("ui.refusal.number", { number: refusal.number })} · ` : ""}<code>${refusal.code}</code>`, refusal.status === 422 ? "input" : "no"),
    clear: () => { place().innerHTML = ""; },
  };

  const standing = new Set();
  const LOGIN = () => `/login/?next=${encodeURIComponent(location.pathname + location.search)}`;
  const warnings = {
    denied: () => html`<p class="standing">${t("warn.denied")}</p>`,
    full: () => html`<p class="standing">${t("warn.full")}</p>`,
    out: () => html`<p class="standing">${T.acts.waiting().length ? t("warn.out", { count: T.acts.waiting().length }) : t("warn.out_bare")} <a class="btn btn-sm" href="${LOGIN()}">${t("sign_in")}</a></p>`,
    kept: () => html`<p class="standing is-calm">${t("kept_of", { name: T.pack.user.name, time: T.packs.asOf() })}</p>`,
    others: () => { const others = T.acts.others(); return others.length ? html`<p class="standing is-calm">${t("of_others", { name: [...new Set(others.map((act) => act.author_name))].join("、"), count: others.length })}</p>` : ""; },
  };
  T.warn = (name) => { standing.add(name); T.redraw?.(); };
  T.unwarn = (name) => standing.delete(name);

  // The head: who is here, how much waits, what has to be decided.
  T.showHead = () => {
    T.session === "out" ? standing.add("out") : standing.delete("out");
    T.store.isKept ? standing.delete("denied") : standing.add("denied");
    T.pack && T.packs.isCut() ? standing.add("kept") : standing.delete("kept");
    T.acts.others().length ? standing.add("others") : standing.delete("others");
    document.getElementById("warnings").innerHTML = [...standing].map((name) => String(warnings[name]())).join("");
    const name = T.pack?.user.name ?? "";
    document.querySelector("[data-who]").innerHTML = name ? String(html`<span class="face" aria-hidden="true">${[...name][0]}</span>${name}`) : "";
    const chip = document.querySelector("[data-queue]");
    const open = T.acts.conflicts().length, waits = T.acts.waiting().length;
    chip.hidden = !open && !waits;
    chip.dataset.state = open ? "decide" : "waits";
    chip.textContent = open ? t("chip.decide", { count: open }) : t("chip.waits", { count: waits });
  };
})();
