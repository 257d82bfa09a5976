/* The dialog in which the four corners of a paper are put on its photo: by finger, by a tap, or by arrow keys. */
import { WHOLE, fits, inside, nearest } from "./corners.js";
import { drawTurned } from "./shrink.js";

const STEP = 0.01;
const MOVES = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] };

export function cutting(dialog) {
  const stage = dialog.querySelector("[data-cut-stage]");
  const canvas = stage.querySelector("canvas");
  const lines = stage.querySelector("polygon");
  const handles = [...stage.querySelectorAll("button")];
  let corners = WHOLE;
  let held = -1;
  let answer = () => {};

  function draw() {
    lines.setAttribute("points", corners.map((point) => point.join(",")).join(" "));
    handles.forEach((handle, at) => {
      handle.style.left = `${corners[at][0] * 100}%`;
      handle.style.top = `${corners[at][1] * 100}%`;
    });
  }

  /** Moves one corner; a place where the frame would fold over itself is not taken. */
  function put(at, point) {
    const next = corners.map((old, place) => (place === at ? inside(point) : old));
    if (fits(next)) { corners = next; draw(); }
  }

  function placeOf(event) {
    const box = canvas.getBoundingClientRect();
    return [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height];
  }

  stage.addEventListener("pointerdown", (event) => {
    const handle = handles.indexOf(event.target);
    held = handle >= 0 ? handle : nearest(corners, placeOf(event));
    handles[held].focus();
    stage.setPointerCapture(event.pointerId);
    event.preventDefault();
    if (handle < 0) put(held, placeOf(event));
  });
  stage.addEventListener("pointermove", (event) => held >= 0 && put(held, placeOf(event)));
  for (const name of ["pointerup", "pointercancel"]) stage.addEventListener(name, () => { held = -1; });
  stage.addEventListener("keydown", (event) => {
    const at = handles.indexOf(event.target);
    if (at < 0 || !MOVES[event.key]) return;
    event.preventDefault();
    put(at, [corners[at][0] + MOVES[event.key][0], corners[at][1] + MOVES[event.key][1]]);
  });
  dialog.querySelector("[data-cut-done]").addEventListener("click", () => { answer(corners); dialog.close(); });
  dialog.querySelector("[data-cut-none]").addEventListener("click", () => { answer(null); dialog.close(); });

  /** Shows the picture; `then` gets the corners, or null for none. Escape changes nothing. */
  return function cut(picture, turn, before, then) {
    answer = then;
    corners = before ?? [[0.06, 0.05], [0.94, 0.05], [0.94, 0.95], [0.06, 0.95]];
    dialog.showModal();
    drawTurned(picture, canvas, turn, Math.min(560, dialog.clientWidth - 80), Math.min(620, window.innerHeight * 0.55));
    draw();
    handles[0].focus();
  };
}
