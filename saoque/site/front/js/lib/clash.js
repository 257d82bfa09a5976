/* Two people changed the same field: both values side by side, and the person picks. */
import { make, say } from "./page.js";

function side(title, text, button, pick) {
  const press = make("button", { type: "button", className: "btn quiet", textContent: button });
  press.addEventListener("click", pick);
  return make("div", {}, make("h4", { textContent: title }), make("p", { textContent: text || say("empty") }), press);
}

export function showClash({ field, told, mine, keepMine, keepTheirs }) {
  const holder = field?.closest(".field") ?? field?.form;
  if (!holder) return;
  holder.querySelector(".clash")?.remove();
  const box = make("div", { className: "clash", role: "alert" });
  const done = (pick) => () => { box.remove(); pick(); field.focus(); };
  const typed = [...(field.form?.elements ?? [])].filter((one) => one.name === field.name && one.checked).map((one) => one.closest("label")?.textContent.trim());
  const pair = make("div", { className: "compare" },
    side(say("mine"), typed.length ? typed.join(", ") : mine.join(", "), say("keepMine"), done(keepMine)),
    side([say("theirs"), told.at && say("savedElse", { at: told.at })].filter(Boolean).join(" "), told.current_text ?? String(told.current ?? ""), say("keepTheirs"), done(keepTheirs)));
  box.append(make("p", { className: "strong", textContent: say("clash", { by: told.by || say("someone") }) }), pair);
  holder.append(box);
}
