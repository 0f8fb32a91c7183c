// The pack: fetched when the terminal opens and when the journal says that something changed.
"use strict";
(() => {
  const T = window.terminal;
  const DAY_MS = 86400000;
  let fetching = null;
  let again = false;
  let heard = "";

  // The server's clock by the tablet's: what the tablet believes is wrong by `offset`.
  T.clock = { offset: 0, now: () => new Date(Date.now() + T.clock.offset) };
  T.pack = null;
  T.session = "unknown"; // in, out (has to sign in), unknown (not heard)

  // JSON of our own server, or a word why not: signed out, refused, or no network.
  const ask = async (path, given = {}, ms = T.limits.PACK_MS) => {
    let answer;
    try {
      answer = await fetch(path, { credentials: "same-origin", cache: "no-store", signal: AbortSignal.timeout?.(ms), ...given });
    } catch { return { is: "away" }; }
    if (answer.status === 401 || (answer.redirected && new URL(answer.url).pathname.startsWith("/login"))) return { is: "out" };
    if (answer.status === 403) return { is: "refused" };
    const told = answer.headers.get("content-type") ?? "";
    if (!answer.ok || !told.includes("json")) return { is: "away" };
    try { return { is: "here", body: await answer.json(), bytes: Number(answer.headers.get("content-length") ?? 0) }; } catch { return { is: "away" }; }
  };

  const wanted = (scan) => {
    const query = new URLSearchParams();
    if (T.settings.centre) query.set("work_centre", T.settings.centre);
    if (T.route?.operation) query.set("operation", T.route.operation);
    if (T.route?.inspection) query.set("inspection", T.route.inspection);
    if (scan) query.set("scan", scan);
    return `/terminal/pack/?${query}`;
  };

  const take = async (scan) => {
    const asked = Date.now();
    const answer = (await leaving.settle()) ? await ask(wanted(scan)) : { is: "away" };
    if (answer.is === "here" && leaving.isSince(asked)) answer.is = "out"; // it was asked by who has left since
    heard = answer.is;
    if (answer.is === "out" || answer.is === "refused") T.session = "out";
    if (answer.is === "here") await keep(answer.body, asked);
    return answer.is;
  };
  const keep = async (pack, asked) => {
    T.clock.offset = Date.parse(pack.now) - (asked + Date.now()) / 2;
    pack.asked = asked;
    pack.offset = T.clock.offset;
    if (T.pack && T.pack.user.id !== pack.user.id) T.notices?.clear();
    T.pack = pack;
    T.session = "in";
    leaving.back();
    T.drawings.keep(pack.drawings).then(() => T.redraw?.(), () => {});
    if (JSON.stringify(pack).length <= T.limits.PACK_BYTES_MAX) {
      try { await T.store.set("pack", pack); } catch { T.warn("full"); }
    }
  };

  // One at a time; a wish that comes meanwhile is fulfilled by one more.
  const refresh = () => {
    if (fetching) { again = true; return fetching; }
    fetching = (async () => {
      let how;
      do { again = false; how = await take(); } while (again);
      fetching = null;
      T.redraw?.();
      return how;
    })();
    return fetching;
  };

  // Looks for a code that is not on the device, and tells its address; null where the server knows it not, undefined without a network.
  const look = async (scan) => {
    const how = await take(scan);
    if (how !== "here") return undefined;
    if (T.pack.hit) return `/terminal/${T.pack.hit}/`;
    return T.pack.hit_inspection ? `/terminal/inspections/${T.pack.hit_inspection}/` : null;
  };

  const begin = async () => {
    T.pack = (await T.store.get("pack")) ?? null;
    if (T.pack) T.clock.offset = T.pack.offset ?? 0;
    if (!leave()) await T.drawings.look();
    else await leaving.forget();
  };
  // Who signed out has left: nobody may report in his name until somebody signs in. Another waits for his own pack.
  const leave = () => {
    const isLeft = leaving.isLeft();
    if (!isLeft && !(T.pack && leaving.isOther(T.pack.user.id))) return false;
    T.pack = null;
    T.session = isLeft ? "out" : "unknown";
    return true;
  };

  // Without a network; or nobody has told the device lately: what others do is not on the screen.
  const isCut = () => heard === "away" || !navigator.onLine;
  const isOld = () => heard !== "here" || isCut() || T.queue.isCut || document.querySelector("[data-live-dot]")?.dataset.state === "off";
  const asOf = () => T.moment(new Date(T.pack.asked + T.clock.offset).toISOString());

  // Which of my acts does the server not know? After a restore: those that are sent again. A restore
  // loses the newest, and acts went out in order: once some are known, all before them are.
  const recheck = async () => {
    const mine = T.store.acts.filter((act) => act.author === T.pack.user.id);
    const sent = mine.filter((act) => act.state === "sent").sort((one, other) => other.answered - one.answered || other.n - one.n);
    const old = Date.now() - T.limits.SENT_DAYS * DAY_MS;
    const gone = sent.filter((act, place) => act.answered < old || place >= T.limits.SENT_MAX);
    for (const act of gone) await T.store.remove(act);
    const first = await askAll(mine.filter((act) => act.state === "waiting"), false);
    return first === "here" ? askAll(sent.filter((act) => !gone.includes(act)), true) : first;
  };
  const askAll = async (acts, isDoneOnceWhole) => {
    for (let from = 0; from < acts.length; from += T.limits.ASKED_MAX) {
      const { is, isWhole } = await askSome(acts.slice(from, from + T.limits.ASKED_MAX));
      if (is !== "here") return is;
      if (isWhole && isDoneOnceWhole) break;
    }
    return "here";
  };
  const askSome = async (acts) => {
    if (!acts.length) return { is: "here" };
    const asked = acts.map((act) => ({ key: act.id, operation: act.operation, inspection: act.given.inspection ?? null }));
    const body = new URLSearchParams({ acts: JSON.stringify(asked) });
    const answer = await ask("/terminal/known/", { method: "POST", body, headers: { "X-CSRFToken": T.csrf() } });
    if (answer.is !== "here") return answer;
    if (answer.body.user !== T.pack.user.id) return { is: "other" };
    const told = new Map(answer.body.acts.map((each) => [each.key, each]));
    for (const act of acts) await T.queue.heard(act, told.get(act.id));
    return { is: "here", isWhole: answer.body.acts.every((each) => each.known) };
  };

  T.csrf = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? "";
  T.packs = { begin, leave, refresh, look, isCut, isOld, asOf, recheck };
})();
