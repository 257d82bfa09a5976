/* Makes every place picker answer while one types. Without this file «Tìm» sends the form, which works too. */

const WAIT_MS = 250;
const SHORTEST = 2;

function enhance(picker) {
  if (picker.dataset.ready) return;
  picker.dataset.ready = "yes";
  const box = picker.querySelector("input[type=search]");
  const found = picker.querySelector("[data-place-found]");
  const chosen = picker.querySelector("[data-place-chosen]");
  const find = picker.querySelector("[data-place-find]");
  let timer = 0;
  let asked = null;

  async function ask() {
    window.clearTimeout(timer);
    const text = box.value.trim();
    asked?.abort();
    if (text.length < SHORTEST) {
      found.replaceChildren();
      return;
    }
    asked = new AbortController();
    const address = new URL(picker.dataset.url, window.location.href);
    address.searchParams.set("q", text);
    address.searchParams.set("name", picker.dataset.name);
    try {
      const answer = await fetch(address, { headers: { "X-Requested-With": "fetch" }, signal: asked.signal });
      if (!answer.ok) return;
      // Our own escaped page part, parsed without running anything.
      const part = new DOMParser().parseFromString(await answer.text(), "text/html");
      found.replaceChildren(...part.body.childNodes);
    } catch (error) {
      if (error.name !== "AbortError") found.replaceChildren();
    }
  }

  function take(radio) {
    const card = radio.closest("label");
    chosen.replaceChildren(card);
    radio.checked = true;
    box.value = "";
    box.required = false;
    found.replaceChildren();
    radio.focus();
    picker.dispatchEvent(new CustomEvent("place:chosen", { bubbles: true, detail: { value: radio.value } }));
  }

  box.addEventListener("input", () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(ask, WAIT_MS);
  });
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    ask();
  });
  find.addEventListener("click", (event) => {
    event.preventDefault();
    ask();
  });
  // A click or a space takes a place; arrow keys only walk through the list.
  found.addEventListener("click", (event) => {
    const radio = event.target.closest("label")?.querySelector("input[type=radio]");
    if (radio && event.detail !== 0) take(radio);
  });
  found.addEventListener("keydown", (event) => {
    if (event.target.matches("input[type=radio]") && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      take(event.target);
    }
  });
}

function enhanceAll(root) {
  root.querySelectorAll?.("[data-place-picker]").forEach(enhance);
}

enhanceAll(document);
document.addEventListener("htmx:load", (event) => enhanceAll(event.target.parentNode ?? document));
