/** Whether the owner of this device has asked for the exercises' pages to be kept on it (docs/adr/0015). */

/** How the names of the service worker's caches begin. */
export const PAGES = "naere-oevelser ";

export async function pagesAreKept(): Promise<boolean> {
  const names = typeof caches === "undefined" ? [] : await caches.keys().catch(() => []);
  return names.some((name) => name.startsWith(PAGES));
}
