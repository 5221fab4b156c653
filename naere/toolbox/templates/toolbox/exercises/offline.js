// Keeps the exercises' pages, the one with help, and the files they name, for when there is no network. Nothing of a person:
// what is written stays in the open page, or sealed on the server.
"use strict";
const PAGES = {{ pages|safe }};
const CACHE = "naere-oevelser " + {{ version|safe }};
const NAMED = /(?:href|src)="(\/(?:static\/|tema\.css)[^"]*)"/g;
const NAMED_BY_FILES = /["'`(]((?:\.\/|\/static\/)?[\w.\/-]*-[\w-]{8,}\.(?:js|css|woff2))["'`)]/g;
const DEEP = 6; // a page's program, what that loads, what that names: down to the worker that opens

function namesIn(text, pattern) {
  return [...text.matchAll(pattern)].map((match) => match[1].replaceAll("&amp;", "&"));
}

/** The files that are named by these, and by those again: programs in parts, and the letters of a style. */
async function namedBy(files) {
  const found = new Set();
  let asked = files;
  for (let depth = 0; depth < DEEP; depth += 1) {
    const next = [];
    for (const file of asked.filter((one) => /\.(?:js|css)$/.test(one))) {
      const answer = await fetch(file);
      const names = answer.ok ? namesIn(await answer.text(), NAMED_BY_FILES) : [];
      for (const name of names) {
        const path = new URL(name, new URL(file, self.location.origin)).pathname;
        if (path.startsWith("/static/") && !found.has(path)) next.push(path), found.add(path);
      }
    }
    asked = next;
  }
  return found;
}

/** The page as everybody gets it: without a cookie, so that nothing of a person is in it. */
async function keepPage(cache, path) {
  const page = await fetch(path, { credentials: "omit", cache: "reload" });
  if (!page.ok) throw new Error("not here");
  const files = namesIn(await page.clone().text(), NAMED);
  await cache.put(path, page);
  return files;
}

async function keep() {
  const cache = await caches.open(CACHE);
  const files = new Set();
  for (const path of PAGES) for (const file of await keepPage(cache, path)) files.add(file);
  await cache.addAll([...files]);
  // What is named may be nothing of ours, or not there: then it is not kept.
  const more = await namedBy([...files]);
  await Promise.all([...more].map((file) => cache.add(file).catch(() => undefined)));
}

async function dropOld() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith("naere-oevelser ") && name !== CACHE).map((name) => caches.delete(name)));
}

async function fromNetworkFirst(request, path) {
  const kept = async () => (await isKept()) && (await (await caches.open(CACHE)).match(path));
  try {
    const answer = await fetch(request);
    // A network without a server behind it is none.
    return answer.status >= 500 ? (await kept()) || answer : answer;
  } catch (error) {
    const page = await kept();
    if (page) return page;
    throw error;
  }
}

/** Once the pages were removed nothing is kept again, though this worker serves the open page to its end. */
async function isKept() {
  return caches.has(CACHE);
}

async function fileOf(request) {
  if (!(await isKept())) return fetch(request);
  // What other pages of the site name is nothing of ours, and is not kept.
  return (await (await caches.open(CACHE)).match(request)) || fetch(request);
}

async function renew(path) {
  if (!(await isKept())) return;
  const cache = await caches.open(CACHE);
  for (const file of await keepPage(cache, path)) if (!(await cache.match(file))) await cache.add(file);
}

self.addEventListener("install", (event) => event.waitUntil(keep().then(() => self.skipWaiting())));
self.addEventListener("activate", (event) => event.waitUntil(dropOld().then(() => self.clients.claim())));
self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== self.location.origin) return;
  if (PAGES.includes(url.pathname)) {
    event.respondWith(fromNetworkFirst(event.request, url.pathname));
    // Numbers to call change: what is kept is never older than the last visit with a network.
    event.waitUntil(renew(url.pathname).catch(() => undefined));
  }
  if (url.pathname.startsWith("/static/") || url.pathname === "/tema.css") event.respondWith(fileOf(event.request));
});
