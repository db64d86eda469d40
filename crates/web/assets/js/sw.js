// The service worker: keeps the shell (styles, letters, icons, scripts) and one page for a lost line.
//
// It never keeps a page, a picture or an answer of the API: what people wrote must not stay on a shared device, and
// an old copy must not look like the truth. To be served as /sw.js so that its scope is the whole place; `?v=` in the
// address it was registered under names the version, so a new version brings a new shell.
const VERSION = new URL(self.location).searchParams.get('v') || '0';
const CACHE = `hafan-shell-${VERSION}`;
const OFFLINE = '/offline';
// Under the addresses that pages use, or a page without a line would find nothing of it.
const versioned = ['hafan.css', 'rooms.css', 'icons.svg', 'pines.svg'].map((name) => `/assets/${name}?v=${VERSION}`);
const letters = ['text', 'name', 'text-welsh', 'name-welsh'].map((name) => `/assets/fonts/${name}.woff2`);
const SHELL = [OFFLINE, ...versioned, ...letters];

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(SHELL)).then(() => self.skipWaiting()));
});

self.addEventListener('activate', (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) if (name.startsWith('hafan-shell-') && name !== CACHE) await caches.delete(name);
    await self.clients.claim();
  })());
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;
  if (url.pathname.startsWith('/assets/')) event.respondWith(shellFirst(event));
  else if (request.mode === 'navigate') event.respondWith(fetch(request).catch(() => offlinePage()));
});

/** From the cache at once, and from the server for the next time. */
async function shellFirst(event) {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(event.request, { ignoreSearch: false });
  const fresh = fetch(event.request).then(async (answer) => {
    if (answer.ok && answer.type === 'basic') await cache.put(event.request, answer.clone());
    return answer;
  });
  if (!kept) return fresh;
  event.waitUntil(fresh.catch(() => undefined));
  return kept;
}

async function offlinePage() {
  const cache = await caches.open(CACHE);
  return (await cache.match(OFFLINE)) ?? Response.error();
}
