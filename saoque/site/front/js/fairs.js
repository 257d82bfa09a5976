/* The ground of a fair: booths are dragged to other squares, <div data-drag="/…/so-do/" data-done="…">. Every drop is sent, the server
   decides, and a booth that it refuses goes back to its place. The links and the step buttons stay as they are without script. */
import { csrfToken, say, toast } from "./lib/page.js";

/* How near to a side (pixels) a booth must be held for the ground to move on; above and below stand the bars of the page. */
const NEAR_SIDE = 40;
const NEAR_BAR = 90;
const STRIDE = 10; // pixels a frame

function prepare(frame) {
  const ground = frame.querySelector("svg");
  const tool = document.querySelector("[data-drag-tool]");
  const button = tool.querySelector("button");
  const square = Number(ground.dataset.square);
  const booths = [...ground.querySelectorAll("[data-booth]")];
  const placeOf = (booth) => [Number(booth.dataset.column), Number(booth.dataset.row)];
  const drawnAt = new Map(booths.map((booth) => [booth, placeOf(booth)]));
  let held = null; // { booth, to, at: where the pointer is on the screen, moved }
  let dropped = false; // the click that ends a drag opens no booth

  function show(booth, [column, row]) {
    const [left, top] = drawnAt.get(booth);
    booth.setAttribute("transform", `translate(${(column - left) * square} ${(row - top) * square})`);
    const taken = booths.some((other) => other !== booth && placeOf(other).join() === `${column},${row}`);
    booth.classList.toggle("booth-clash", taken);
  }

  function goBack(booth) {
    show(booth, placeOf(booth));
  }

  /** The square under the pointer, within the drawing. */
  function squareAt({ x, y }) {
    const on = new DOMPoint(x, y).matrixTransform(ground.getScreenCTM().inverse());
    const { width, height } = ground.viewBox.baseVal;
    return [[on.x, width], [on.y, height]].map(([way, most]) => Math.min(Math.max(Math.floor(way / square), 0), Math.floor(most / square) - 1));
  }

  function follow() {
    const to = squareAt(held.at);
    if (to.join() === held.to.join()) return;
    Object.assign(held, { to, moved: true });
    show(held.booth, to);
  }

  /** At a side of what can be seen the ground moves on under the booth, as long as it is held there. */
  function scrollAlong() {
    if (!held) return;
    if (held.moved) {
      const { left, right } = frame.getBoundingClientRect();
      const way = (at, low, high, near) => (at < low + near ? -STRIDE : at > high - near ? STRIDE : 0);
      frame.scrollBy({ left: way(held.at.x, left, right, NEAR_SIDE), behavior: "instant" });
      window.scrollBy({ top: way(held.at.y, 0, window.innerHeight, NEAR_BAR), behavior: "instant" });
      follow();
    }
    requestAnimationFrame(scrollAlong);
  }

  function take(event) {
    const booth = event.target.closest("[data-booth]");
    dropped = false;
    if (!frame.hasAttribute("data-dragging") || !booth || event.button || !event.isPrimary || booth.hasAttribute("aria-busy")) return;
    held = { booth, to: placeOf(booth), at: { x: event.clientX, y: event.clientY }, moved: false };
    booth.setPointerCapture(event.pointerId);
    requestAnimationFrame(scrollAlong);
  }

  function move(event) {
    if (!held || !event.isPrimary) return;
    held.at = { x: event.clientX, y: event.clientY };
    follow();
  }

  function letGo() {
    if (!held) return;
    const { booth, to, moved } = held;
    held = null;
    dropped = moved;
    if (to.join() === placeOf(booth).join()) goBack(booth);
    else send(booth, to);
  }

  function giveUp() {
    if (!held) return;
    const { booth, moved } = held;
    held = null;
    dropped = moved;
    goBack(booth);
  }

  async function send(booth, [column, row]) {
    const address = `${frame.dataset.drag}${booth.dataset.booth}/`;
    const body = new URLSearchParams({ act: "doi-cho", column: column + 1, row: row + 1, version: booth.dataset.version });
    booth.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(address, { method: "POST", headers: { Accept: "application/json", "X-CSRFToken": csrfToken() }, body });
      const told = await answer.json().catch(() => ({ error: say("failed") }));
      if (answer.ok && !told.error) {
        Object.assign(booth.dataset, { column, row, version: told.version });
        for (const field of document.querySelectorAll(`form[action="${address}"] [name="version"]`)) field.value = told.version;
      }
      toast(told.error ?? frame.dataset.done.replace("{code}", booth.dataset.booth));
    } catch {
      toast(say("offline"));
    }
    booth.removeAttribute("aria-busy");
    goBack(booth);
  }

  button.addEventListener("click", () => {
    button.setAttribute("aria-pressed", String(frame.toggleAttribute("data-dragging")));
  });
  ground.addEventListener("pointerdown", take);
  ground.addEventListener("pointermove", move);
  ground.addEventListener("pointerup", letGo);
  ground.addEventListener("pointercancel", giveUp);
  ground.addEventListener("dragstart", (event) => event.preventDefault());
  ground.addEventListener("click", (event) => { if (dropped) event.preventDefault(); dropped = false; });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") giveUp(); });
  tool.hidden = false;
}

document.querySelectorAll("[data-drag]").forEach(prepare);
