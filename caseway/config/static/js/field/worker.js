// Keeps the page and its files, so that it opens without a network. It keeps nothing about anybody:
// what the page asks the server for passes through here untouched.
"use strict";

const PREFIX = "caseway-field-";
const { version, page, files } = self.KEPT;
const cacheName = PREFIX + version;

// A redirect is a page to sign in on, and must never be kept in place of this one.
const fresh = (url) => new Request(url, { cache: "reload", redirect: "error", credentials: "same-origin" });

async function keepAll() {
  const cache = await caches.open(cacheName);
  try {
    await cache.addAll([page, ...files].map(fresh));
  } catch (error) {
    await caches.delete(cacheName);
    throw error;
  }
  await self.skipWaiting();
}

async function takeOver() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(PREFIX) && name !== cacheName);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

const isPage = (url) => url.pathname === page;
const isFile = (url) => files.includes(url.pathname);

async function answer(request, url) {
  const cache = await caches.open(cacheName);
  // As kept, whoever asks: the headers that an answer says it varies by are not those of a phone.
  const kept = await cache.match(isPage(url) ? page : url.pathname, { ignoreVary: true });
  return kept ?? fetch(request);
}

self.addEventListener("install", (event) => event.waitUntil(keepAll()));
self.addEventListener("activate", (event) => event.waitUntil(takeOver()));
self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  const ours = event.request.method === "GET" && url.origin === self.location.origin;
  if (ours && (isPage(url) || isFile(url))) event.respondWith(answer(event.request, url));
});
