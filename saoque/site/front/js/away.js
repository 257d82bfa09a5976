/* The page without a line: leads to the dossier that was carried along, and on by itself as soon as the server answers. */
import { carriedHome } from "./lib/carry.js";
import { FIRST_WAIT, LONGEST_WAIT, worthATry } from "./lib/line.js";

const place = document.querySelector("[data-carried]");
carriedHome().then((home) => {
  if (!home) return;
  place.querySelector("a").href = home;
  place.hidden = false;
}).catch(() => {});
document.querySelector("[data-reload]")?.addEventListener("click", (event) => { event.preventDefault(); location.reload(); });

/* A finger on a link has decided where to go: loading this page anew would take the way from under it. */
let decided = false;
for (const name of ["pointerdown", "keydown", "click"]) {
  document.addEventListener(name, ({ target }) => { if (target.closest?.("a")) decided = true; }, true);
}
window.addEventListener("pageshow", ({ persisted }) => { if (persisted) { decided = false; goOn(); } });

async function answers() {
  try { return (await fetch("/healthz", { method: "HEAD", cache: "no-store", credentials: "omit" })).ok; } catch { return false; }
}

async function goOn() {
  for (let wait = FIRST_WAIT; !decided; wait = Math.min(wait * 2, LONGEST_WAIT)) {
    await worthATry(wait);
    if (!decided && (await answers()) && !decided) { location.reload(); return; }
  }
}
goOn();
