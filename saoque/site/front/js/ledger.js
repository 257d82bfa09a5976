/* The page of the sales book: the amount fills itself in, and a sale is kept on this device until the server has it.
   What waits lies in the same store as typed words and goes out with them (offline.js, the service worker); each sale
   carries the key it got here, so that sent twice it is written once. */
import { stamp } from "./lib/box.js";
import { keepPage } from "./lib/carry.js";
import { isDead, whenLineChanges } from "./lib/line.js";
import { make, say } from "./lib/page.js";
import { amend, put, rowsOf, tellChanged, whenChanged, whose } from "./lib/store.js";
import { askForSync } from "./lib/sync.js";

const form = document.querySelector("form[data-sale]");
const KIND = "sale:";

const newKey = () => crypto.randomUUID?.() ?? "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (digit) =>
  (digit ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (digit / 4)))).toString(16));

function begin() {
  const field = (name) => form.elements[name];
  const words = form.dataset;
  const prices = JSON.parse(words.prices || "{}");
  const state = form.querySelector("[data-sale-state]");
  const hint = form.querySelector("[data-sale-price]");
  const list = document.querySelector("[data-sale-waiting-list]");
  const room = document.querySelector("[data-sale-waiting]");
  let byHand = false;

  const grouped = (value) => String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ".");
  function quantity() {
    const text = field("quantity").value.trim().replace(/\s/g, "");
    const bare = /,/.test(text) || /^\d{1,3}(\.\d{3})+$/.test(text) ? text.replaceAll(".", "").replace(",", ".") : text;
    return bare && Number.isFinite(Number(bare)) ? Number(bare) : null;
  }
  function reckon() {
    const known = prices[field("product").value];
    hint.hidden = !known || byHand;
    if (!known || byHand) return;
    const many = quantity();
    field("amount").value = many === null ? "" : grouped(many * known.price);
  }
  field("product").addEventListener("change", () => {
    const known = prices[field("product").value];
    field("unit").value = known?.unit ?? "";
    if (!known) field("amount").value = "";
    byHand = false;
    reckon();
  });
  field("quantity").addEventListener("input", reckon);
  field("amount").addEventListener("input", () => { byHand = field("amount").value !== ""; hint.hidden = true; });

  const label = (name) => field(name).selectedOptions[0]?.textContent.trim() ?? "";
  const told = () => `${field("quantity").value} ${field("unit").value} ${label("product")}, ${field("amount").value} đ`;
  function show(kind, text) { state.dataset.state = kind; state.textContent = text; }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    form.removeAttribute("aria-busy");
    const missing = ["quantity", "unit", "amount", "sold_on"].find((name) => !field(name).value.trim());
    if (missing) { show("wrong", words.sayMissing); field(missing).focus(); return; }
    const key = newKey();
    const values = ["product", "quantity", "unit", "amount", "sold_on", "where", "place", "note"].map((name) => `${name}=${field(name).value}`);
    const row = {
      id: `${whose()}|${KIND}${key}|sale`, user: whose(), key: KIND + key, name: "sale", values, version: key,
      url: words.saleUrl, page: location.pathname, title: words.sayTitle, label: "", said: told(), at: stamp(),
    };
    if (!(await put("typed", row))) { show("wrong", words.sayLost); field("key").value = key; form.submit(); return; }
    show(isDead() ? "waiting" : "saving", isDead() ? words.sayWaiting : words.saySending);
    byHand = false;
    field("quantity").value = "1";
    field("note").value = "";
    if (!prices[field("product").value]) field("amount").value = "";
    reckon();
    field("quantity").focus();
    askForSync();
    document.dispatchEvent(new CustomEvent("typed:send"));
    draw();
  });

  function edit(row) {
    for (const pair of row.values) {
      const at = pair.indexOf("=");
      field(pair.slice(0, at)).value = pair.slice(at + 1);
    }
    byHand = true;
    drop(row);
    field("quantity").focus();
  }
  const drop = (row) => amend("typed", row, null).then(tellChanged);

  function line(row) {
    const why = row.state === "refused" ? row.told?.error ?? say("noRight") : isDead() ? words.sayWaiting : words.saySending;
    const item = make("li", { className: "row between" }, make("span", { className: "grow small" }, make("b", { textContent: row.said }), make("br"), make("span", { className: row.state ? "bad" : "soft", textContent: why })));
    if (row.state) for (const [text, act] of [[words.sayFix, edit], [words.sayDrop, drop]]) {
      const button = make("button", { type: "button", className: "btn quiet tight", textContent: text });
      button.addEventListener("click", () => act(row));
      item.append(button);
    }
    return item;
  }

  async function draw() {
    const rows = (await rowsOf("typed", whose())).filter((row) => row.key.startsWith(KIND) && row.url === words.saleUrl);
    room.hidden = rows.length === 0;
    list.replaceChildren(...rows.map(line));
    const waiting = rows.filter((row) => !row.state).length;
    if (waiting && isDead()) show("waiting", `${words.sayWaiting} (${waiting})`);
    else if (rows.length > waiting) show("wrong", rows.find((row) => row.state).told?.error ?? say("noRight"));
  }

  document.addEventListener("typed:sent", ({ detail }) => {
    for (const row of detail.filter(({ key, url }) => key.startsWith(KIND) && url === words.saleUrl)) {
      show("saved", `${words.saySent} ${row.told.saved_at ?? ""}: ${row.told.said ?? row.said}`);
      for (const [selector, fragment] of Object.entries(row.told.html ?? {})) window.htmx?.swap(selector, fragment, { swapStyle: "innerHTML" });
    }
    draw();
  });
  whenChanged(draw);
  whenLineChanges(draw);
  field("key").value = newKey();
  if (!field("amount").value) reckon(); else hint.hidden = !prices[field("product").value];
  draw();
  keepPage(location.href.split("#")[0]).catch(() => {});
}

if (form) begin();
