// Answers requests from the cache, and keeps what it fetches. The build puts CACHE, KEPT and ALL before this text.

/* global CACHE, KEPT, ALL */

addEventListener('install', (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(KEPT)));
});

// A new build takes over at the next visit, when no page of the old one is open.
addEventListener('activate', (event) => {
  const discard = async () => {
    for (const name of await caches.keys()) {
      if (name.startsWith('superlinear-') && name !== CACHE) await caches.delete(name);
    }
    await clients.claim();
  };
  event.waitUntil(discard());
});

addEventListener('message', (event) => {
  if (event.data !== 'keep everything') return;
  const keep = async () => {
    const cache = await caches.open(CACHE);
    const kept = new Set((await cache.keys()).map(({ url }) => url));
    const missing = ALL.filter((file) => !kept.has(new URL(file, registration.scope).href));
    await cache.addAll(missing);
  };
  const said = keep().then(
    () => event.ports[0].postMessage('kept'),
    (error) => event.ports[0].postMessage(error.message),
  );
  event.waitUntil(said);
});

/** A request from the cache, or from the network, and then kept. */
async function answer(request) {
  const cache = await caches.open(CACHE);
  const url = new URL(request.url);
  if (url.pathname.endsWith('/')) url.pathname += 'index.html';
  const kept = await cache.match(url.href, { ignoreSearch: true });
  if (kept !== undefined) return kept;
  try {
    const response = await fetch(request);
    if (response.ok) await cache.put(url.href, response.clone());
    return response;
  } catch (error) {
    // Given for a script or a WebAssembly file, the page would end in a misleading error.
    const page =
      request.mode === 'navigate'
        ? await cache.match(new URL('offline.html', registration.scope))
        : undefined;
    if (page !== undefined) return page;
    throw error;
  }
}

addEventListener('fetch', (event) => {
  const { method, url } = event.request;
  if (method === 'GET' && url.startsWith(registration.scope)) event.respondWith(answer(event.request));
});
