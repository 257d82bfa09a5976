/* The values of one form that wait: at hand at once, and in the store of the device behind it. */
import { rowsOf, whose, write } from "./store.js";

let last = 0;
/** Milliseconds that never repeat, so that the order of typing is the order of sending. */
export function stamp() {
  last = Math.max(Date.now(), last + 0.001);
  return last;
}

export class Box {
  constructor(key, url, title) {
    Object.assign(this, { key, url, title, user: whose(), rows: new Map(), touched: new Set() });
    this.ready = this.load();
  }

  id(name) { return `${this.user}|${this.key}|${name}`; }

  async load() {
    for (const row of await rowsOf("typed", this.user)) last = Math.max(last, row.at); // a clock that was put back changes no order
    for (const row of await rowsOf("typed", this.user)) if (row.key === this.key && !this.touched.has(row.name)) this.rows.set(row.name, row);
  }

  hold(name, values, version, label) {
    this.touched.add(name); // what this page has in hand itself is not looked up: a late look would bring back what is sent
    const row = { id: this.id(name), user: this.user, key: this.key, name, values, version, url: this.url, page: location.pathname, title: this.title, label, at: stamp() };
    this.rows.set(name, row);
    write("typed", (rows) => rows.put(row));
  }

  forget(name) {
    if (this.rows.delete(name)) write("typed", (rows) => rows.delete(this.id(name)));
  }

  /** The server did not take it; it stays until its writer has chosen or corrected it. */
  mark(name, state, told = {}) {
    const row = this.rows.get(name);
    if (row) write("typed", (rows) => rows.put(Object.assign(row, { state, told })));
  }

  /** Our own save moved the version: what was typed against the old one was typed by the same hand, so it goes on from the new one. */
  rebase(from, to) {
    for (const row of this.rows.values()) {
      if (String(row.version) !== String(from)) continue;
      row.version = to;
      write("typed", (rows) => rows.put(row));
    }
  }

  kept() { return [...this.rows.values()].sort((one, other) => one.at - other.at); }
  get(name) { return this.rows.get(name); }
  get size() { return this.rows.size; }
}
