/* <a data-beside href="…">: on a desk the page opens as a sheet beside the one being filled in, on a phone as a page.
   The sheet asks for the same address with ?ben=1, so that the whole page is never mistaken for its part. */
import htmx from "htmx.org";

const WIDE = "(min-width: 900px)";
let opener = null;

export function listenBeside() {
  document.addEventListener("click", async (event) => {
    const sheet = document.getElementById("beside");
    if (event.target.closest("[data-beside-close]")) { close(sheet); return; }
    const link = event.target.closest("a[data-beside]");
    if (!link || !sheet || event.ctrlKey || event.metaKey || event.shiftKey || !matchMedia(WIDE).matches) return;
    event.preventDefault();
    opener = link;
    const address = new URL(link.href);
    address.searchParams.set("ben", "1");
    await htmx.ajax("GET", address.pathname + address.search, { target: "#beside-in", swap: "innerHTML" });
    if (!sheet.open) sheet.show();
    sheet.scrollTop = 0;
    sheet.querySelector("[data-beside-close]").focus();
  });
  document.addEventListener("keydown", (event) => {
    const sheet = document.getElementById("beside");
    if (event.key === "Escape" && sheet?.open) close(sheet);
  });
}

function close(sheet) {
  sheet?.close();
  opener?.focus();
  opener = null;
}
