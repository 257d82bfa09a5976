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

/** Goes through the rows of `user`; `skip` says which are looked after by a form on the page. Returns the rows that went,
 *  whether the server answered at all (`heard`), and whether it is `away`. */
async function walk(user, token, skip) {
  const moved = new Map();
  const gone = [];
  let heard = false;
  for (const row of await rowsOf("typed", user)) {
    if (row.state || skip(row)) continue;
    const step = `${row.key}|${row.version}`;
    const version = moved.get(step) ?? row.version;
    let answer;
    try { answer = await postField({ ...row, version, token }); } catch { return { gone, heard, away: true }; }
    heard = true;
    const { status, told } = answer;
    if (status === 429 || status >= 500) return { gone, heard, away: true };
    if (status === 401) return { gone, heard, away: false };
    if (status === 200) {
      await amend("typed", row, null);
      gone.push({ ...row, told });
      if (told.version != null) for (const from of [step, `${row.key}|${version}`]) moved.set(from, told.version);
      for (const other of await rowsOf("typed", user)) {
        if (told.version != null && other.key === row.key && String(other.version) === String(version)) await amend("typed", other, { version: told.version });
      }
    } else if (status === 409 && same(asRow(told.current), asRow(row.values))) {
      await amend("typed", row, null);
      gone.push({ ...row, told });
    } else await amend("typed", row, { state: status === 409 && told.current !== undefined ? "clash" : "refused", told });
  }
  return { gone, heard, away: false };
}

export async function sendTyped(user, token, skip = () => false) {
  const run = () => walk(user, token, skip);
  if (!globalThis.navigator?.locks) return run();
  return navigator.locks.request("saoque-typed", { ifAvailable: true }, (lock) => (lock ? run() : { gone: [], heard: false, away: false }));
}
