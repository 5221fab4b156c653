/** Whether this browser can lock words: else the phone numbers are shown instead. */

type Has = (name: string) => boolean;

const NEEDED = ["WebAssembly", "WebSocket", "Worker", "indexedDB", "customElements", "EventTarget"];

/** Whether all that is needed is there; `subtle` is missing on pages without HTTPS. */
export function isSupported(
  has: Has = (name) => name in globalThis,
  subtle: unknown = globalThis.crypto?.subtle,
): boolean {
  return NEEDED.every(has) && Boolean(subtle);
}

/** Show the page's own fallback in place of the island. */
export function showFallback(page: Document = document): void {
  for (const island of page.querySelectorAll("naere-young")) island.remove();
  page.getElementById("no-support")?.removeAttribute("hidden");
}
