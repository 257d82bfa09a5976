/* Sends one file by pieces over tus, however often the line breaks, then says what it is for. Loaded when a file waits. */
import { Upload } from "tus-js-client";
import { FIRST_WAIT, lineCarried, LONGEST_WAIT, worthATry } from "./lib/line.js";
import { csrfToken } from "./lib/page.js";
import { WHOSE } from "./lib/post.js";
import { database, put } from "./lib/store.js";

const PIECE = 2_000_000;
const STALLED = 30_000;
const TRIES_FROM_START = 3;

const soon = (status) => status === 0 || status === 409 || status === 423 || status === 429 || status >= 500;
const headers = (row) => ({ "X-CSRFToken": csrfToken(), [WHOSE]: row.user });

/** Brings all bytes over. Rejects with {status, text}: 0 when the line broke. */
function push(row, onProgress) {
  return new Promise((done, fail) => {
    let timer;
    const broken = (status, text) => { clearTimeout(timer); fail({ status, text }); };
    const watch = () => {
      clearTimeout(timer);
      timer = setTimeout(() => upload.abort().finally(() => broken(0, "")), STALLED);
    };
    const upload = new Upload(row.file, {
      endpoint: "/gui-tep/", uploadUrl: row.url || null, chunkSize: PIECE, retryDelays: null, storeFingerprintForResuming: false,
      headers: headers(row), metadata: { filename: row.name, for: row.purpose },
      onUploadUrlAvailable: () => { lineCarried(true); row.url = upload.url; if (row.stored) put("files", row); },
      onChunkComplete: () => lineCarried(true),
      onProgress: (sent, total) => { watch(); onProgress(Math.floor((sent / total) * 100)); },
      onSuccess: () => { clearTimeout(timer); done(); },
      onError: (error) => broken(error.originalResponse?.getStatus() ?? 0, error.originalResponse?.getBody() ?? ""),
    });
    watch();
    upload.start();
  });
}

/** Says what the bytes are for; the server answers with the paper's row, or with why not. */
async function finish(row) {
  const body = new FormData();
  for (const [name, value] of row.fields) body.append(name, value);
  body.append("upload", row.url.split("/").filter(Boolean).at(-1));
  const answer = await fetch(row.action, { method: "POST", body, credentials: "same-origin", redirect: "manual", headers: { ...headers(row), "HX-Request": "true", Accept: "application/json" } });
  return { status: answer.type === "opaqueredirect" ? 401 : answer.status, text: await answer.text() };
}

async function persist(row, { onProgress = () => {}, onWaiting = () => {}, signal }) {
  let percent = 0;
  let wait = FIRST_WAIT;
  let starts = 1;
  const seen = (now) => { if (now > percent) wait = FIRST_WAIT; percent = now; onProgress(now); };
  while (!signal?.aborted) {
    let answer;
    try {
      await push(row, seen);
      answer = await finish(row).catch(() => ({ status: 0, text: "" }));
    } catch (broken) { answer = broken; }
    // The server has forgotten the upload (three days, or a wiped disk): from the start again.
    if ([404, 410].includes(answer.status) && row.url && starts < TRIES_FROM_START) { row.url = ""; starts += 1; continue; }
    lineCarried(!soon(answer.status));
    if (!soon(answer.status)) return answer;
    onWaiting(percent);
    await worthATry(wait);
    wait = Math.min(wait * 2, LONGEST_WAIT);
  }
  return { status: 0, text: "" };
}

/** Sends a row of the store "files". Resolves to {status, text}; status 0 with `gone` when another tab has sent it. */
export async function sendFile(row, hooks = {}) {
  const run = async () => {
    if (row.stored && !(await (await database())?.get("files", row.id))) return { status: 0, text: "", gone: true };
    return persist(row, hooks);
  };
  return navigator.locks ? navigator.locks.request(`saoque-file-${row.id}`, run) : run();
}
