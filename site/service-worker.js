// Answers requests from the cache, and keeps what it fetches. The build puts CACHE, KEPT and ALL before this text.

/* global CACHE, KEPT, ALL */

const FILES = new Set(ALL);

/**
 * The address under which a file is kept. Servers give a page also without `.html`, and a folder without its `index.html`,
 * or redirect there.
 */
function keyOf({ url }) {
  const { origin, pathname } = new URL(url);
  const { href: scope, pathname: root } = new URL(registration.scope);
  const path = decodeURIComponent(pathname.slice(root.length));
  const folder = path === '' || path.endsWith('/') ? path : `${path}/`;
  const file = [path, `${path}.html`, `${folder}index.html`].find((name) => FILES.has(name));
  return file === undefined ? origin + pathname : new URL(file, scope).href;
}

/** A response without the mark of a redirection, which a navigation would refuse. */
const direct = (response) => (response.redirected ? new Response(response.body, response) : response);

/** Fetches files, and keeps them all or fails. */
async function keepAll(cache, files) {
  const addresses = files.map((file) => new URL(file, registration.scope).href);
  const keep = async (address) => {
    const response = await fetch(address);
    if (!response.ok) throw new Error(`${address}: the server answered ${response.status}`);
    await cache.put(address, direct(response));
  };
  await Promise.all(addresses.map(keep));
}

addEventListener('install', (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => keepAll(cache, KEPT)));
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
    await keepAll(cache, missing);
  };
  const said = keep().then(
    () => event.ports[0].postMessage('kept'),
    (error) => event.ports[0].postMessage(error.message),
  );
  event.waitUntil(said);
});

/** Keeps a copy of a response. A full cache is no fault of the request. */
const keepCopy = (key, copy) =>
  caches
    .open(CACHE)
    .then((cache) => cache.put(key, copy))
    .catch(() => {});

/** A kept response; undefined if there is none, or no storage. */
const kept = (key) => caches.match(key, { cacheName: CACHE }).catch(() => undefined);

/** The response to a request from the cache, or from the network, and then kept. */
async function answer(event) {
  const { request } = event;
  const key = keyOf(request);
  const known = await kept(key);
  if (known !== undefined) return known;
  try {
    const response = await fetch(request);
    if (response.ok) event.waitUntil(keepCopy(key, direct(response.clone())));
    return response;
  } catch (error) {
    // Given for a script or a WebAssembly file, the page would end in a misleading error.
    if (request.mode !== 'navigate') throw error;
    return Response.redirect(new URL('offline.html', registration.scope));
  }
}

addEventListener('fetch', (event) => {
  const { method, url } = event.request;
  if (method === 'GET' && url.startsWith(registration.scope)) event.respondWith(answer(event));
});
