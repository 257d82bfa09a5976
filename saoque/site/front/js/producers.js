/* Forms in steps on a phone, and the count of words under a story. Without script every question is shown at once. */
import { make } from "./lib/page.js";

const phone = window.matchMedia("(max-width: 719px)");

/** The first control or group of a step that still needs an answer, or nothing. */
function firstMissing(step) {
  for (const picker of step.querySelectorAll("[data-place-picker]")) {
    if (!picker.querySelector('input[type="radio"]:checked')) return picker.querySelector('input[type="search"]');
  }
  for (const control of step.querySelectorAll("[required]")) {
    if (control.closest("[data-place-picker]")) continue;
    const filled = control.type === "radio" ? step.querySelector(`input[name="${control.name}"]:checked`) : control.value.trim();
    if (!filled) return control;
  }
  return null;
}

function complain(missing, words) {
  const control = missing.closest("details:not([open])") ? missing.closest("[data-step]").querySelector('input[type="search"]') : missing;
  const place = control.closest(".field, fieldset, .stack");
  if (!place.querySelector(".error")) place.append(make("p", { className: "error", role: "alert", textContent: words }));
  place.classList.add("wrong");
  control.focus();
}

function forgive({ target }) {
  const step = target.closest?.("[data-step]");
  for (const error of step?.querySelectorAll('.error[role="alert"]') ?? []) {
    error.parentElement.classList.remove("wrong");
    error.remove();
  }
}

function prepareSteps(form) {
  const steps = [...form.querySelectorAll("[data-step]")];
  const part = (name) => form.querySelector(`[data-step-${name}]`);
  const [back, next, send, road, words] = ["back", "next", "send", "road", "words"].map(part);
  const marks = [...road.querySelectorAll("li")];
  let now = Math.max(0, steps.findIndex((step) => step.querySelector(".wrong")));

  function show(focus) {
    const one = phone.matches && steps.length > 1;
    document.body.classList.toggle("stepping", one);
    document.body.classList.toggle("past-first", one && now > 0);
    steps.forEach((step, place) => { step.hidden = one && place !== now; });
    road.hidden = !one;
    back.hidden = !one || now === 0;
    next.hidden = !one || now === steps.length - 1;
    send.hidden = one && now < steps.length - 1;
    words.textContent = words.dataset.stepWords.replace("{now}", now + 1).replace("{all}", steps.length);
    marks.forEach((mark, place) => { mark.className = place < now ? "done" : place === now ? "now" : ""; });
    if (!focus) return;
    window.scrollTo({ top: 0 });
    steps[now].querySelector("h2").focus({ preventScroll: true });
  }

  function forward() {
    const missing = firstMissing(steps[now]);
    if (missing) { complain(missing, form.dataset.needed); return; }
    now += 1;
    show(true);
  }

  next.addEventListener("click", forward);
  back.addEventListener("click", () => { now -= 1; show(true); });
  form.addEventListener("input", forgive);
  form.addEventListener("keydown", (event) => {
    const typed = event.key === "Enter" && event.target.matches('input:not([type="search"])');
    if (typed && !next.hidden) { event.preventDefault(); forward(); }
  });
  phone.addEventListener("change", () => show(false));
  show(false);
}

function countWords(area) {
  const shown = area.form.querySelector("[data-words-counted]");
  const tell = () => { shown.textContent = shown.dataset.wordsCounted.replace("{count}", area.value.split(/\s+/).filter(Boolean).length); };
  area.addEventListener("input", tell);
  tell();
}

/* With script the list of sets answers while typing: the button only has to wait for it. */
document.addEventListener("click", (event) => event.target.closest("[data-find-set]") && event.preventDefault());
document.addEventListener("keydown", (event) => event.key === "Enter" && event.target.id === "find-set" && event.preventDefault());

/* The first paper has come: the drawer is not empty any more. */
document.addEventListener("upload:done", () => document.querySelector("[data-empty]")?.remove());

document.querySelectorAll("form[data-steps]").forEach(prepareSteps);
document.querySelectorAll("[data-count-words]").forEach(countWords);
