// Keeps the exercises' pages, and the files they name, for when there is no network. Nothing of a person:
// what is written stays in the open page, or sealed on the server.
"use strict";
const PAGES = {{ pages|safe }};
const CACHE = "naere-oevelser " + {{ version|safe }};
const NAMED = /(?:href|src)="(\/(?:static\/|tema\.css)[^"]*)"/g;

async function filesOf(page) {
  const text = await page.text();
  return [...text.matchAll(NAMED)].map((match) => match[1].replaceAll("&amp;", "&"));
}

async function keep() {
  const cache = await caches.open(CACHE);
  const files = new Set();
  for (const path of PAGES) {
    const page = await fetch(path, { credentials: "omit", cache: "reload" });
    if (!page.ok) throw new Error("not here");
    for (const file of await filesOf(page.clone())) files.add(file);
    await cache.put(path, page);
  }
  await cache.addAll([...files]);
}

async function dropOld() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith("naere-oevelser ") && name !== CACHE).map((name) => caches.delete(name)));
}

async function fromNetworkFirst(request, path) {
  try {
    return await fetch(request);
  } catch (error) {
    const kept = await (await caches.open(CACHE)).match(path);
    if (kept) return kept;
    throw error;
  }
}

async function fileOf(request) {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(request);
  if (kept) return kept;
  const fresh = await fetch(request);
  if (fresh.ok) await cache.put(request, fresh.clone());
  return fresh;
}

self.addEventListener("install", (event) => event.waitUntil(keep().then(() => self.skipWaiting())));
self.addEventListener("activate", (event) => event.waitUntil(dropOld().then(() => self.clients.claim())));
self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== self.location.origin) return;
  if (PAGES.includes(url.pathname)) event.respondWith(fromNetworkFirst(event.request, url.pathname));
  else if (url.pathname.startsWith("/static/") || url.pathname === "/tema.css") event.respondWith(fileOf(event.request));
});
