/* The page without a line: leads to the dossier that was carried along, and back as soon as the line is there. */
import { carriedHome } from "./lib/carry.js";

const place = document.querySelector("[data-carried]");
carriedHome().then((home) => {
  if (!home) return;
  place.querySelector("a").href = home;
  place.hidden = false;
}).catch(() => {});
document.querySelector("[data-reload]")?.addEventListener("click", (event) => { event.preventDefault(); location.reload(); });
window.addEventListener("online", () => location.reload());
