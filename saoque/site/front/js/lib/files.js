/* Files that wait on this device, each with the form that it was picked in. */
import { stamp } from "./box.js";
import { FIRST_WAIT, lineCarried, LONGEST_WAIT, worthATry } from "./line.js";
import { say } from "./page.js";
import { put, remove, rowsOf, whose } from "./store.js";

/** Keeps a picked file until the server has it. `stored` is false where the device has no room: then only this page has it. */
export async function keepFile(form, input, file) {
  const fields = [...new FormData(form)].filter(([name, value]) => typeof value === "string" && name !== "csrfmiddlewaretoken" && name !== input.name);
  const row = {
    id: `${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 10)}`, user: whose(), purpose: form.dataset.uploadFor,
    action: form.dataset.uploadUrl ?? form.action, fields, file, name: file.name, page: location.pathname, title: document.querySelector("h1")?.textContent.trim() ?? "", at: stamp(), url: "", stored: true,
  };
  if (!(await put("files", row))) row.stored = false;
  return row;
}

export const waitingFiles = async (wanted) => (await rowsOf("files", whose())).filter(wanted);

let sender;
/** The module that only pages with files load; on a dead line it comes later. */
async function fetched(onWaiting) {
  for (let wait = FIRST_WAIT; ; wait = Math.min(wait * 2, LONGEST_WAIT)) {
    sender ??= import(say("urlSender"));
    try { return await sender; } catch { sender = undefined; }
    lineCarried(false);
    onWaiting?.(0);
    await worthATry(wait);
  }
}

/** Sends a file, however long the line takes. What the server refused for good waits no longer. */
export async function deliver(row, hooks) {
  const { sendFile } = await fetched(hooks.onWaiting);
  let answer;
  try { answer = await sendFile(row, hooks); } catch { return { status: 0, text: "" }; }
  if (answer.status >= 200 && answer.status < 300) await remove("files", row.id);
  return answer;
}

export const dropFile = (row) => remove("files", row.id);
