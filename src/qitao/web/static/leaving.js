// Who signs out leaves nothing of the work on the device; what waits to be sent stays, and is sent by its author.
"use strict";
(() => {
  const NAME = "terminal.left"; // who left, when, and whether something is still kept of it
  const DRAWINGS = "qitao-drawings";
  const STORE = "qitao-terminal";
  const FORGET_MS = 2000;

  const mark = (what, ...given) => { try { return localStorage[what](NAME, ...given); } catch { return null; } };
  const left = () => { try { return JSON.parse(mark("getItem") ?? "null"); } catch { return null; } };

  const dropPack = () => new Promise((done) => {
    const request = indexedDB.open(STORE);
    request.onupgradeneeded = () => request.transaction.abort(); // there was none, and none begins here
    request.onerror = done;
    request.onsuccess = () => {
      const change = request.result.transaction("kept", "readwrite");
      change.objectStore("kept").delete("pack");
      change.oncomplete = change.onabort = () => { request.result.close(); done(); };
    };
  });
  const forget = async () => {
    const soon = new Promise((done) => { setTimeout(done, FORGET_MS); });
    const all = Promise.allSettled([(async () => window.caches?.delete(DRAWINGS))(), (async () => dropPack())()]);
    if ((await Promise.race([all, soon])) && left()) mark("setItem", JSON.stringify({ ...left(), keeps: false }));
  };

  // The server says who signed in here, and takes that back once it has heard of the sign-out.
  const person = () => document.cookie.match(/(?:^|; )person=([^;]+)/)?.[1] ?? "";
  const token = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? "";
  const isOwed = () => Boolean(person()) && left()?.person === person();
  // Signed out without a network: the server is told before it is asked for anything.
  const settle = async () => {
    if (!isOwed()) return true;
    await fetch("/logout/", { method: "POST", credentials: "same-origin", headers: { "X-CSRFToken": token() } }).catch(() => null);
    return !isOwed();
  };

  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.matches("[data-leaves]") || event.defaultPrevented) return;
    event.preventDefault();
    mark("setItem", JSON.stringify({ at: Date.now(), person: person(), keeps: true }));
    await forget();
    if (navigator.onLine) form.submit(); else location.assign("/terminal/");
  });

  window.leaving = {
    forget,
    settle,
    isLeft: () => Boolean(left()) && (!person() || isOwed()),
    isSince: (moment) => (left()?.at ?? 0) > moment,
    back: () => mark("removeItem"),
    isOther: (user) => Boolean(person()) && person().split(".")[0] !== String(user),
  };
  if (left()?.keeps) forget();
  if (isOwed()) settle().then((heard) => { if (heard) location.reload(); });
})();
