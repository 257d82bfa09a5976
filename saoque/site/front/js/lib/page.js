/* Small helpers shared by the page modules. */

/** The token that Django asks for with every unsafe request: cookie first, meta tag when the cookie is hidden. */
export function csrfToken() {
  const cookie = document.cookie.match(/(?:^|;\s*)csrftoken=([^;]+)/);
  return cookie ? decodeURIComponent(cookie[1]) : document.querySelector('meta[name="csrf-token"]')?.content ?? "";
}

/** Words that scripts show, written by the server in the reader's language: <body data-words='{"saving":"…"}'>. */
let words;
export function say(key, values = {}) {
  words ??= JSON.parse(document.getElementById("page-words")?.textContent ?? "{}");
  return (words[key] ?? key).replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}

/** Makes an element with properties and children; text only, never markup. */
export function make(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

/** Shows a short message that leaves by itself, or by its button. */
export function toast(text, seconds = 6) {
  const room = document.querySelector(".toasts");
  if (!room) return;
  const note = make("div", { className: "toast" }, make("span", { textContent: text }));
  const close = make("button", { type: "button", textContent: say("close") });
  close.addEventListener("click", () => note.remove());
  note.append(close);
  room.append(note);
  setTimeout(() => note.remove(), seconds * 1000);
}
