/* Carries one dossier along: all its pages into the cache of whoever is signed in, quietly, one after the other. */
import { WHOSE } from "./post.js";
import { whose } from "./store.js";

const FRESH = 10 * 60_000;
const MOST_BYTES = 2_000_000;
const STAMP = "/mang-theo";
/* Pages that stay on the device beside the dossier in hand: where work is written down far from a line. */
const lasting = (address) => /^[^?]+\/so-ban-hang\/(\d+\/)?(\?|$)/.test(address);

const shell = () => document.querySelector('link[rel="stylesheet"]')?.href ?? "";
const cacheName = () => `pages-${whose()}`;

async function stampOf(cache) {
  const kept = await cache.match(STAMP);
  return kept ? kept.json() : {};
}

/** Renews one page if it is carried along. */
export async function renew(address) {
  const cache = await caches.open(cacheName());
  if (await cache.match(address, { ignoreVary: true })) await bring(cache, address);
}

/** Brings one page that stays: it opens without a line from now on. */
export async function keepPage(address) {
  if (!("caches" in window) || !whose() || !lasting(address)) return;
  await bring(await caches.open(cacheName()), address);
}

async function bring(cache, address) {
  const answer = await fetch(address, { headers: { Accept: "text/html" }, credentials: "same-origin" });
  if (!answer.ok || answer.redirected || answer.headers.get(WHOSE) !== whose()) return false;
  await cache.put(address, answer);
  return true;
}

function bytesOf(address) {
  const seen = performance.getEntriesByName(new URL(address, location.href).href).at(-1);
  performance.clearResourceTimings();
  return seen?.transferSize ?? 0;
}

let going = null;
/** `list`: address that tells the pages. Resolves to how many are carried, 0 when nothing had to be done, -1 when it broke off. */
export function carry(list, options = {}) {
  going ??= load(list, options).catch(() => -1).finally(() => { going = null; });
  return going;
}

async function load(list, { force = false, signal, onProgress }) {
  const cache = await caches.open(cacheName());
  const stamp = await stampOf(cache);
  if (!force && stamp.list === list && stamp.shell === shell() && Date.now() - stamp.at < FRESH) return 0;
  const { pages } = await (await fetch(list, { headers: { Accept: "application/json" }, signal })).json();
  const wanted = new Set(pages.map((page) => new URL(page, location.href).href));
  for (const kept of await cache.keys()) if (!wanted.has(kept.url) && !lasting(kept.url)) await cache.delete(kept);
  let bytes = 0;
  let count = 0;
  for (const page of pages) {
    if (signal?.aborted) return -1;
    if (!(await bring(cache, page))) continue;
    count += 1;
    bytes += bytesOf(page);
    onProgress?.(count, pages.length);
    if (bytes > MOST_BYTES) break;
  }
  const told = { list, shell: shell(), at: Date.now(), bytes, count, home: pages[0] };
  await cache.put(STAMP, new Response(JSON.stringify(told), { headers: { "content-type": "application/json" } }));
  return count;
}

/** The first page of the dossier that is carried along on this device, whoever's it is. */
export async function carriedHome() {
  for (const name of (await caches.keys()).filter((one) => one.startsWith("pages-"))) {
    const { home } = await stampOf(await caches.open(name));
    if (home) return home;
  }
  return "";
}
