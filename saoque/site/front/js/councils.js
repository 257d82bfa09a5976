/* Scoring by keyboard: 1–9 choose a rung of the criterion in view, 0 says none, J and K walk from one to the next. */

const lines = [...document.querySelectorAll("[data-line]")];
let at = null;

function current() {
  const focused = document.activeElement?.closest("[data-line]");
  if (focused) return focused;
  if (at && lines.includes(at)) return at;
  return lines.find((line) => line.getBoundingClientRect().bottom > window.innerHeight / 3) ?? lines[0];
}

function go(line) {
  if (!line) return;
  at = line;
  line.scrollIntoView({ block: "start" });
  line.focus({ preventScroll: true });
}

function pick(line, key) {
  const rungs = [...line.querySelectorAll('input[name="option"]')];
  const rung = key === 0 ? rungs.at(-1) : rungs.slice(0, -1)[key - 1];
  if (!rung) return;
  rung.checked = true;
  rung.dispatchEvent(new Event("change", { bubbles: true }));
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("textarea, input:not([type=radio]), select, dialog")) return;
  const key = event.key.toLowerCase();
  if (/^[0-9]$/.test(key)) { event.preventDefault(); pick(current(), Number(key)); }
  if (key === "j") go(lines[lines.indexOf(current()) + 1]);
  if (key === "k") go(lines[lines.indexOf(current()) - 1]);
});

document.addEventListener("change", (event) => {
  if (event.target.name === "option") event.target.closest("[data-line]")?.removeAttribute("data-unmarked");
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-next-unmarked]")) go(document.querySelector("[data-unmarked]"));
});
