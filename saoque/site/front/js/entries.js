/* Entries that a phone keeps until the server has them: <form data-entry="sale" data-entry-url="…" data-entry-key="fair-…" data-entry-fields="exhibit quantity amount">.
   Each gets a key of its own before it leaves, so that sending it again writes nothing twice. It waits in the store that autosave.js
   and the service worker send from too. Without script the form is an ordinary one. */
import { stamp } from "./lib/box.js";
import { lineCarried, Patience, whenBack } from "./lib/line.js";
import { csrfToken, make, say } from "./lib/page.js";
import { sendTyped } from "./lib/post.js";
import { put, rowsOf, whenChanged, whose } from "./lib/store.js";

const forms = [...document.querySelectorAll("form[data-entry]")];
const list = document.querySelector("[data-entries-waiting]");
const shown = "#entries";

function valueOf(form, name) {
  const field = form.elements[name];
  if (!field) return "";
  if (field.type === "checkbox") return field.checked ? "on" : "";
  return field.value;
}

function wordsOf(form, name) {
  const field = form.elements[name];
  if (!field || field.type === "checkbox") return "";
  return field instanceof HTMLSelectElement ? field.selectedOptions[0]?.textContent ?? "" : field.value;
}

async function keepEntry(event) {
  const form = event.currentTarget;
  event.preventDefault();
  event.stopImmediatePropagation();
  form.removeAttribute("aria-busy");
  const names = form.dataset.entryFields.split(" ");
  const key = form.elements.key.value;
  const name = `${form.dataset.entry}:${key}`;
  const row = {
    id: `${whose()}|${form.dataset.entryKey}|${name}`, user: whose(), key: form.dataset.entryKey, name, version: "0",
    values: names.map((one) => valueOf(form, one)), label: names.map((one) => wordsOf(form, one)).filter(Boolean).join(" · "),
    url: form.dataset.entryUrl, page: location.pathname, title: document.querySelector("h1")?.textContent.trim() ?? "", at: stamp(),
  };
  if (!(await put("typed", row))) { form.submit(); return; }
  form.reset();
  form.elements.key.value = newKey();
  form.querySelector("input:not([type=hidden]), select")?.focus();
  await draw();
  send();
}

function newKey() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  return [...bytes].map((one) => one.toString(16).padStart(2, "0")).join("").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

const mine = new Set(forms.map((form) => form.dataset.entryKey));
const waiting = async () => (await rowsOf("typed", whose())).filter((row) => mine.has(row.key));
let before = 0;

async function draw() {
  const rows = await waiting();
  list?.replaceChildren(...rows.map((row) => make("li", { className: "paper" },
    make("span", { className: "grow", textContent: row.label }), make("span", { className: "tag wait", textContent: row.state ? row.told?.error ?? say("refused") : say("waiting", { count: 1 }) }))));
  const open = rows.filter((row) => !row.state).length;
  if (open < before) showAnew();
  before = open;
}

/* One after the other: an answer replaces the place, and a second request that waited there would go with the old one. */
let showing = false;
let again = false;
async function showAnew() {
  again = true;
  if (showing) return;
  showing = true;
  try {
    while (again) {
      again = false;
      await window.htmx?.ajax("GET", location.pathname, { target: shown, select: shown, swap: "outerHTML" });
    }
  } catch { /* the line has gone: what is written shows with the next visit */ } finally { showing = false; }
}

const patience = new Patience(send);
let busy = false;
async function send() {
  if (busy) return;
  busy = true;
  try {
    const others = new Set([...document.querySelectorAll("[data-autosave-key]")].map((form) => form.dataset.autosaveKey));
    const { line } = await sendTyped(whose(), csrfToken(), (row) => others.has(row.key));
    lineCarried(line);
    if ((await waiting()).some((row) => !row.state)) patience.later(); else patience.rest();
  } finally { busy = false; }
  await draw();
}

for (const form of forms) form.addEventListener("submit", keepEntry);
whenChanged(draw);
whenBack(() => { patience.rest(); send(); });
draw().then(send);
