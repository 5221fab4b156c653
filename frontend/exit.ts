/**
 * The quick exit: away at once, and no way back to the page with the browser's Back button.
 *
 * It works from every page and by itself: what it wipes is named here, not asked for elsewhere. Nothing
 * is waited for. Every page of the young people's door also listens: when one tab leaves, all of them do.
 */

const LEFT = "naere-left";
const TWICE_WITHIN_MS = 1500;
const KEYS = "naere-keys"; // the database of crypto/idb.ts
const CHANNEL = "naere-young"; // of young/tabs.ts, too
const END_SESSION = "/api/young/leave";

type Replace = (url: string) => void;

declare global {
  interface WindowEventMap {
    /** All of it is to disappear; `leaves` when it is this page that leaves, and ends the session. */
    "naere:exit": CustomEvent<{ readonly leaves: boolean }>;
  }
}

let others: BroadcastChannel | null = null; // one for the page: what it says there, it does not hear itself

/**
 * Leave for `url`: the page is emptied, who listens for `naere:exit` wipes, keys and session go, other
 * tabs leave too, the history entry goes.
 */
export function leave(url: string, replace: Replace = (to) => location.replace(to)): void {
  go(url, replace, true, [emptyTab, tellTabs, dropKeys, endSession, remember]);
}

/**
 * Leave for `url` because another tab did, or this one before: keys and session are gone already, and what
 * is there now may be somebody else's. Nobody is told again, and who listens for `naere:exit` ends no session.
 */
export function follow(url: string, replace: Replace = (to) => location.replace(to)): void {
  go(url, replace, false, [emptyTab, remember]);
}

function go(url: string, replace: Replace, leaves: boolean, steps: readonly (() => void)[]): void {
  document.documentElement.hidden = true;
  document.title = "";
  window.dispatchEvent(new CustomEvent("naere:exit", { detail: { leaves } }));
  for (const step of steps) quietly(step);
  replace(url);
}

/** Whatever a browser does not allow must not hold up the rest. */
function quietly(step: () => void): void {
  try {
    step();
  } catch {
    // the next step, and away
  }
}

function emptyTab(): void {
  sessionStorage.clear();
}

function tellTabs(): void {
  (others ?? new BroadcastChannel(CHANNEL)).postMessage({ say: "exit" });
}

/** Leave for `url` when another tab of this browser does. */
export function listen(url: string, replace?: Replace): void {
  others = new BroadcastChannel(CHANNEL);
  others.addEventListener("message", (event: MessageEvent<{ say?: string } | null>) => {
    if (event.data?.say === "exit") follow(url, replace);
  });
}

function dropKeys(): void {
  indexedDB.deleteDatabase(KEYS);
}

/** Without a token, which reading pages have none of: the server looks at where it comes from instead. */
function endSession(): void {
  fetch(END_SESSION, { method: "POST", keepalive: true, credentials: "same-origin" }).catch(() => undefined);
}

function remember(): void {
  sessionStorage.setItem(LEFT, "1");
}

function hasLeft(): boolean {
  try {
    return sessionStorage.getItem(LEFT) === "1";
  } catch {
    return false;
  }
}

function cameBack(event: PageTransitionEvent): boolean {
  const [entry] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
  return event.persisted || entry?.type === "back_forward";
}

/** After a quick exit, Back leads to the neutral page again; coming on purpose is a fresh start. */
export function guardBack(url: string, replace: Replace = (to) => location.replace(to)): void {
  window.addEventListener("pageshow", (event) => {
    if (!hasLeft()) return;
    if (cameBack(event)) follow(url, replace);
    else sessionStorage.removeItem(LEFT);
  });
}

/** Esc twice within a second and a half calls `act`. */
export function onDoubleEscape(act: () => void, now: () => number = Date.now): void {
  let last = Number.NEGATIVE_INFINITY;
  window.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.repeat) return;
    if (now() - last <= TWICE_WITHIN_MS) act();
    last = now();
  });
}

/** Make the link `data-exit` the quick exit of this page, if it has one: those of the staff have none. */
export function startExit(): void {
  const link = document.querySelector<HTMLAnchorElement>("a[data-exit]");
  if (!link) return;
  guardBack(link.href);
  quietly(() => listen(link.href));
  onDoubleEscape(() => leave(link.href));
  link.addEventListener("click", (event) => {
    event.preventDefault();
    leave(link.href);
  });
}
