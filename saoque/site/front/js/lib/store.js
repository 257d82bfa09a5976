/* What waits on this device: typed values ("typed") and files ("files"), each with the key of the person who left it.
   Used by pages and by the service worker. Without a usable store (private window) everything lives for the page only. */
import { openDB } from "idb";

let opening;
export function database() {
  opening ??= openDB("saoque", 1, {
    upgrade(db) {
      db.createObjectStore("typed", { keyPath: "id" }).createIndex("user", "user");
      db.createObjectStore("files", { keyPath: "id" }).createIndex("user", "user");
    },
    terminated() { opening = undefined; },
  }).catch(() => null);
  return opening;
}

/** The key of whoever is signed in on this page; "-" for a visitor, "" where the page is nobody's. */
export const whose = () => document.querySelector('meta[name="user-key"]')?.content ?? "";

/** Writes and commits at once, so that a page that closes now has still written. */
export async function write(store, act) {
  const db = await database();
  if (!db) return false;
  try {
    const work = db.transaction(store, "readwrite");
    const done = work.done;
    const asked = act(work.objectStore(store));
    work.commit?.();
    await Promise.all([asked, done]);
    tellChanged();
    return true;
  } catch { return false; }
}

export async function rowsOf(store, user) {
  const db = await database();
  if (!db) return [];
  const rows = await (user === undefined ? db.getAll(store) : db.getAllFromIndex(store, "user", user)).catch(() => []);
  return rows.sort((one, other) => one.at - other.at);
}

export const put = (store, row) => write(store, (rows) => rows.put(row));
export const remove = (store, id) => write(store, (rows) => rows.delete(id));

/** Changes a row only if it is still as it was when it was read. */
export async function amend(store, row, changes) {
  const db = await database();
  if (!db) return;
  const work = db.transaction(store, "readwrite");
  const now = await work.store.get(row.id);
  if (now && now.at === row.at) await (changes ? work.store.put({ ...now, ...changes }) : work.store.delete(row.id));
  await work.done;
  tellChanged();
}

/** All tabs and the page itself draw their counts anew. */
const channel = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel("saoque-waiting");
const listeners = new Set();
export function tellChanged() {
  channel?.postMessage("changed");
  for (const listener of listeners) listener();
}
export function whenChanged(listener) {
  listeners.add(listener);
  if (channel) channel.onmessage = () => listeners.forEach((one) => one());
}
