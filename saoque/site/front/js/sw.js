/* The service worker. The server writes `self.saoqueShell = {version, files, away}` in front of it.
   It keeps the files that draw pages, and hands out the pages that were carried along when the line is dead.
   Which pages are kept is decided by carry.js; whose they are stands in the name of their cache. */
import { sendTyped } from "./lib/post.js";
import { rowsOf } from "./lib/store.js";

const { version, files, away } = self.saoqueShell;
const SHELL = `shell-${version}`;
const WHOSE = "X-Saoque-User";
const PATIENCE = 4_000;

self.addEventListener("install", (event) => {
  event.waitUntil((async () => {
    const cache = await caches.open(SHELL);
    await Promise.all(files.map((file) => cache.add(file)));
    // Asked for without a cookie, so that it is nobody's page.
    await cache.put(away, await fetch(away, { credentials: "omit" }));
    await self.skipWaiting();
  })());
});

/* The shell before this one stays: pages that were carried along under it still name its files. */
self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    const shells = (await caches.keys()).filter((name) => name.startsWith("shell-") && name !== SHELL);
    await Promise.all(shells.slice(0, -1).map((name) => caches.delete(name)));
    await self.clients.claim();
  })());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (files.includes(url.pathname)) event.respondWith(fromShell(request));
  else if (request.mode === "navigate") event.respondWith(page(request));
  else if (url.pathname.startsWith("/static/")) event.respondWith(fetch(request).catch(() => kept(request)));
});

async function kept(request) {
  return (await caches.match(request.url, { ignoreVary: true })) ?? Response.error();
}

async function fromShell(request) {
  const found = await caches.match(request.url, { ignoreVary: true, cacheName: SHELL });
  return found ?? fetch(request);
}

async function page(request) {
  const names = (await caches.keys()).filter((name) => name.startsWith("pages-"));
  const cache = names.length === 1 ? await caches.open(names[0]) : null;
  const found = await cache?.match(request.url, { ignoreVary: true });
  try {
    const answer = await soon(fetch(request), found ? PATIENCE : 0);
    await learn(answer, names, found ? cache : null, request.url);
    if (found && [502, 503, 504].includes(answer.status)) return found;
    return answer;
  } catch {
    return found ?? (await caches.match(away, { ignoreVary: true })) ?? Response.error();
  }
}

function soon(answer, patience) {
  if (!patience) return answer;
  return Promise.race([answer, new Promise((_, fail) => setTimeout(fail, patience, new Error("slow")))]);
}

/** A page that came says who reads now: pages of anybody else go; a page that is carried along is renewed, or forgotten when it is closed to the reader. */
async function learn(answer, names, cache, url) {
  const reader = answer.headers.get(WHOSE);
  if (!reader) return;
  await Promise.all(names.filter((name) => name !== `pages-${reader}`).map((name) => caches.delete(name)));
  if (!cache || names[0] !== `pages-${reader}`) return;
  if (answer.status === 200 && !answer.redirected) await cache.put(url, answer.clone());
  else if ([403, 404, 410].includes(answer.status)) await cache.delete(url, { ignoreVary: true });
}

self.addEventListener("sync", (event) => {
  if (event.tag === "saoque-typed") event.waitUntil(sendAll());
});

async function sendAll() {
  const token = (await self.cookieStore?.get("csrftoken"))?.value;
  // An open page sends by itself, and shows it.
  const open = await self.clients.matchAll({ type: "window" });
  if (!token || open.length) return;
  for (const user of new Set((await rowsOf("typed")).map((row) => row.user))) {
    const { line } = await sendTyped(user, token);
    if (line === false) throw new Error("the line is dead");
  }
}
