/* One thing at a time, in the order of change: the memory behind autosave.js, without any page in it. */

import { Patience } from "./line.js";

export const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
export const asRow = (value) => [value].flat().filter((item) => item != null && item !== "").map(String);

export class AutosaveQueue {
  /** `send(name, values, version, {last})` resolves to {status, told}; it rejects when the network does.
   *  `version` belongs to the whole form; `versions` to fields that are counted by themselves.
   *  `box` keeps what is not sent: hold, forget, mark, rebase, kept. */
  constructor({ version, versions = new Map(), send, box, ...hooks }) {
    Object.assign(this, { version, versions, send, box, hooks });
    this.pending = new Map();
    this.busy = false;
    this.patience = new Patience(() => this.go());
  }

  versionOf(name) { return this.versions.get(name) ?? this.version; }

  learn(name, version) {
    if (version == null) return;
    if (this.versions.has(name)) this.versions.set(name, version);
    else this.version = version;
  }

  /** Remembers on this device at once, with the version that was seen: the first one, while it is not yet saved. */
  hold(name, values) {
    const seen = this.box.get(name)?.version ?? this.versionOf(name);
    this.box.hold(name, values, seen, this.hooks.labelOf?.(name) ?? name);
  }

  /** Puts the newest values of a field in the row; older ones of the same field are replaced.
   *  `again`: left by an earlier visit, with the version it was typed against; whoever saved since then is asked about. */
  put(name, values, { again = false } = {}) {
    if (!again) this.hold(name, values);
    this.pending.delete(name);
    this.pending.set(name, { values });
    return this.go();
  }

  /** The person chose her own value over the one that the server told. */
  insist(name, values, version) {
    this.learn(name, version);
    this.box.forget(name);
    return this.put(name, values);
  }

  /** The field is as the server has it. */
  settle(name, version) {
    this.learn(name, version);
    this.box.forget(name);
  }

  async go() {
    if (this.busy) return;
    this.busy = true;
    try {
      while (this.pending.size) {
        const [name, entry] = this.pending.entries().next().value;
        if (!(await this.one(name, entry))) return;
      }
    } finally { this.busy = false; }
  }

  /** Sends one field. False when the network is away and the row has to wait. */
  async one(name, entry) {
    const { values } = entry;
    const sent = this.box.get(name)?.version ?? this.versionOf(name);
    this.hooks.onSending?.(name);
    let answer;
    try { answer = await this.send(name, values, sent); } catch { answer = { status: 0, told: {} }; }
    const { status, told } = answer;
    if (status === 0 || status === 429 || status >= 500) { this.later(name); return false; }
    this.patience.rest();
    const newest = this.pending.get(name) === entry;
    if (newest) this.pending.delete(name);
    // The same words, already saved by the parting request of an earlier visit, are no clash.
    const echoed = status === 409 && same(asRow(told.current), asRow(values));
    if (status === 200 || echoed) {
      this.learn(name, told.version);
      if (same(this.box.get(name)?.values, values)) this.box.forget(name);
      if (status === 200 && told.version != null) this.box.rebase(sent, told.version);
      this.hooks.onSaved?.(name, told);
    } else if (status === 409) {
      this.box.mark(name, "clash");
      this.hooks.onClash?.(name, told, values);
    } else {
      if (status !== 401) this.box.mark(name, "refused", told);
      this.hooks.onRefused?.(name, status, told);
    }
    return true;
  }

  later(name) {
    this.hooks.onWaiting?.(this.box.size || this.pending.size, name);
    this.patience.later();
  }

  /** The line is back, or the page says so: no waiting out of the pause. */
  hurry() {
    this.patience.rest();
    return this.go();
  }

  /** The page is going away: the oldest value that is not yet answered leaves now, and stays on this device until an
   *  answer is seen. Only one, because the next may stand on the version that this one makes; it goes from the next page. */
  flush() {
    const [first] = this.box.kept();
    if (first && navigator.onLine) this.send(first.name, first.values, first.version, { last: true }).catch(() => {});
  }
}
