/* Where the phone stands: fills in the place of a point, or puts near shops first. The position leaves the page only when a form is sent. */
const KILOMETERS = 6371;
const radians = (degrees) => (degrees * Math.PI) / 180;

function ask(say, go) {
  navigator.geolocation.getCurrentPosition(({ coords }) => go(coords), () => { say.textContent = say.dataset.refused; }, { enableHighAccuracy: true, timeout: 20000, maximumAge: 60000 });
}

/** The way along the great circle, in kilometres. */
function away(from, north, east) {
  const half = (a, b) => Math.sin(radians(a - b) / 2) ** 2;
  const chord = half(north, from.latitude) + Math.cos(radians(from.latitude)) * Math.cos(radians(north)) * half(east, from.longitude);
  return 2 * KILOMETERS * Math.asin(Math.sqrt(chord));
}

function prepareLocate(box) {
  const say = box.querySelector("[data-locate-say]");
  const write = (name, value) => { document.querySelector(`[name="${name}"]`).value = value.toFixed(5).replace(".", ","); };
  box.hidden = false;
  box.querySelector("[data-locate-start]").addEventListener("click", () => ask(say, (coords) => {
    write("latitude", coords.latitude);
    write("longitude", coords.longitude);
    say.textContent = say.dataset.done.replace("{meters}", Math.round(coords.accuracy));
  }));
}

function prepareNear(box) {
  const list = box.querySelector("[data-near-list]");
  const button = box.querySelector("[data-near-start]");
  const say = box.querySelector("[data-near-say]");
  if (!list) return;
  button.hidden = false;
  button.addEventListener("click", () => ask(say, (coords) => {
    const rows = [...list.children].map((row) => ({ row, way: row.dataset.north ? away(coords, Number(row.dataset.north), Number(row.dataset.east)) : Infinity }));
    rows.sort((one, other) => one.way - other.way || 0);
    for (const { row, way } of rows) {
      list.append(row);
      if (Number.isFinite(way)) row.querySelector("[data-near-away]").textContent = say.dataset.away.replace("{kilometers}", way.toFixed(way < 10 ? 1 : 0).replace(".", ","));
    }
    say.textContent = say.dataset.done;
  }));
}

if ("geolocation" in navigator) {
  document.querySelectorAll("[data-locate]").forEach(prepareLocate);
  document.querySelectorAll("[data-near]").forEach(prepareNear);
}
