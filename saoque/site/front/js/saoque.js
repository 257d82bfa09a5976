/* On every page: htmx under a strict policy, menus, dialogs, confirmations, unsaved-changes warning, theme. */
import htmx from "htmx.org";
import { listenBeside } from "./lib/beside.js";
import { csrfToken, say, toast } from "./lib/page.js";

Object.assign(htmx.config, { allowEval: false, allowScriptTags: false, includeIndicatorStyles: false, selfRequestsOnly: true, scrollIntoViewOnBoost: false, historyCacheSize: 0 });
window.htmx = htmx;
listenBeside();

document.addEventListener("htmx:configRequest", ({ detail }) => {
  if (detail.verb !== "get") detail.headers["X-CSRFToken"] = csrfToken();
});
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (detail.xhr.status === 422) { detail.shouldSwap = true; detail.isError = false; }
});
document.addEventListener("htmx:sendError", () => toast(say("offline")));
document.addEventListener("htmx:responseError", ({ detail }) => toast(say(detail.xhr.status === 403 ? "refused" : "failed")));
document.addEventListener("saoque:toast", ({ detail }) => toast(detail.value ?? detail.text));

/* Menus are <details class="menu">: one open at a time, closed by Escape and by a click elsewhere. */
function closeMenus(except) {
  for (const menu of document.querySelectorAll("details.menu[open]")) if (!except || !menu.contains(except)) menu.open = false;
}
document.addEventListener("click", (event) => closeMenus(event.target));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = document.querySelector("details.menu[open]");
  if (open) { open.open = false; open.querySelector("summary").focus(); }
});

/* Theme: remembered in a cookie, so that the server draws the next page in it at once. */
function setTheme(theme) {
  if (theme === "auto") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  document.cookie = `theme=${theme};path=/;max-age=31536000;samesite=lax${location.protocol === "https:" ? ";secure" : ""}`;
  for (const button of document.querySelectorAll("[data-theme-set]")) button.setAttribute("aria-pressed", String(button.dataset.themeSet === theme));
}

document.addEventListener("click", (event) => {
  const theme = event.target.closest("[data-theme-set]");
  if (theme) setTheme(theme.dataset.themeSet);
  const opener = event.target.closest("[data-dialog]");
  if (opener) { event.preventDefault(); document.getElementById(opener.dataset.dialog)?.showModal(); }
  if (event.target.closest("[data-close]")) event.target.closest("dialog")?.close();
  if (event.target.closest("[data-print]")) window.print();
  if (event.target instanceof HTMLDialogElement && event.target.open) event.target.close();
});

/* A button that cannot be taken back asks once more: <button data-confirm="Thu hồi giấy này?">. */
document.addEventListener("submit", (event) => {
  const form = event.target;
  const question = event.submitter?.dataset.confirm ?? form.dataset.confirm;
  if (question && !window.confirm(question)) { event.preventDefault(); event.stopImmediatePropagation(); return; }
  if (form.getAttribute("aria-busy") === "true") { event.preventDefault(); return; }
  if (!form.hasAttribute("hx-post") && form.method === "post") form.setAttribute("aria-busy", "true");
  form.removeAttribute("data-dirty");
}, true);
window.addEventListener("pageshow", () => document.querySelectorAll('form[aria-busy="true"]').forEach((form) => form.removeAttribute("aria-busy")));

/* A form that is not kept by itself warns before its reader walks away: <form data-warn>. */
document.addEventListener("input", (event) => event.target.form?.matches("[data-warn]") && event.target.form.setAttribute("data-dirty", ""));
window.addEventListener("beforeunload", (event) => document.querySelector("form[data-warn][data-dirty]") && event.preventDefault());

/* Selects and chips that answer at once: <form data-send-on-change>. */
document.addEventListener("change", (event) => event.target.form?.matches("[data-send-on-change]") && event.target.form.requestSubmit());

/* The first wrong field is where the reader continues. */
(document.querySelector(".error-summary") ?? document.querySelector('[aria-invalid="true"]'))?.focus();

function showNetwork() {
  const note = document.querySelector("[data-offline-note]");
  if (note) note.hidden = navigator.onLine;
}
window.addEventListener("online", showNetwork);
window.addEventListener("offline", showNetwork);
showNetwork();

/* A shared phone: pages kept for somebody else than the reader of this page are gone before anything else is done. */
const reader = document.querySelector('meta[name="user-key"]')?.content;
if (reader && "caches" in window) {
  caches.keys().then((names) => names.filter((name) => name.startsWith("pages-") && name !== `pages-${reader}`).forEach((name) => caches.delete(name)));
}
