// @ts-check
// The page without network: keeps the files of a build, each by its hash. publish.mjs puts `build` before this.
//
// A page asks for the files of its own build by their hashes, so a new worker may take over while pages of the build before are still
// open: what they ask for is in the cache of that build, or comes from the network and is what they asked for, or doesn't come.
const worker = /** @type {any} */ (self);
const scope = new URL('./', location.href);
const cacheOf = (/** @type {string} */ id) => `glossator ${scope.pathname} ${id}`;
const addressOf = (/** @type {string} */ path) => `${scope.href}${path}?${build.files[path].slice(7, 23)}`;
const kept = (/** @type {string} */ address) => caches.match(address, { ignoreVary: true });
// On the machine itself a new build is there in no time, and who builds it wants to see it.
const isNear = /^(localhost|127\.0\.0\.1|\[::1\])$/.test(location.hostname);

/** As it is, or an error if it isn't what was published with this worker. @param {string} path */
async function fetched(path) {
    const response = await fetch(addressOf(path), { integrity: build.files[path], cache: 'no-cache' });
    if (!response.ok) throw new Error(`${path} is missing`);
    return response;
}

/** index.html, as the page's owner may have changed it, but of this build. */
async function fetchedPage() {
    const response = await fetch(scope.href, { cache: 'no-cache' });
    const text = await response.text();
    if (!response.ok || !text.includes(`<meta name="glossator-build" content="${build.id}">`)) throw new Error('index.html is of another build');
    const headers = new Headers(response.headers);
    for (const name of ['content-encoding', 'content-length']) headers.delete(name);
    return new Response(text, { headers });
}

async function cachesBefore() {
    const names = await caches.keys();  // in the order in which they were made
    return names.filter((name) => name.startsWith(cacheOf('')) && name !== cacheOf(build.id));
}

/** All or nothing: what earlier builds had, with the fonts that texts have asked for since, is not loaded again if it is the same. */
async function install() {
    const earlier = await Promise.all((await cachesBefore()).map((name) => caches.open(name)));
    const seen = (await Promise.all(earlier.map((cache) => cache.keys()))).flat().map((request) => new URL(request.url).pathname.slice(scope.pathname.length));
    const cache = await caches.open(cacheOf(build.id));
    await Promise.all([...new Set([...build.atOnce, ...seen])].filter((path) => build.files[path]).map(async (path) => {
        await cache.put(addressOf(path), await kept(addressOf(path)) ?? await fetched(path));
    }));
    await cache.put(scope.href, await fetchedPage());
    await worker.skipWaiting();
}

/** Pages of the build before may be open, so its cache stays. Those that aren't of this build are told that there is a newer one. */
async function activate() {
    for (const name of (await cachesBefore()).slice(0, -1)) await caches.delete(name);
    await worker.clients.claim();
    for (const client of await worker.clients.matchAll({ type: 'window' })) client.postMessage({ glossatorBuild: build.id });
}

/** @param {Request} request */
async function page(request) {
    const cache = await caches.open(cacheOf(build.id));
    const mine = await cache.match(scope.href, { ignoreVary: true });
    const near = isNear && await fetch(request).catch(() => null);
    return near || mine || fetch(request);
}

/** @param {Request} request @param {string} path */
async function file(request, path) {
    const found = await kept(request.url);
    if (found || request.url !== addressOf(path)) return found ?? fetch(request);
    const response = await fetched(path);
    const cache = await caches.open(cacheOf(build.id));
    await cache.put(request.url, response.clone());
    return response;
}

worker.addEventListener('install', (event) => event.waitUntil(install()));
worker.addEventListener('activate', (event) => event.waitUntil(activate()));
worker.addEventListener('fetch', (event) => {
    const { request } = event;
    const url = new URL(request.url);
    if (request.method !== 'GET' || !request.url.startsWith(scope.href)) return;
    const path = url.pathname.slice(scope.pathname.length);
    if (request.mode === 'navigate') {
        if (path !== '' && path !== 'index.html') return;
        event.respondWith(page(request));
        // The owner may have changed it since, for the next visit.
        event.waitUntil(fetchedPage().then(async (fresh) => (await caches.open(cacheOf(build.id))).put(scope.href, fresh)).catch(() => {}));
    } else if (build.files[path] && url.search) {
        event.respondWith(file(request, path));
    }
});
// Fonts that the page loaded before there was a worker.
worker.addEventListener('message', (event) => event.waitUntil(Promise.all(event.data.keep
    .filter((path) => build.files[path]).map((path) => file(new Request(addressOf(path)), path))).catch(() => {})));
