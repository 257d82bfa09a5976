/* One thing at a time, in the order of change: the memory behind autosave.js, without any page in it. */

const FIRST_WAIT = 2_000;
const LONGEST_WAIT = 60_000;

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
const asRow = (value) => [value].flat().filter((item) => item != null && item !== "").map(String);

export class AutosaveQueue {
  /** `send(name, values, version, {last})` resolves to {status, told}; it rejects when the network does.
   *  `version` belongs to the whole form; `versions` to fields that are counted by themselves. */
  constructor({ key, version, versions = new Map(), send, storage = globalThis.localStorage, ...hooks }) {
    Object.assign(this, { key, version, versions, send, storage, hooks });
    this.pending = new Map();
    this.busy = false;
    this.delay = FIRST_WAIT;
  }

  place(name) { return `saoque:${this.key}:${name}`; }

  versionOf(name) { return this.versions.get(name) ?? this.version; }

  learn(name, version) {
    if (version == null) return;
    if (this.versions.has(name)) this.versions.set(name, version);
    else this.version = version;
  }

  /** Remembers on this device at once, with the version that was seen. A full or forbidden storage only loses this safety. */
  hold(name, values) {
    try { this.storage?.setItem(this.place(name), JSON.stringify({ values, version: this.versionOf(name) })); } catch { /* private window or full disk */ }
  }

  forget(name) {
    try { this.storage?.removeItem(this.place(name)); } catch { /* nothing was kept */ }
  }

  /** What an earlier visit could not be sure of: [[name, {values, version}], …]. */
  kept() {
    const prefix = this.place("");
    try {
      const keys = Array.from({ length: this.storage?.length ?? 0 }, (_, index) => this.storage.key(index));
      return keys.filter((key) => key.startsWith(prefix)).map((key) => [key.slice(prefix.length), JSON.parse(this.storage.getItem(key))]);
    } catch { return []; }
  }

  /** Puts the newest values of a field in the row; older ones of the same field are replaced.
   *  `seen` is the version an earlier visit typed against: whoever saved since then is asked about, not overwritten. */
  put(name, values, seen) {
    if (seen === undefined) this.hold(name, values);
    this.pending.delete(name);
    this.pending.set(name, { values, seen });
    return this.go();
  }

  /** The person chose her own value over the one that the server told. */
  insist(name, values, version) {
    this.learn(name, version);
    return this.put(name, values);
  }

  /** The field is as the server has it. */
  settle(name, version) {
    this.learn(name, version);
    this.forget(name);
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
    const { values, seen } = entry;
    this.hooks.onSending?.(name);
    let answer;
    try { answer = await this.send(name, values, seen ?? this.versionOf(name)); } catch { answer = { status: 0, told: {} }; }
    const { status, told } = answer;
    if (status === 0 || status === 429 || status >= 500) { this.later(); return false; }
    this.delay = FIRST_WAIT;
    const newest = this.pending.get(name) === entry;
    if (newest) this.pending.delete(name);
    // The same words, already saved by the parting request of an earlier visit, are no clash.
    if (status === 200 || (status === 409 && same(asRow(told.current), asRow(values)))) {
      this.learn(name, told.version);
      if (newest && same(this.kept().find(([kept]) => kept === name)?.[1].values, values)) this.forget(name);
      this.hooks.onSaved?.(name, told);
    } else if (status === 409) this.hooks.onClash?.(name, told, values);
    else this.hooks.onRefused?.(name, status, told);
    return true;
  }

  later() {
    this.hooks.onWaiting?.(this.pending.size);
    setTimeout(() => this.go(), this.delay);
    this.delay = Math.min(this.delay * 2, LONGEST_WAIT);
  }

  /** The page is going away: whatever is not yet answered leaves now, and stays on this device until an answer is seen. */
  flush() {
    for (const [name, { values, version }] of this.kept()) this.send(name, values, version, { last: true }).catch(() => {});
  }
}
