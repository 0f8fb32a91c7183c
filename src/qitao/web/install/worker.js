// Keeps the files of the frame and the terminal on the device; says plainly when there is no network.
"use strict";
const CACHE = "qitao-{{ version }}";
const PAGES = "qitao-pages";
const OFFLINE = "{{ offline }}";
const TERMINAL = "{{ terminal }}";
const READER = "qitao-reader";
const DRAWINGS = "qitao-drawings";
const DRAWING = "{{ drawing }}";
const WAIT_MS = 3000;
const FILE_WAIT_MS = 1000;
// Large, and needed on few devices: kept once they were fetched.
const LATER = [{% for file in later %}"{{ file }}"{% if not forloop.last %}, {% endif %}{% endfor %}];
const FILES = [{% for file in files %}"{{ file }}"{% if not forloop.last %}, {% endif %}{% endfor %}];

// The terminal's page is a frame without anybody's work; kept as it was last seen by who may report.
const isWhole = (answer) => answer.ok && !answer.redirected && answer.type === "basic";
const isTerminal = (url) => url.pathname.startsWith(TERMINAL);
const keepTerminal = async (answer) => {
  const pages = await caches.open(PAGES);
  await pages.put(TERMINAL, answer);
};

self.addEventListener("install", (event) => {
  event.waitUntil((async () => {
    const cache = await caches.open(CACHE);
    await cache.addAll([...FILES, OFFLINE]);
    // New files need a new page that names them, where the terminal is used.
    const page = (await caches.match(TERMINAL)) ? await fetch(TERMINAL, { credentials: "same-origin" }).catch(() => null) : null;
    if (page && isWhole(page)) await keepTerminal(page);
    await self.skipWaiting();
  })());
});

self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    const names = await caches.keys();
    const mine = [CACHE, PAGES, READER, DRAWINGS];
    await Promise.all(names.filter((name) => name.startsWith("qitao-") && !mine.includes(name)).map((name) => caches.delete(name)));
    const reader = await caches.open(READER);
    const old = (await reader.keys()).filter((each) => !LATER.includes(new URL(each.url).pathname));
    await Promise.all(old.map((each) => reader.delete(each)));
    await self.clients.claim();
  })());
});

self.addEventListener("message", (event) => {
  if (event.data === "claim") event.waitUntil(self.clients.claim());
});

// The terminal from the network where that answers soon, else as it was kept.
const terminal = async (event, request) => {
  const kept = await caches.match(TERMINAL);
  let keeping = Promise.resolve();
  const fresh = fetch(request).then((answer) => {
    if (isWhole(answer)) keeping = keepTerminal(answer.clone());
    return answer.status >= 500 && kept ? kept.clone() : answer;
  });
  event.waitUntil(fresh.then(() => keeping, () => {}));
  if (!kept) return fresh.catch(async () => (await caches.match(OFFLINE)) || Response.error());
  const late = new Promise((done) => { setTimeout(() => done(kept.clone()), WAIT_MS); });
  return Promise.race([fresh.catch(() => kept.clone()), late]);
};

// A file of the frame as it is kept; where the device takes long to find it, from whichever is first.
const frameFile = async (request) => {
  let timer = 0;
  const kept = caches.open(CACHE).then((cache) => cache.match(request)).then((found) => found || Promise.reject(new Error("not kept")));
  const late = new Promise((done) => { timer = setTimeout(done, FILE_WAIT_MS); });
  const found = await Promise.race([kept.catch(() => null), late]);
  clearTimeout(timer);
  return found || Promise.any([kept, fetch(request)]).catch(() => Response.error());
};

const readerFile = async (request) => {
  const reader = await caches.open(READER);
  const kept = await reader.match(request, { ignoreSearch: true });
  if (kept) return kept;
  const answer = await fetch(request);
  if (isWhole(answer)) await reader.put(request, answer.clone()).catch(() => {}); // a full device scans with the network
  return answer;
};

// Drawings of the packed work, which the terminal keeps; an address never shows anything else.
const drawing = async (request) => {
  const kept = await (await caches.open(DRAWINGS)).match(request.url);
  return kept || fetch(request).catch(async (error) => {
    if (request.mode !== "navigate") throw error;
    return (await caches.match(OFFLINE)) || Response.error();
  });
};

self.addEventListener("fetch", (event) => {
  const request = event.request;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (FILES.includes(url.pathname)) {
    event.respondWith(frameFile(request));
  } else if (LATER.includes(url.pathname)) {
    event.respondWith(readerFile(request));
  } else if (url.pathname.startsWith(DRAWING)) {
    event.respondWith(drawing(request));
  } else if (request.mode === "navigate") {
    event.respondWith(isTerminal(url) ? terminal(event, request) : fetch(request).catch(async () => (await caches.match(OFFLINE)) || Response.error()));
  }
});
