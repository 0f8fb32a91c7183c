// The terminal begins: what is kept is shown at once, then the server is asked; taps and scans become acts.
"use strict";
(() => {
  const T = window.terminal;
  const { t } = T;
  const A = T.amounts;
  const page = document.getElementById("page");
  T.settings = { centre: "" };

  // Addresses: work, an operation, inspections, what has to be decided.
  const read = () => {
    const query = new URLSearchParams(location.search);
    const path = location.pathname.replace(/^\/terminal\//, "").split("/").filter(Boolean);
    if (path[0] === "decide") return { view: "decide" };
    if (path[0] === "inspections" && path[1]) return { view: "inspection", inspection: Number(path[1]), piece: Number(query.get("piece")) || 0 };
    if (path[0] && path[0] !== "inspections") return { view: "station", operation: Number(path[0]), rework: query.get("rework") === "1" };
    return { view: "work" };
  };
  const go = (url) => {
    const asked = new URL(url, location.href);
    if (asked.href !== location.href) history.pushState(null, "", asked);
    T.route = read();
    T.notices.clear();
    T.keypad.forget();
    page.replaceChildren();
    show();
    document.querySelector("[data-scan]").focus({ preventScroll: true });
    window.scrollTo({ top: 0, behavior: "instant" });
    const isHere = T.route.operation ? T.acts.find(T.route.operation) : !T.route.inspection || T.pack?.inspections.some((each) => each.id === T.route.inspection);
    if (!isHere) T.packs.refresh();
  };

  // What is being typed stays as it is; the rest follows what is known.
  const isOpen = (part) => part.matches?.("details[open]");
  const keeps = (old, fresh) => {
    if (old.nodeType !== Node.ELEMENT_NODE) return true;
    if (old.matches("form") && !old.dataset.sent && isBegun(old)) return false;
    if (isOpen(old) && fresh.matches?.("details")) fresh.open = true;
    return true;
  };
  const show = () => {
    T.showHead();
    if (!T.pack) { page.innerHTML = String(T.views.empty(T.session === "out" ? "signed_out" : "no_pack", "device-tablet")); return; }
    const fresh = page.cloneNode(false);
    fresh.innerHTML = String(T.views[T.route.view]());
    Idiomorph.morph(page, fresh, { morphStyle: "outerHTML", callbacks: { beforeNodeMorphed: keeps } });
    document.title = `${page.querySelector("h1")?.textContent.trim() || t("title")} · ${document.title.split(" · ").pop()}`;
    T.keypad.ready();
    document.dispatchEvent(new CustomEvent("qitao:refreshed"));
  };
  T.redraw = show;

  // An act: kept on the device first, then told as what it is.
  const TOLD = {
    "production.report_output": (given, answer) => t(given.is_rework ? "reworked" : A.of(given.rework) ? "reported_rework" : "reported", {
      good: A.show(A.of(given.good)), scrap: A.show(A.of(given.scrap)), sent: A.show(A.of(given.rework)), rest: A.show(A.of(answer.rest)), rework: A.show(A.of(answer.rework)),
    }),
  };
  const tell = ({ is, act, answer, refusal }) => {
    const what = T.say(`verb.${act.verb}`);
    if (is === "sent") T.notices.done(TOLD[act.verb]?.(act.given, answer) ?? t("act_done", { what }));
    else if (is === "refused") T.notices.refused(refusal);
    else if (is === "held") T.notices.wrong(t("warn.held"), t("warn.held_next"));
    else if (is === "lost") T.notices.wrong(t("warn.lost"), t("warn.lost_next"));
    else if (is === "behind") T.notices.done(t("kept_behind", { what }), "part");
    else T.notices.done(t("kept", { what }), "part");
  };
  // After a report the rest stands in the field: a second tap of the same hand must not book it.
  const REST_MILLISECONDS = 1500;
  let resting = 0;
  const rest = () => {
    clearTimeout(resting);
    page.dataset.resting = "1";
    resting = setTimeout(wakeUp, REST_MILLISECONDS);
  };
  const wakeUp = () => { delete page.dataset.resting; };
  let sent = 0;
  const act = async (form) => {
    if (form.dataset.sent || !T.pack) return;
    if (page.dataset.resting && form.matches("[data-pad]") && !isBegun(form)) return;
    const made = T.read[form.dataset.act](T.acts.find(T.route.operation), new FormData(form));
    if (typeof made === "string") { T.notices.wrong(made); return; }
    const mine = form.dataset.sent = String(++sent);
    T.codes.send(form);
    T.keypad.again();
    const isMine = () => form.dataset.sent === mine; // else the next one is being typed in it
    try {
      const outcome = await T.queue.submit(made);
      if (isMine() && ["sent", "kept", "held", "behind"].includes(outcome.is)) clear(form);
      if (isMine()) delete form.dataset.sent;
      if (T.route.rework && outcome.is !== "refused") { history.replaceState(null, "", location.pathname); T.route = read(); }
      if (form.matches("[data-pad]") && outcome.is !== "refused") rest();
      show();
      tell(outcome);
    } catch (error) {
      if (isMine()) delete form.dataset.sent;
      T.notices.wrong(t(error.message === "many" ? "warn.many" : "warn.full"), t("warn.not_taken"));
    }
  };
  // Who types on before the answer is there begins the next one: what was sent is not part of it.
  const typeOn = (event) => {
    const { form } = event.target;
    if (form?.matches("[data-pad]")) wakeUp();
    if (!form?.matches("[data-act]") || !form.dataset.sent) return;
    delete form.dataset.sent;
    const { checked } = event.target, value = T.codes.since(event.target);
    form.reset();
    T.codes.empty(form);
    Object.assign(event.target, event.target.matches("[type=checkbox], [type=radio]") ? { checked } : { value });
  };
  const clear = (form) => { form.reset(); T.keypad.forget(); form.closest("details")?.removeAttribute("open"); };

  const choose = async (form) => {
    const one = T.store.acts.find((each) => each.n === Number(form.dataset.n));
    if (!one || form.dataset.sent) return;
    form.dataset.sent = "1";
    const wrong = await T.choose[form.dataset.choose](one, new FormData(form));
    delete form.dataset.sent;
    if (wrong) T.notices.wrong(wrong); else { T.notices.clear(); await T.queue.drain(); }
    show();
  };

  const scan = async (form) => {
    const code = form.elements.scan.value.trim();
    if (!code) return;
    form.reset();
    const [number, sequence] = code.toUpperCase().split("/");
    const own = T.pack?.work.map((id) => T.pack.operations.find((each) => each.id === id)).find((op) => op.number.toUpperCase() === number && (!sequence || String(op.sequence) === sequence));
    const sheet = T.pack?.inspections.find((each) => each.number.toUpperCase() === code.toUpperCase());
    const hit = own ? `/terminal/${own.id}/` : sheet ? `/terminal/inspections/${sheet.id}/` : await T.packs.look(code);
    if (hit) { go(hit); return; }
    T.notices.wrong(t(hit === undefined ? "missed_here" : "missed", { code }), t(hit === undefined ? "missed_here_next" : "missed_next"));
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.matches("[data-act], [data-choose], [data-scan-field]")) event.preventDefault();
    if (form.matches("[data-act]")) act(form);
    else if (form.matches("[data-choose]")) choose(form);
    else if (form.matches("[data-scan-field]")) T.pack ? scan(form) : began.then(() => scan(form)); // a scanner is faster than the first answer
  }, true);
  document.addEventListener("input", typeOn, true);
  document.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    const centre = event.target.closest("[data-centre]"), link = event.target.closest("a[data-route]");
    if (centre) { event.preventDefault(); chooseCentre(centre.dataset.centre); }
    else if (link) { event.preventDefault(); go(link.href); }
  });
  const chooseCentre = async (id) => {
    T.settings.centre = id;
    await T.store.set("settings", T.settings).catch(() => T.warn("full"));
    show();
    await T.packs.refresh();
  };
  window.addEventListener("beforeunload", (event) => { if (!T.store.isKept && T.acts.waiting().length) event.preventDefault(); });
  window.addEventListener("popstate", () => go(location.href));

  // The network is back, the journal says that something changed, or it is simply time.
  const wake = async () => {
    T.queue.reset();
    if ((await T.packs.refresh()) === "here") await T.queue.drain();
  };
  window.addEventListener("online", wake);
  window.addEventListener("offline", () => show()); // what is known grows old from now on
  document.addEventListener("visibilitychange", () => { if (!document.hidden && page.dataset.ready) { lookAround(); wake(); } });
  document.addEventListener("qitao:stale", (event) => { event.preventDefault(); event.detail.done = T.packs.refresh().then(() => T.queue.drain()); });
  // Signed out in another tab of this device, or before one came back to this page.
  const lookAround = () => { if (T.pack && T.packs.leave()) show(); };
  window.addEventListener("storage", lookAround);
  window.addEventListener("pageshow", lookAround);
  document.addEventListener("qitao:signed-out", (event) => { event.preventDefault(); T.session = "out"; show(); });
  setInterval(() => { if (!document.hidden) T.queue.drain(); }, T.limits.RECHECK_SECONDS * 1000);
  setInterval(() => { if (!document.hidden && T.route.view !== "decide") show(); }, 60000);

  // The worker keeps each page that it sees; the very first one was there before it.
  const keepFrame = async () => {
    if (!("caches" in window) || T.session !== "in") return;
    const pages = await caches.open("qitao-pages");
    if (await pages.match("/terminal/")) return;
    const answer = await fetch(location.pathname).catch(() => null);
    if (answer?.ok && !answer.redirected) await pages.put("/terminal/", answer);
  };

  const begin = async () => {
    await T.store.begin();
    T.settings = { ...T.settings, ...(await T.store.get("settings")) };
    const query = new URLSearchParams(location.search);
    if (query.has("work_centre")) {
      T.settings.centre = query.get("work_centre");
      await T.store.set("settings", T.settings).catch(() => T.warn("full"));
    }
    T.route = read();
    await T.packs.begin();
    const code = query.get("scan") || query.get("order");
    if (T.pack) show();
    await T.packs.refresh();
    if (code) { const form = document.querySelector("[data-scan-field]"); form.elements.scan.value = code; history.replaceState(null, "", location.pathname); await scan(form); }
    await T.queue.drain();
    await keepFrame();
    page.dataset.ready = "1";
  };
  const began = begin();
})();
