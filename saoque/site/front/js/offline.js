/* For whoever is signed in: the service worker, the dossier that is carried along, and what waits on this device -
   sent from any page, always counted in sight, never under another person's name. */
import { carry, renew } from "./lib/carry.js";
import { deliver, waitingFiles } from "./lib/files.js";
import { isDead, lineCarried, Patience, whenBack, whenLineChanges } from "./lib/line.js";
import { csrfToken, make, say } from "./lib/page.js";
import { sendTyped } from "./lib/post.js";
import { amend, remove, rowsOf, whenChanged, whose } from "./lib/store.js";

const QUIET = 3_000;
const onPage = (name) => new Set([...document.querySelectorAll(`[${name}]`)].map((one) => one.getAttribute(name)));

/* What waits. */
const panel = document.querySelector("[data-outbox]");
const list = document.querySelector("[data-outbox-list]");

function line(row, store) {
  const what = store === "files" ? row.name : row.said ?? [row.label, [row.values].flat().join(", ")].filter(Boolean).join(": ");
  const buttons = make("span", { className: "row" }, make("a", { className: "btn quiet tight", textContent: say("open"), href: row.page }));
  if (row.state) {
    const drop = make("button", { className: "btn bare tight", textContent: say("drop"), type: "button" });
    drop.addEventListener("click", () => window.confirm(say("dropSure")) && remove(store, row.id));
    buttons.append(drop);
  }
  const item = make("li", { className: "outbox-item" }, make("span", { className: "grow" }, make("b", { textContent: row.title }), make("br"), what), buttons);
  if (row.state === "refused" && row.told?.error) item.firstElementChild.append(make("br"), make("span", { className: "soft", textContent: row.told.error }));
  return item;
}

async function draw() {
  if (!panel) return;
  const [typed, files] = [await rowsOf("typed", whose()), await rowsOf("files", whose())];
  const states = [...typed, ...files].map((row) => row.state);
  const count = states.length;
  const clashes = states.filter((state) => state === "clash").length;
  panel.hidden = !count;
  document.documentElement.dataset.waiting = count;
  const words = clashes ? say("choose", { count: clashes }) : states.every((state) => state === "refused") ? say("held", { count }) : say(isDead() ? "waiting" : "sendingAll", { count });
  panel.querySelector("[data-outbox-words]").textContent = words;
  list.replaceChildren(...typed.map((row) => line(row, "typed")), ...files.map((row) => line(row, "files")));
}

/* A word that goes straight to the server is no news; one that stays is. */
let drawing;
function drawSoon() {
  clearTimeout(drawing);
  drawing = setTimeout(draw, !isDead() && panel?.hidden ? 1_500 : 50);
}

/* Typed words and files go side by side: a large file holds up no word. What is left is tried again by itself. */
const patience = new Patience(send);
let typing = false;
let filing = false;

async function send() {
  sendFiles();
  if (typing) return;
  typing = true;
  try { await sendWords(); } finally { typing = false; }
  const forms = onPage("data-autosave-key");
  const words = (await rowsOf("typed", whose())).some((row) => !row.state && !forms.has(row.key));
  if (words || (await filesLeft()).length) patience.later(); else patience.rest();
  drawSoon();
}

function hurry() {
  patience.rest();
  send();
}

async function sendWords() {
  const forms = onPage("data-autosave-key");
  const { gone, line } = await sendTyped(whose(), csrfToken(), (row) => forms.has(row.key));
  lineCarried(line);
  if (gone.length) patience.rest();
  document.dispatchEvent(new CustomEvent("typed:sent", { detail: gone }));
  for (const page of new Set(gone.map((row) => row.page))) renew(page).catch(() => {});
}

/** Files that no form of this page looks after. */
function filesLeft() {
  const purposes = onPage("data-upload-for");
  return waitingFiles((row) => !row.state && !purposes.has(row.purpose));
}

async function sendFiles() {
  if (filing) return;
  filing = true;
  try { for (const row of await filesLeft()) await sendOne(row); } finally { filing = false; }
}

async function sendOne(row) {
  const { status, text } = await deliver(row, {});
  if (status < 400 || status === 401) return;
  let error = "";
  try { ({ error } = JSON.parse(text)); } catch { /* no words came */ }
  await amend("files", row, { state: "refused", told: { error } });
}

/* The dossier in hand. */
const carrier = document.querySelector("[data-carry]")?.dataset.carry;
const breaking = new AbortController();
const state = document.querySelector("[data-carry-state]");
/* A page that is fetched now would take away the message meant for the page that the reader is on the way to. */
const stop = () => breaking.abort();
document.addEventListener("submit", stop, true);
window.addEventListener("pagehide", stop);

async function take(force) {
  const onProgress = (done, count) => { if (state && force) state.textContent = say("carrying", { done, count }); };
  const count = await carry(carrier, { force, signal: breaking.signal, onProgress });
  if (state && count > 0) state.textContent = say("carried", { count });
  if (state && force && count < 0) state.textContent = say("carryFailed");
}

async function begin() {
  if (!("serviceWorker" in navigator) || !("caches" in window) || !whose()) return;
  await navigator.serviceWorker.register("/sw.js").catch(() => {});
  document.querySelector("[data-carry-now]")?.addEventListener("click", () => take(true));
  if (!carrier || navigator.connection?.saveData) return;
  setTimeout(() => navigator.onLine && take(false), QUIET);
}

let renewing;
document.addEventListener("autosave:saved", () => {
  clearTimeout(renewing);
  renewing = setTimeout(() => renew(location.href.split("#")[0]).catch(() => {}), 2_000);
});

/* A page has put something into the store that no form of it looks after. */
document.addEventListener("typed:send", hurry);
whenChanged(drawSoon);
whenLineChanges(draw);
whenBack(hurry);
draw().then(send);
if (document.readyState === "complete") begin(); else window.addEventListener("load", begin);
