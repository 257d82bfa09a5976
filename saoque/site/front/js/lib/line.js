/* Whether the server can be reached. navigator.onLine only knows of the antenna: out in the fields it says true on a line
   that carries nothing. What counts is the last request, and the scripts of a page tell it to one another through the page. */

export const FIRST_WAIT = 2_000;
export const LONGEST_WAIT = 30_000;
const NEWS = "line:changed";

export const isDead = () => !navigator.onLine || document.documentElement.dataset.line === "dead";

/** An answer came (`true`), or none did (`false`); `undefined`, when nothing was sent, tells nothing. */
export function lineCarried(came) {
  const root = document.documentElement;
  if (came === undefined || came === (root.dataset.line !== "dead")) return;
  root.dataset.line = came ? "alive" : "dead";
  document.dispatchEvent(new CustomEvent(NEWS));
}

/** Calls `act` when the device says that it is connected again, and when any script of the page got an answer again. */
export function whenBack(act, options = {}) {
  window.addEventListener("online", act, options);
  document.addEventListener(NEWS, () => isDead() || act(), options);
}

/** Calls `act` when what the page should say about the line may have changed. */
export function whenLineChanges(act) {
  for (const name of ["online", "offline"]) window.addEventListener(name, act);
  document.addEventListener(NEWS, act);
}

/** Resolves when the line is back, and after `wait` milliseconds at the latest: then it is worth another try. */
export function worthATry(wait) {
  return new Promise((go) => {
    const heard = new AbortController();
    const done = () => { clearTimeout(timer); heard.abort(); go(); };
    const timer = setTimeout(done, wait);
    whenBack(done, { signal: heard.signal });
  });
}

/** Another try after 2, 4, … 30 seconds, counted anew once one has worked. */
export class Patience {
  constructor(act) { Object.assign(this, { act, wait: FIRST_WAIT }); }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(this.act, this.wait);
    this.wait = Math.min(this.wait * 2, LONGEST_WAIT);
  }

  rest() {
    clearTimeout(this.timer);
    this.wait = FIRST_WAIT;
  }
}
