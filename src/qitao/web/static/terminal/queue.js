// The queue: acts go out one at a time in the order in which they were done, each with its own key.
"use strict";
(() => {
  const T = window.terminal;
  const { WAITING, SENT, CONFLICT } = T.acts;
  const attended = new Map(); // acts whose person stands there and waits: id → who is told
  let running = null;
  let more = false;
  let failures = 0;
  let timer = 0;
  let isChecked = false;
  let checkedAt = 0;

  const bodyOf = (act) => {
    const given = { ...act.given, happened_at: act.happened_at };
    if (act.from) given.report = T.store.acts.find((each) => each.id === act.from)?.answer?.report;
    return JSON.stringify(given);
  };

  const post = async (path, body, key, author) => {
    let answer;
    try {
      answer = await fetch(`/api/v1/${path.replace(".", "/")}`, {
        method: "POST", body, credentials: "same-origin", signal: AbortSignal.timeout?.(T.limits.SEND_MS),
        headers: { "Content-Type": "application/json", "X-CSRFToken": T.csrf(), "Idempotency-Key": key, "Qitao-Author": String(author) },
      });
    } catch { return { is: "later" }; }
    if (!(answer.headers.get("content-type") ?? "").includes("json")) return { is: "later" };
    let told;
    try { told = await answer.json(); } catch { return { is: "later" }; }
    if (answer.ok) return { is: "sent", answer: told };
    if (answer.status === 401) return { is: "out" };
    if (told.code === "ANOTHER_PERSON") return { is: "other" };
    if (told.code === "CSRF_MISSING") return { is: "stale" };
    if (told.code === "BUSY" || told.code === "FAULT") return { is: "busy", refusal: told };
    if (answer.status >= 500 || answer.status === 429) return { is: "later" };
    return { is: "refused", refusal: told };
  };

  const settle = async (act, result) => {
    if (result.is === "sent") {
      await T.store.put({ ...act, state: SENT, answer: result.answer, answered: Date.now(), refusal: null });
      tell(act.id, { is: "sent", answer: result.answer });
      return;
    }
    const standing = attended.has(act.id);
    if (standing) await T.store.remove(act); // its person sees the refusal now, and it is on record
    else await T.store.put({ ...act, state: CONFLICT, refusal: result.refusal, refused: Date.now() });
    tell(act.id, result);
  };
  const tell = (id, outcome) => { attended.get(id)?.(outcome); attended.delete(id); };

  const next = () => T.store.acts
    .filter((act) => act.state === WAITING && act.author === T.pack?.user.id)
    .sort((one, other) => one.n - other.n)
    .find((act) => !T.acts.isBlocked(act));

  const sendOne = async (act) => {
    // A clock that was ahead has been set right meanwhile.
    if (new Date(act.happened_at) > T.clock.now() && !act.tries) act = { ...act, happened_at: T.clock.now().toISOString() };
    act = { ...act, tries: act.tries + 1 };
    await T.store.put(act);
    const result = await post(act.verb, bodyOf(act), act.id, act.author);
    if (result.is === "busy") {
      act = { ...act, stuck: (act.stuck ?? 0) + 1 };
      if (act.stuck >= T.limits.BUSY_MAX) result.is = "refused"; // else it would hold up all that follows
      else await T.store.put(act);
    }
    if (result.is === "sent" || result.is === "refused") await settle(act, result);
    return result.is;
  };

  const check = async () => {
    if (isChecked && Date.now() - checkedAt < T.limits.RECHECK_SECONDS * 1000) return "here";
    const how = await T.packs.recheck();
    isChecked = how === "here";
    if (isChecked) checkedAt = Date.now();
    return how;
  };

  const work = async () => {
    await T.store.reload();
    if (!T.pack || T.session === "out") return;
    let how = await check();
    if (how === "away") return later();
    if (how === "other") { T.packs.refresh(); return; }
    if (how !== "here") { T.session = "out"; return; }
    let sent = 0;
    for (let act = next(); act; act = next()) {
      how = await sendOne(act);
      if (how === "stale") { await T.packs.refresh(); how = await sendOne(act); }
      if (how === "out" || how === "stale") T.session = "out";
      if (how === "other") T.packs.refresh();
      if (how === "later" || how === "busy") { later(); break; }
      if (how !== "sent" && how !== "refused") break;
      failures = 0;
      sent += 1;
      T.redraw?.();
    }
    if (sent) T.packs.refresh();
  };

  const later = () => {
    isChecked = false; // what was cut off may have come back from a backup
    failures += 1;
    clearTimeout(timer);
    timer = setTimeout(drain, Math.min(T.limits.AGAIN_SECONDS_MAX, 2 ** failures) * 1000);
    [...attended.keys()].forEach((id) => tell(id, { is: "kept" }));
  };

  // Send what waits; of several tabs one at a time.
  const drain = () => {
    if (running) { more = true; return running; }
    clearTimeout(timer);
    running = (async () => {
      do {
        more = false;
        if (navigator.locks) await navigator.locks.request("qitao-terminal", work); else await work();
      } while (more && !failures);
      [...attended.keys()].forEach((id) => tell(id, { is: "kept" }));
    })().finally(() => { running = null; T.redraw?.(); });
    return running;
  };

  // Keep an act, then wait for the answer as long as a person does.
  const submit = async (draft) => {
    const act = await T.acts.keep(draft);
    if (T.acts.isBlocked(act)) { drain(); return { is: "behind", act }; }
    const heard = new Promise((done) => {
      attended.set(act.id, done);
      if (T.store.isKept) setTimeout(() => tell(act.id, { is: "kept" }), T.limits.PATIENCE_MS);
    });
    drain();
    const outcome = await heard;
    if (outcome.is !== "kept" || T.store.isKept) return { ...outcome, act };
    if (T.session !== "out") return { is: "held", act }; // it may be booked: it goes again by the same key
    await T.store.remove(act); // signing in leads away from the page, and nothing is kept
    return { is: "lost", act };
  };

  // What the server says of an act: known or not, and what its operation is called now.
  const heard = async (act, told) => {
    if (!told) return;
    const isOther = (name, seen) => Boolean(seen) && name !== seen && (act.state === SENT || name !== null); // what is out of reach the server refuses itself
    const renamed = isOther(told.operation, act.seen.label) || isOther(told.inspection, act.given.inspection && act.seen.inspection);
    const isForeignUndo = act.verb === "production.undo_report" && !act.from;
    if (act.state === SENT && !told.known) {
      const doubtful = renamed || isForeignUndo;
      await T.store.put({
        ...act, again: true, tries: 0, stuck: 0, answer: null, answered: null, state: doubtful ? CONFLICT : WAITING,
        refusal: doubtful ? local("restored") : null, refused: Date.now(),
      });
    } else if (act.state === WAITING && !told.known && renamed) {
      await T.store.put({ ...act, state: CONFLICT, refusal: local("restored"), refused: Date.now() });
      tell(act.id, { is: "refused", refusal: local("restored") });
    }
  };
  const local = (code) => ({ code: code.toUpperCase(), local: code });

  const reset = () => { failures = 0; isChecked = false; };
  T.queue = { drain, submit, post, heard, reset, get isCut() { return failures > 0; } };
})();
