// Keeps what was read on this site for times without a network, and only that: pages come from the network first, files
// with a digest in their address from the cache. It removes itself when the site has no such file any more.
const VERSION = {{ version|tojson }};
const BASE = new URL({{ base|tojson }}, self.location.href).href;
const OURS = `sitegen ${BASE} `; // caches belong to a host, which can have several sites
const SHELL = `${OURS}shell ${VERSION}`;
const READ = `${OURS}read`;
const FILES = `${OURS}files`;
const OFFLINE = `${BASE}offline.html`;
const MOST = 300; // pages, and files, of which the oldest go first
let asked = false;

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("message", (event) => event.waitUntil(keepAll(event.data?.keep ?? [])));
self.addEventListener("fetch", (event) => {
  if (!isOfTheSite(event.request)) return;
  event.respondWith(isImmutable(event.request.url) ? fileFirst(event) : networkFirst(event));
});

async function install() {
  const page = await fetch(OFFLINE, { cache: "no-cache" });
  if (!page.ok) throw new Error(`${OFFLINE}: ${page.status}`);
  const addresses = [...(await page.clone().text()).matchAll(/(?:href|src)="([^"]+)"/g)];
  const files = addresses.map((found) => new URL(found[1], OFFLINE).href).filter(isImmutable);
  const shell = await caches.open(SHELL);
  await shell.put(OFFLINE, page);
  await shell.addAll([...new Set(files)]);
  await self.skipWaiting();
}

async function activate() {
  const names = (await caches.keys()).filter((name) => name.startsWith(OURS));
  await Promise.all(names.filter((name) => ![SHELL, READ, FILES].includes(name)).map((name) => caches.delete(name)));
  await self.clients.claim();
}

// Addresses with a dot in front, or of the desk, are those of the preview on the editor's machine.
function isOfTheSite(request) {
  const address = new URL(request.url);
  const path = address.href.startsWith(BASE) ? address.href.slice(BASE.length).split(/[?#]/)[0] : null;
  const isPrivate = path === null || path.startsWith("_desk/") || path.split("/").some((part) => part.startsWith("."));
  return request.method === "GET" && !isPrivate && !request.headers.has("Range") && path !== "sw.js";
}

function isImmutable(address) {
  return address.startsWith(BASE) && /^(static\/.+\.[0-9a-f]{8}\.\w+|images\/[0-9a-f]{16}\/.+)$/.test(address.slice(BASE.length));
}

async function networkFirst(event) {
  const { request } = event;
  try {
    // Where a host does not say how long, the browser would take an old page for fresh, for days.
    const response = await fetch(request, request.mode === "navigate" ? { cache: "no-cache" } : {});
    event.waitUntil(keep(request, response.clone()));
    if (request.mode === "navigate") event.waitUntil(removeIfGone());
    return response;
  } catch (error) {
    const kept = await caches.match(request, { cacheName: READ, ignoreSearch: true });
    const page = kept ?? (request.mode === "navigate" ? await caches.match(OFFLINE, { cacheName: SHELL }) : null);
    if (page) return page;
    throw error;
  }
}

async function fileFirst(event) {
  const { request } = event;
  const kept = (await caches.match(request, { cacheName: FILES })) ?? (await caches.match(request, { cacheName: SHELL }));
  if (kept) return kept;
  const response = await fetch(request);
  event.waitUntil(keep(request, response.clone()));
  return response;
}

// What has gone from the site goes from the cache, too: a withdrawn story must not live on here.
async function keep(request, response) {
  const cache = await caches.open(isImmutable(request.url) ? FILES : READ);
  if ([404, 410].includes(response.status)) return void (await cache.delete(request, { ignoreSearch: true }));
  const isSecret = /no-store|private/.test(response.headers.get("Cache-Control") ?? "");
  if (!response.ok || response.type !== "basic" || response.redirected || isSecret) return;
  await cache.delete(request); // so that it is the newest again
  await cache.put(request, response);
  const keys = await cache.keys();
  await Promise.all(keys.slice(0, Math.max(0, keys.length - MOST)).map((key) => cache.delete(key)));
}

// The page that was open before there was a worker says what it is made of.
async function keepAll(addresses) {
  const requests = addresses.map((address) => new Request(address)).filter(isOfTheSite);
  await Promise.allSettled(requests.map(async (request) => keep(request, await fetch(request))));
}

async function removeIfGone() {
  if (asked) return;
  asked = true;
  const response = await fetch(self.location.href, { method: "HEAD", cache: "no-store" });
  const isScript = (response.headers.get("Content-Type") ?? "").includes("javascript");
  if (![404, 410].includes(response.status) && !(response.ok && !response.redirected && !isScript)) return;
  const names = (await caches.keys()).filter((name) => name.startsWith(OURS));
  await Promise.all(names.map((name) => caches.delete(name)));
  await self.registration.unregister();
}
