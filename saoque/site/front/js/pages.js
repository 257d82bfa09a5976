/* «Chụp giấy»: photos are shrunk here, turned, put in order and cut, then sent as one paper: <form data-pages>.
   The server does the turning and cutting on what it gets; without script it does all of it. */
import { csrfToken } from "./lib/page.js";
import { isWhole, turned, written } from "./lib/corners.js";
import { cutting } from "./lib/cutting.js";
import { drawTurned, openUpright, toJpeg } from "./lib/shrink.js";

const THUMB = [96, 128]; // pixels
const MEGA = 1_000_000;

function post(form, data, onProgress) {
  return new Promise((done) => {
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.setRequestHeader("X-CSRFToken", csrfToken());
    request.setRequestHeader("HX-Request", "true");
    request.upload.addEventListener("progress", (event) => event.lengthComputable && onProgress((event.loaded / event.total) * 100));
    request.addEventListener("load", () => done({ status: request.status, text: request.responseText }));
    request.addEventListener("error", () => done({ status: 0, text: "" }));
    request.send(data);
  });
}

function read(text) {
  try { return JSON.parse(text); } catch { return {}; }
}

function prepare(form) {
  const part = (name) => form.querySelector(`[data-pages-${name}]`);
  const [tool, list, said, error, sending, send] = ["tool", "list", "said", "error", "sending", "send"].map(part);
  const row = form.querySelector("template[data-page-row]");
  const cut = cutting(document.querySelector("[data-cut]"));
  const words = form.dataset;
  const most = Number(words.pagesMost);
  let pages = [];

  function complain(text) {
    error.textContent = text;
    error.hidden = !text;
    if (text) error.focus();
  }

  function tell() {
    const size = pages.reduce((sum, page) => sum + page.small.size, 0) / MEGA;
    said.textContent = pages.length ? words.counted.replace("{count}", pages.length).replace("{size}", size.toFixed(1).replace(".", ",")) : words.none;
  }

  function drawThumb(page) {
    const thumb = page.item.querySelector("canvas");
    drawTurned(page.canvas, thumb, page.turn, ...THUMB);
    if (!page.corners) return;
    const pen = thumb.getContext("2d");
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.fillStyle = "rgb(18 30 24 / .6)";
    pen.beginPath();
    pen.rect(0, 0, thumb.width, thumb.height);
    page.corners.forEach(([x, y], at) => pen[at ? "lineTo" : "moveTo"](x * thumb.width, y * thumb.height));
    pen.closePath();
    pen.fill("evenodd");
  }

  /** Puts the rows in the order of the pages and names each by its place. */
  function arrange() {
    pages.forEach((page, at) => {
      const name = words.pageName.replace("{number}", at + 1);
      if (list.children[at] !== page.item) list.insertBefore(page.item, list.children[at] ?? null);
      page.item.querySelector("[data-page-name]").textContent = name;
      page.item.querySelector("canvas").setAttribute("aria-label", `${name}: ${page.file.name}`);
      for (const button of page.item.querySelectorAll("[data-act]")) {
        button.setAttribute("aria-label", `${button.dataset.words}: ${name}`);
        button.disabled = (button.dataset.act === "up" && at === 0) || (button.dataset.act === "down" && at === pages.length - 1);
      }
    });
    tell();
  }

  const acts = {
    turn(page) { page.turn = (page.turn + 90) % 360; page.corners = turned(page.corners); drawThumb(page); },
    cut(page) { cut(page.canvas, page.turn, page.corners, (corners) => { page.corners = corners && !isWhole(corners) ? corners : null; drawThumb(page); }); },
    up(page) { move(page, -1); },
    down(page) { move(page, 1); },
    drop(page) {
      const at = pages.indexOf(page);
      pages = pages.filter((other) => other !== page);
      page.item.remove();
      arrange();
      (pages[Math.min(at, pages.length - 1)]?.item.querySelector("[data-act='drop']") ?? form.querySelector("#page-camera")).focus();
    },
  };

  function move(page, by) {
    const at = pages.indexOf(page);
    pages.splice(at, 1);
    pages.splice(at + by, 0, page);
    arrange();
    const again = page.item.querySelector(`[data-act='${by < 0 ? "up" : "down"}']`);
    (again.disabled ? page.item.querySelector("[data-act='turn']") : again).focus();
  }

  async function add(file) {
    if (pages.length >= most) { complain(words.tooMany); return; }
    let canvas;
    try { canvas = await openUpright(file); } catch { complain(words.notOpen.replace("{name}", file.name)); return; }
    const small = await toJpeg(canvas);
    const item = row.content.firstElementChild.cloneNode(true);
    const page = { file, canvas, small, turn: 0, corners: null, item };
    for (const button of item.querySelectorAll("[data-act]")) {
      button.dataset.words = button.getAttribute("aria-label") ?? button.textContent.trim();
      button.addEventListener("click", () => acts[button.dataset.act](page));
    }
    pages.push(page);
    drawThumb(page);
    arrange();
  }

  let chain = Promise.resolve();
  for (const input of tool.querySelectorAll('input[type="file"]')) {
    input.addEventListener("change", () => {
      complain("");
      for (const file of [...input.files]) chain = chain.then(() => add(file));
      input.value = "";
    });
  }

  async function submit(event) {
    event.preventDefault();
    await chain;
    if (!pages.length) { complain(words.none); return; }
    complain("");
    const data = new FormData(form);
    pages.forEach((page, at) => {
      data.append(`file-${at + 1}`, page.small, `trang-${at + 1}.jpg`);
      data.append(`turn-${at + 1}`, page.turn);
      if (page.corners) data.append(`corners-${at + 1}`, written(page.corners));
      if (data.get("originals")) data.append(`original-${at + 1}`, page.file, page.file.name);
    });
    send.disabled = true;
    sending.hidden = false;
    const answer = await post(form, data, (percent) => { sending.firstElementChild.value = percent; });
    const told = read(answer.text);
    if (answer.status === 201 && told.url) { window.removeEventListener("beforeunload", warn); window.location.assign(told.url); return; }
    send.disabled = false;
    sending.hidden = true;
    complain(told.error || words.notSent);
  }

  /** The photos are only in this page until they are sent. */
  function warn(event) { if (pages.length) event.preventDefault(); }

  window.addEventListener("beforeunload", warn);
  form.addEventListener("submit", submit);
  form.noValidate = true;
  part("plain").remove();
  tool.hidden = false;
}

document.querySelectorAll("form[data-pages]").forEach(prepare);
