// Acts: what a person did at the terminal, and how the work looks with those that are not booked yet.
"use strict";
(() => {
  const T = window.terminal;
  const A = T.amounts;
  const WAITING = "waiting", SENT = "sent", CONFLICT = "conflict";

  const newId = () => {
    if (crypto.randomUUID) return crypto.randomUUID();
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  };
  const laneOf = (draft) => (draft.operation ? `operation:${draft.operation}` : `inspection:${draft.given.inspection}`);

  // Write an act to the device. It is taken only once this resolves.
  const keep = async (draft) => {
    const user = T.pack.user;
    if (waiting().length >= T.limits.WAITING_MAX) throw new Error("many");
    return T.store.add({
      id: newId(), author: user.id, author_name: user.name, lane: laneOf(draft), state: WAITING, tries: 0,
      happened_at: T.clock.now().toISOString(), ...draft,
    });
  };

  const mine = () => T.store.acts.filter((act) => act.author === T.pack?.user.id);
  const waiting = () => T.store.acts.filter((act) => act.state === WAITING);
  const conflicts = () => T.store.acts.filter((act) => act.state === CONFLICT);
  const others = () => T.store.acts.filter((act) => act.author !== T.pack?.user.id && (act.state === WAITING || act.state === CONFLICT));
  const isBlocked = (act) => T.store.acts.some((each) => each.author === act.author && each.lane === act.lane && each.n < act.n && each.state === CONFLICT);

  // Not in the pack yet: still waiting, or booked after the pack was asked for.
  const isUnseen = (act) => act.state === WAITING || (act.state === SENT && act.answered > (T.pack?.asked ?? 0));
  const unseen = (operation) => T.store.acts.filter((act) => act.operation === operation && isUnseen(act));
  const reported = (act, name) => A.of(act.given[name]);

  const EFFECTS = {
    "production.start_operation": (op, act) => {
      op.state = "running";
      op.running_since = op.running_since ?? act.happened_at;
      if (act.given.machine) op.machine = act.given.machine;
    },
    "production.pause_operation": (op) => { op.state = "paused"; op.running_since = null; },
    "production.reopen_operation": (op) => { op.state = "paused"; },
    "production.finish_operation": (op) => { op.state = "finished"; op.running_since = null; },
    "production.issue_materials": (op, act) => {
      const gone = new Map(act.given.lines.map((line) => [line.line, A.of(line.quantity)]));
      const taken = new Map(act.given.lines.map((line) => [`${line.line}/${line.lot_code}`, A.of(line.quantity)]));
      const left = (line) => (line.lots ?? []).map((lot) => ({ ...lot, quantity: A.plain(A.of(lot.quantity) - (taken.get(`${line.line}/${lot.code}`) ?? 0n)) })).filter((lot) => A.of(lot.quantity) > 0n);
      op.issue = op.issue.map((line) => ({ ...line, rest: A.plain(A.of(line.rest) - (gone.get(line.line) ?? 0n)), lots: left(line) })).filter((line) => A.of(line.rest) > 0n);
    },
    "production.report_output": (op, act, sign = 1n) => {
      const [good, scrap, rework] = ["good", "scrap", "rework"].map((name) => sign * reported(act, name));
      op.good += good;
      op.scrap += scrap;
      if (act.given.is_rework) op.rework -= good + scrap;
      else {
        op.rework += rework;
        op.available = A.max(op.available - good - rework - (op.counts_scrap ? scrap : 0n), 0n);
        if (op.most !== null) op.most = A.max(op.most - good - rework, 0n);
      }
      if (sign < 0n) return;
      if (op.state !== "running") { op.state = "running"; op.running_since = op.running_since ?? act.happened_at; }
      if (act.given.finish) { op.state = "finished"; op.running_since = null; }
    },
    "production.undo_report": (op, act) => {
      const report = act.from ? T.store.acts.find((each) => each.id === act.from) : { given: act.undone };
      if (report) EFFECTS["production.report_output"](op, report, -1n);
      if (op.state === "finished") op.state = "paused";
    },
  };

  // An operation as it will be once all is booked, with its last reports.
  const applied = (row) => {
    const op = { ...row, ...Object.fromEntries(["good", "scrap", "rework", "available", "quantity"].map((name) => [name, A.of(row[name])])) };
    op.most = row.most ? A.of(row.most) : null;
    // A first operation makes anew what it scraps; a later one has only what came to it.
    op.counts_scrap = op.available < op.quantity - op.good - op.rework;
    const pending = unseen(op.id);
    pending.forEach((act) => EFFECTS[act.verb]?.(op, act));
    const undone = new Set(pending.filter((act) => act.verb === "production.undo_report").map((act) => act.from ?? act.given.report));
    const own = pending.filter((act) => act.verb === "production.report_output").reverse().map((act) => ({
      from: act.id, ...act.given, happened_at: act.happened_at, operator_name: act.author_name,
      waits: act.state === WAITING, undone: undone.has(act.id), mine: act.author === T.pack.user.id,
    }));
    const booked = row.reports.map((report) => ({ ...report, undone: report.undone || undone.has(report.id) || undone.has(keyOf(report.id)), mine: true }));
    op.reports = [...own, ...booked].slice(0, 3);
    op.waits = pending.filter((act) => act.state === WAITING).length;
    return op;
  };
  const keyOf = (report) => T.store.acts.find((act) => act.answer?.report === report && act.verb === "production.report_output")?.id;

  const find = (operation) => {
    const row = T.pack?.operations.find((each) => each.id === operation);
    return row ? applied(row) : null;
  };
  // What runs on a machine once all is booked: by what is packed, else by what the server knew.
  const runsOn = (machine) => {
    const packed = T.pack.operations.map(applied);
    const own = packed.find((op) => op.state === "running" && op.machine === machine.id);
    if (own) return { operation: own.id, number: own.number, name: own.name };
    return packed.some((op) => op.id === machine.busy?.operation) ? null : machine.busy;
  };
  T.acts = { runsOn, keep, mine, waiting, conflicts, others, isBlocked, applied, find, unseen, WAITING, SENT, CONFLICT };
})();
