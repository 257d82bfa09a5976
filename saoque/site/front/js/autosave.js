/* Keeps a form while it is being filled: <form data-autosave data-autosave-url="…" data-autosave-key="dossier-12">.
   Each changed field goes alone, in order, with the version it was read at; what the network refuses waits in the store
   of this device and goes out later, from here, from another page (offline.js) or from the service worker. */
import { Box } from "./lib/box.js";
import { isDead, lineCarried, whenBack } from "./lib/line.js";
import { AutosaveQueue } from "./lib/queue.js";
import { postField } from "./lib/post.js";
import { rowsOf } from "./lib/store.js";
import { showClash } from "./lib/clash.js";
import { csrfToken, say } from "./lib/page.js";
import { askForSync } from "./lib/sync.js";

const PAUSE = 600;

/* Forms of one page save side by side, so their answers may come out of order: an older sum never covers a newer one. */
const newest = new Map();
function isNewest(selector, order = 0) {
  if (order < (newest.get(selector) ?? 0)) return false;
  newest.set(selector, order);
  return true;
}

/** Values of a field as the server reads them: several for checkboxes and multiple selects. */
export function valuesOf(form, name) {
  return new FormData(form).getAll(name).filter((value) => typeof value === "string");
}

function fieldsOf(form, name) {
  return [...form.elements].filter((element) => element.name === name);
}

function restore(form, name, values) {
  for (const field of fieldsOf(form, name)) {
    if (field.type === "radio" || field.type === "checkbox") field.checked = values.includes(field.value);
    else if (field instanceof HTMLSelectElement) for (const option of field.options) option.selected = values.includes(option.value);
    else field.value = values[0] ?? "";
  }
}

/** Fields that are counted by themselves: inside an element with data-version, or carrying it. */
function ownVersions(form) {
  const rows = [...form.elements].map((field) => [field.name, field.closest("[data-version]")]);
  return new Map(rows.filter(([name, holder]) => name && holder && holder !== form).map(([name, holder]) => [name, holder.dataset.version]));
}

function keep(form) {
  if (form.dataset.kept) return;
  form.dataset.kept = "true";
  const url = form.dataset.autosaveUrl;
  const spot = (name) => form.querySelector(`[data-saved-for="${CSS.escape(name)}"]`);
  const whole = [...document.querySelectorAll("[data-saved-all]")];

  function show(state, text, name) {
    for (const place of [...whole, name && spot(name)].filter(Boolean)) {
      place.dataset.state = state;
      place.textContent = text;
    }
  }

  function showError(name, message) {
    const field = fieldsOf(form, name)[0];
    const holder = field?.closest(".field") ?? field?.parentElement;
    holder?.classList.toggle("wrong", Boolean(message));
    if (message) field?.setAttribute("aria-invalid", "true");
    else field?.removeAttribute("aria-invalid");
    const place = spot(name);
    if (place && message) { place.dataset.state = "wrong"; place.textContent = message; }
  }

  // By its key offline.js knows which rows this form looks after, and sends none of them beside it.
  form.dataset.autosaveKey ??= url;
  const box = new Box(form.dataset.autosaveKey, url, document.querySelector("h1")?.textContent.trim() ?? document.title);
  const queue = new AutosaveQueue({
    box,
    version: form.dataset.version ?? "",
    versions: ownVersions(form),
    labelOf: (name) => labelOf(fieldsOf(form, name)[0]),
    send: (name, values, version, { last = false } = {}) => heard(postField({ url, name, values, version, last, user: box.user, token: csrfToken() })),
    onSending: (name) => isDead() || show("saving", say("saving"), name),
    onSaved(name, told) {
      showError(name, "");
      show("saved", say("saved", { time: told.saved_at ?? "" }), name);
      for (const [selector, fragment] of Object.entries(told.html ?? {})) if (isNewest(selector, told.order)) window.htmx?.swap(selector, fragment, { swapStyle: "innerHTML" });
      form.dispatchEvent(new CustomEvent("autosave:saved", { bubbles: true, detail: { name, told } }));
    },
    async onWaiting(count, name) {
      askForSync();
      show("waiting", say("waiting", { count: Math.max(count, (await rowsOf("typed", box.user)).length) }), name);
    },
    onRefused: (name, status, told) => {
      if (status === 422) { show("wrong", told.error); showError(name, told.error); return; }
      show("wrong", status === 401 ? say("signIn") : told.error ?? say("noRight"), name);
    },
    onClash(name, told, mine) {
      show("wrong", say("choose", { count: 1 }), name);
      showClash({
        field: fieldsOf(form, name)[0], told, mine,
        keepMine: () => queue.insist(name, mine, told.version),
        keepTheirs: () => {
          restore(form, name, [told.current].flat().filter((value) => value != null).map(String));
          queue.settle(name, told.version);
          show("saved", say("saved", { time: told.saved_at ?? "" }), name);
        },
      });
    },
  });

  const timers = new Map();
  const sent = new Map();
  function send(name) {
    timers.delete(name);
    sent.set(name, String(valuesOf(form, name)));
    queue.put(name, valuesOf(form, name));
  }
  function changed(event) {
    const { name, type } = event.target;
    if (!name || type === "file" || type === "hidden" || event.target.closest("[data-no-autosave]")) return;
    // Leaving a field repeats as a change what the pause after typing has sent already.
    if (!timers.has(name) && sent.get(name) === String(valuesOf(form, name))) return;
    clearTimeout(timers.get(name));
    queue.hold(name, valuesOf(form, name));
    if (isDead()) show("waiting", say("waiting", { count: box.size }), name);
    timers.set(name, setTimeout(send, event.type === "change" ? 0 : PAUSE, name));
  }
  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  whenBack(() => queue.hurry());
  window.addEventListener("pagehide", () => queue.flush());

  /* The next page comes by its link: this form's words are kept already, and a form sent on a dead line ends at the browser's own error page. */
  form.addEventListener("submit", (event) => {
    const to = event.submitter?.dataset.href;
    if (!to) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    form.removeAttribute("aria-busy");
    location.assign(to);
  });

  const kept = (row) => {
    if (!fieldsOf(form, row.name).length || timers.has(row.name) || queue.pending.has(row.name)) return;
    restore(form, row.name, row.values);
    queue.put(row.name, row.values, { again: true });
  };
  box.ready.then(() => box.kept().forEach(kept));
}

/** Passes an answer on, and tells the page whether one came at all. */
async function heard(answer) {
  try {
    const { status } = await answer;
    lineCarried(status !== 429 && status < 500);
  } catch { lineCarried(false); }
  return answer;
}

function labelOf(field) {
  const words = field?.closest("fieldset")?.querySelector("legend") ?? field?.labels?.[0];
  return words?.textContent.replace(/\s+/g, " ").trim() ?? "";
}

document.querySelectorAll("form[data-autosave]").forEach(keep);
document.addEventListener("htmx:load", ({ detail }) => {
  for (const form of detail.elt.querySelectorAll?.("form[data-autosave]") ?? []) keep(form);
});
