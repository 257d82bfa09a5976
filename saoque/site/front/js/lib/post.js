/* Sends what waits on this device, in the order of typing, from any page and from the service worker. */
import { asRow, same } from "./queue.js";
import { amend, rowsOf } from "./store.js";

export const WHOSE = "X-Saoque-User";

/** One field to its address. Rejects when the network does. */
export async function postField({ url, name, values, version, user, token, last = false }) {
  const body = new URLSearchParams([["field", name], ["version", version], ...values.map((value) => ["value", value])]);
  const headers = { Accept: "application/json", "X-CSRFToken": token };
  if (user) headers[WHOSE] = user;
  const answer = await fetch(url, { method: "POST", body, keepalive: last, credentials: "same-origin", redirect: "manual", headers });
  const told = answer.headers.get("content-type")?.includes("json") ? await answer.json() : {};
  return { status: answer.type === "opaqueredirect" ? 401 : answer.status, told };
}

/** Goes through the rows of `user`, each once; `skip` says which are looked after by a form on the page. Returns the rows
 *  that went, and as `line` whether it carried: undefined when there was nothing to send. */
async function walk(user, token, skip) {
  const tried = new Set();
  const gone = [];
  let line;
  // Read anew before each: a row may stand on the version that the one before it has made.
  const next = async () => (await rowsOf("typed", user)).find((row) => !row.state && !tried.has(row.id) && !skip(row));
  for (let row = await next(); row; row = await next()) {
    tried.add(row.id);
    const { status, told } = await postField({ ...row, token }).catch(() => ({ status: 0 }));
    line = status !== 0 && status !== 429 && status < 500;
    if (!line || status === 401) break;
    if (status === 200 || (status === 409 && same(asRow(told.current), asRow(row.values)))) {
      await amend("typed", row, null);
      gone.push({ ...row, told });
      if (status === 200 && told.version != null) await moveOn(row, told.version);
    } else await amend("typed", row, { state: status === 409 && told.current !== undefined ? "clash" : "refused", told });
  }
  return { gone, line };
}

/** Our own save moved the version: what the same hand typed against the old one goes on from the new one. */
async function moveOn({ key, user, version }, to) {
  for (const other of await rowsOf("typed", user)) {
    if (other.key === key && String(other.version) === String(version)) await amend("typed", other, { version: to });
  }
}

export async function sendTyped(user, token, skip = () => false) {
  const run = () => walk(user, token, skip);
  if (!globalThis.navigator?.locks) return run();
  return navigator.locks.request("saoque-typed", { ifAvailable: true }, (lock) => (lock ? run() : { gone: [] }));
}
