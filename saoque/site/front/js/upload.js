/* Sends files as soon as they are picked or dropped, with progress and another try:
   <form class="drop" data-upload data-upload-url="…" data-upload-limit="64000000" data-upload-target="#papers">.
   With data-upload-for="dossier:12" a file stays on this device until the server has it, and goes by pieces that survive
   a broken line, a closed browser and a restarted server; without, it is one plain request.
   The server answers with the paper's row as HTML (200 or 201), or {"error": "…"} (4xx). Without script the form posts as usual. */
import { deliver, dropFile, keepFile, waitingFiles } from "./lib/files.js";
import { isDead } from "./lib/line.js";
import { csrfToken, make, say } from "./lib/page.js";

const MEGA = 1_000_000;

/** Why this file would be refused, in words; empty when it may go. */
export function refusal(file, { limit, accept }) {
  const size = (file.size / MEGA).toFixed(1).replace(".", ",");
  if (limit && file.size > limit) return say("tooBig", { name: file.name, size, limit: Math.round(limit / MEGA) });
  const kinds = accept.split(",").map((kind) => kind.trim().toLowerCase()).filter(Boolean);
  const name = file.name.toLowerCase();
  const fits = kinds.some((kind) => (kind.startsWith(".") ? name.endsWith(kind) : kind.endsWith("/*") ? file.type.startsWith(kind.slice(0, -1)) : file.type === kind));
  return kinds.length && !fits ? say("wrongType", { name: file.name }) : "";
}

function post(url, data, onProgress) {
  return new Promise((done) => {
    const request = new XMLHttpRequest();
    request.open("POST", url);
    request.setRequestHeader("X-CSRFToken", csrfToken());
    request.setRequestHeader("HX-Request", "true");
    request.upload.addEventListener("progress", (event) => event.lengthComputable && onProgress(Math.round((event.loaded / event.total) * 100)));
    request.addEventListener("load", () => done({ status: request.status, text: request.responseText }));
    request.addEventListener("error", () => done({ status: 0, text: "" }));
    request.send(data);
  });
}

function errorIn(text) {
  try { return JSON.parse(text).error; } catch { return ""; }
}

function prepare(form) {
  if (form.dataset.ready) return;
  form.dataset.ready = "true";
  const input = form.querySelector('input[type="file"]');
  const list = document.querySelector(form.dataset.uploadTarget) ?? form;
  const rules = { limit: Number(form.dataset.uploadLimit ?? 0), accept: input.accept };
  let chain = Promise.resolve();

  function row(file) {
    const state = make("span", { className: "small soft", role: "status" });
    const bar = make("progress", { max: 100, value: 0 });
    bar.setAttribute("aria-label", file.name);
    const item = make("li", { className: "paper" }, make("span", { className: "grow" }, make("b", { className: "small", textContent: file.name })), state, bar);
    list.append(item);
    return { item, state, bar };
  }

  function fail({ item, state, bar }, message, retry) {
    state.textContent = message;
    item.classList.add("bad");
    bar.hidden = true;
    const buttons = make("span", { className: "row" });
    if (retry) {
      const again = make("button", { type: "button", className: "btn quiet tight", textContent: say("again") });
      again.addEventListener("click", () => { item.remove(); retry(); });
      buttons.append(again);
    }
    const drop = make("button", { type: "button", className: "btn bare tight", textContent: say("cancel") });
    drop.addEventListener("click", () => item.remove());
    buttons.append(drop);
    item.append(buttons);
  }

  const purpose = form.dataset.uploadFor;

  function plain(file, onProgress) {
    const data = new FormData(form);
    data.delete(input.name);
    data.append(input.name, file);
    return post(form.dataset.uploadUrl ?? form.action, data, onProgress);
  }

  /* A file that waits keeps its place in the list, says so, and needs nobody. */
  async function byPieces(kept, shown, onProgress) {
    if (isDead()) shown.state.textContent = say("waitingFile", { percent: 0 });
    if (!kept.stored) shown.item.append(make("span", { className: "small", textContent: say("keptFile") }));
    const onWaiting = (percent) => { shown.state.textContent = say("waitingFile", { percent }); };
    const answer = await deliver(kept, { onProgress, onWaiting });
    if (answer.gone) { shown.item.remove(); return answer; }
    if (answer.status === 401) return { status: 401, text: JSON.stringify({ error: say("signIn") }) };
    // What the content or its size forbids will not be better later; for anything else the file stays on this device.
    if ([413, 422].includes(answer.status)) await dropFile(kept);
    return answer;
  }

  async function send({ file, kept, shown }) {
    const onProgress = (percent) => {
      shown.bar.value = percent;
      shown.state.textContent = say("sending", { percent });
    };
    const answer = kept ? await byPieces(kept, shown, onProgress) : await plain(file, onProgress);
    if (answer.gone) return;
    if (answer.status < 200 || answer.status > 299) { fail(shown, errorIn(answer.text) || say("sendFailed"), () => take([file])); return; }
    const holder = document.createElement("template");
    holder.innerHTML = answer.text;
    if (holder.content.firstElementChild) {
      const fresh = holder.content.firstElementChild;
      shown.item.replaceWith(holder.content);
      window.htmx?.process(fresh);
    } else { shown.state.textContent = say("sent"); shown.bar.hidden = true; }
    form.dispatchEvent(new CustomEvent("upload:done", { bubbles: true }));
  }

  /* All are kept before the first is sent: a page that closes in between loses none. */
  async function take(files) {
    for (const file of files) {
      const shown = row(file);
      const reason = refusal(file, rules);
      if (reason) { fail(shown, reason); continue; }
      const keeping = purpose ? keepFile(form, input, file) : Promise.resolve(null);
      chain = chain.then(async () => send({ file, kept: await keeping, shown }));
    }
    input.value = "";
  }

  async function takeUp() {
    for (const kept of await waitingFiles((one) => one.purpose === purpose)) {
      const shown = row(kept.file);
      chain = chain.then(() => send({ file: kept.file, kept, shown }));
    }
  }

  input.addEventListener("change", () => take([...input.files]));
  for (const name of ["dragenter", "dragover"]) form.addEventListener(name, (event) => { event.preventDefault(); form.classList.add("over"); });
  for (const name of ["dragleave", "drop"]) form.addEventListener(name, () => form.classList.remove("over"));
  form.addEventListener("drop", (event) => { event.preventDefault(); take([...event.dataTransfer.files]); });
  form.addEventListener("submit", (event) => input.files.length || event.preventDefault());
  form.querySelector("[data-upload-submit]")?.remove();
  /* On a slow line files may be picked before this script has come. */
  (purpose ? takeUp() : Promise.resolve()).then(() => input.files.length && take([...input.files]));
}

document.querySelectorAll("form[data-upload]").forEach(prepare);
document.addEventListener("htmx:load", ({ detail }) => detail.elt.querySelectorAll?.("form[data-upload]").forEach(prepare));
