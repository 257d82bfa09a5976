/* Files that wait on this device, each with the form that it was picked in. */
import { stamp } from "./box.js";
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
/** Sends with the module that only pages with files load. What the server refused for good waits no longer. */
export async function deliver(row, hooks) {
  sender ??= import(say("urlSender")).catch((error) => { sender = undefined; throw error; });
  let answer;
  try { answer = await (await sender).sendFile(row, hooks); } catch { return { status: 0, text: "" }; }
  if (answer.status >= 200 && answer.status < 300) await remove("files", row.id);
  return answer;
}

export const dropFile = (row) => remove("files", row.id);
