/** Lets the device keep the exercises' pages, when its owner asks for it (docs/adr/0015). */
import { PAGES } from "../toolbox/kept-pages";

const WORKER = "/oevelser/uden-net.js";
const SCOPE = "/"; // the page with help is one of those that are kept

/** Fired on the window when the pages are kept here, or no longer. */
export const PAGES_KEPT = "naere:pages-kept";

interface Factory {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): string };
}

function onlyOurs(url: string): string {
  if (url !== WORKER) throw new TypeError("not ours");
  return url;
}

function trusted(): string {
  const factory = (globalThis as { trustedTypes?: Factory }).trustedTypes;
  return factory ? factory.createPolicy("naere-offline", { createScriptURL: onlyOurs }).createScriptURL(WORKER) : WORKER;
}

/** What keeps them here. A device that kept them before has one with a smaller scope. */
async function ours(workers: ServiceWorkerContainer): Promise<ServiceWorkerRegistration[]> {
  const all = await workers.getRegistrations();
  return all.filter(({ active, waiting, installing }) =>
    [active, waiting, installing].some((one) => one !== null && new URL(one.scriptURL).pathname === WORKER),
  );
}

let address: string | null = null;

/** Keep the pages; resolves when they are there. */
export async function keepPages(workers: ServiceWorkerContainer): Promise<void> {
  address ??= trusted();
  const before = await ours(workers);
  const found = await workers.register(address, { scope: SCOPE });
  await Promise.all(before.filter((one) => one.scope !== found.scope).map((one) => one.unregister()));
  const coming = found.installing ?? found.waiting;
  if (!coming) return;
  await new Promise<void>((done, failed) => {
    coming.addEventListener("statechange", () => {
      if (coming.state === "activated") done();
      if (coming.state === "redundant") failed(new Error("not kept"));
    });
    if (coming.state === "activated") done();
  });
}

/** Remove the pages, the worker that kept them, and what lies here sealed (`copies`). */
export async function dropPages(
  workers: ServiceWorkerContainer,
  store: CacheStorage = caches,
  copies: () => Promise<void> = dropSealed,
): Promise<void> {
  await copies();
  await Promise.all((await ours(workers)).map((one) => one.unregister()));
  const names = await store.keys();
  await Promise.all(names.filter((name) => name.startsWith(PAGES)).map((name) => store.delete(name)));
}

async function dropSealed(): Promise<void> {
  await (await import("../toolbox/device")).dropCopies();
}

export function startOffline(page: Document = document): void {
  const box = page.querySelector<HTMLElement>("[data-offline]");
  const keep = box?.querySelector<HTMLButtonElement>("[data-offline-keep]");
  const drop = box?.querySelector<HTMLButtonElement>("[data-offline-drop]");
  const said = box?.querySelector<HTMLElement>("[data-offline-said]");
  const workers = navigator.serviceWorker as ServiceWorkerContainer | undefined;
  if (!box || !keep || !drop || !said || !workers) return;
  const show = (kept: boolean): void => {
    [keep.hidden, drop.hidden] = [kept, !kept];
    box.hidden = false;
  };
  const act = async (button: HTMLButtonElement, work: () => Promise<void>, kept: boolean): Promise<void> => {
    button.disabled = true;
    try {
      await work();
      said.textContent = (kept ? said.dataset.kept : said.dataset.dropped) ?? "";
      show(kept);
      window.dispatchEvent(new Event(PAGES_KEPT));
      (kept ? drop : keep).focus();
    } catch {
      said.textContent = said.dataset.failed ?? "";
    } finally {
      button.disabled = false;
    }
  };
  keep.addEventListener("click", () => void act(keep, () => keepPages(workers), true));
  drop.addEventListener("click", () => void act(drop, () => dropPages(workers), false));
  const look = (): void => {
    ours(workers).then(
      (found) => show(found.length > 0),
      () => undefined,
    );
  };
  window.addEventListener(PAGES_KEPT, look); // also by <exercise-on-device>
  look();
}
