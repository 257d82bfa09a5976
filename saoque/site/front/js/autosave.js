/* Keeps a form while it is being filled: <form data-autosave data-autosave-url="…" data-autosave-key="dossier-12">.
   Each changed field goes alone, in order, with the version it was read at; what the network refuses waits on this
   device and goes out later. Nothing that was typed is lost by a closed page. */
import { AutosaveQueue } from "./lib/queue.js";
import { showClash } from "./lib/clash.js";
import { csrfToken, say } from "./lib/page.js";

const PAUSE = 600;

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

  const queue = new AutosaveQueue({
    key: form.dataset.autosaveKey ?? url,
    version: form.dataset.version ?? "",
    versions: ownVersions(form),
    async send(name, values, version, { last = false } = {}) {
      const body = new URLSearchParams([["field", name], ["version", version], ...values.map((value) => ["value", value])]);
      const answer = await fetch(url, { method: "POST", body, keepalive: last, credentials: "same-origin", redirect: "manual", headers: { Accept: "application/json", "X-CSRFToken": csrfToken() } });
      const told = answer.headers.get("content-type")?.includes("json") ? await answer.json() : {};
      return { status: answer.type === "opaqueredirect" ? 401 : answer.status, told };
    },
    onSending: (name) => show("saving", say("saving"), name),
    onSaved(name, told) {
      showError(name, "");
      show("saved", say("saved", { time: told.saved_at ?? "" }), name);
      for (const [selector, fragment] of Object.entries(told.html ?? {})) window.htmx?.swap(selector, fragment, { swapStyle: "innerHTML" });
      form.dispatchEvent(new CustomEvent("autosave:saved", { bubbles: true, detail: { name, told } }));
    },
    onWaiting: (count) => show("waiting", say("waiting", { count })),
    onRefused: (name, status, told) => {
      if (status === 422) { show("wrong", told.error); showError(name, told.error); return; }
      show("wrong", status === 401 ? say("signIn") : told.error ?? say("noRight"), name);
    },
    onClash: (name, told, mine) => showClash({
      field: fieldsOf(form, name)[0], told, mine,
      keepMine: () => queue.insist(name, mine, told.version),
      keepTheirs: () => {
        restore(form, name, [told.current].flat().filter((value) => value != null).map(String));
        queue.settle(name, told.version);
        show("saved", say("saved", { time: told.saved_at ?? "" }), name);
      },
    }),
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
    timers.set(name, setTimeout(send, event.type === "change" ? 0 : PAUSE, name));
  }
  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  window.addEventListener("online", () => queue.go());
  window.addEventListener("pagehide", () => queue.flush());

  for (const [name, { values, version }] of queue.kept()) {
    if (!fieldsOf(form, name).length) continue;
    restore(form, name, values);
    queue.put(name, values, version);
  }
}

document.querySelectorAll("form[data-autosave]").forEach(keep);
document.addEventListener("htmx:load", ({ detail }) => {
  for (const form of detail.elt.querySelectorAll?.("form[data-autosave]") ?? []) keep(form);
});
