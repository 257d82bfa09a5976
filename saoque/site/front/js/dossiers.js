/* A dossier's pages: the plain form follows what was kept by itself, and the keyboard moves between questions. */

/* When the bar's button sends the form, its version must be the newest one that the page has been told. */
document.addEventListener("autosave:saved", ({ target, detail }) => {
  const version = target.elements?.version;
  if (version && detail.told.version !== undefined) version.value = detail.told.version;
});

/* Ctrl + Enter goes on, with Shift back. */
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  const button = document.querySelector(`.bar [name="go"][value="${event.shiftKey ? "back" : "next"}"]:not([disabled])`);
  if (!button) return;
  event.preventDefault();
  button.click();
});
