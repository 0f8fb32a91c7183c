// What the tablet keeps, in IndexedDB: acts in the order in which they were done, the pack, settings.
"use strict";
(() => {
  const T = window.terminal;
  const NAME = "qitao-terminal";
  const VERSION = 1;
  const news = "BroadcastChannel" in window ? new BroadcastChannel(NAME) : null;
  const memory = { acts: new Map(), kept: new Map(), n: 0 };
  let db = null;

  const open = () => new Promise((done, fail) => {
    const request = indexedDB.open(NAME, VERSION);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("acts", { keyPath: "n", autoIncrement: true }).createIndex("id", "id", { unique: true });
      request.result.createObjectStore("kept");
    };
    request.onsuccess = () => done(request.result);
    request.onerror = () => fail(request.error);
    request.onblocked = () => fail(new Error("blocked"));
  });

  // One transaction; it is done when the device says that it is written.
  const within = (name, mode, work) => new Promise((done, fail) => {
    const transaction = db.transaction(name, mode, { durability: "strict" });
    let answer;
    transaction.oncomplete = () => done(answer?.result);
    transaction.onabort = () => fail(transaction.error ?? new Error("aborted"));
    transaction.onerror = () => {};
    answer = work(transaction.objectStore(name));
  });

  const store = {
    isKept: false,
    acts: [],
    async begin() {
      try {
        db = await open();
        db.onversionchange = () => db.close();
        store.isKept = true;
      } catch { db = null; }
      news?.addEventListener("message", () => store.reload().then(() => T.redraw?.()));
      navigator.storage?.persist?.().catch(() => {});
      await store.reload();
    },
    async reload() {
      store.acts = db ? await within("acts", "readonly", (acts) => acts.getAll()) : [...memory.acts.values()];
    },
    // Resolves only once the act is on the device; rejects where it could not be kept.
    async add(act) {
      if (db) act.n = await within("acts", "readwrite", (acts) => acts.add(act));
      else { memory.n += 1; act.n = memory.n; memory.acts.set(act.n, act); }
      store.acts.push(act);
      news?.postMessage(act.n);
      return act;
    },
    async put(act) {
      if (db) await within("acts", "readwrite", (acts) => acts.put(act));
      else memory.acts.set(act.n, act);
      store.acts = store.acts.map((each) => (each.n === act.n ? act : each));
      news?.postMessage(act.n);
    },
    async remove(act) {
      if (db) await within("acts", "readwrite", (acts) => acts.delete(act.n));
      else memory.acts.delete(act.n);
      store.acts = store.acts.filter((each) => each.n !== act.n);
      news?.postMessage(act.n);
    },
    async get(name) {
      return db ? within("kept", "readonly", (kept) => kept.get(name)) : memory.kept.get(name);
    },
    async set(name, value) {
      if (db) await within("kept", "readwrite", (kept) => kept.put(value, name));
      else memory.kept.set(name, value);
    },
  };
  T.store = store;
})();
