/* Where the browser can, it wakes the service worker when the line is back, even with the page closed. */
export async function askForSync() {
  try { await (await navigator.serviceWorker?.ready)?.sync?.register("saoque-typed"); } catch { /* the next visit sends */ }
}
