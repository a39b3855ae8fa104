/**
 * Keeps the app on the phone: one version whole or not at all. It never touches /dong-bo/: what the
 * commune says is asked for anew each time, and nobody's data lies in its cache.
 */

interface Later extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface Asked extends Event {
  request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface Worker {
  addEventListener(kind: "install" | "activate", run: (event: Later) => void): void;
  addEventListener(kind: "fetch", run: (event: Asked) => void): void;
  clients: { claim(): Promise<void> };
}
declare const VERSION: string;
declare const OBJECTS: string[];

const worker = self as unknown as Worker;
const SHELL = "/thon/";
const FAMILY = "xaso-";
const CACHE = FAMILY + VERSION;

worker.addEventListener("install", (event) => event.waitUntil(takeIn()));
worker.addEventListener("activate", (event) => event.waitUntil(takeOver()));
worker.addEventListener("fetch", (event) => {
  const { origin, pathname } = new URL(event.request.url);
  if (event.request.method !== "GET" || origin !== location.origin) return;
  if (pathname === SHELL) event.respondWith(find(SHELL, event.request));
  else if (OBJECTS.includes(pathname)) event.respondWith(find(pathname, event.request));
});

/** Cut on the way it fails, and goes on from there the next time: names change with contents. */
async function takeIn(): Promise<void> {
  const cache = await caches.open(CACHE);
  for (const path of OBJECTS) {
    if (!(await cache.match(path))) await cache.put(path, (await caches.match(path)) ?? (await take(path)));
  }
  const shell = await take(SHELL, "no-cache");
  // Another version than this one came out meanwhile: its own worker is on the way.
  if (!(await shell.clone().text()).includes(VERSION)) throw new Error("another version");
  await cache.put(SHELL, shell);
}

async function take(path: string, cache: RequestCache = "default"): Promise<Response> {
  const response = await fetch(path, { cache, credentials: "omit" });
  if (!response.ok || response.redirected) throw new Error(`${path}: ${response.status}`);
  return response;
}

async function takeOver(): Promise<void> {
  for (const name of await caches.keys()) {
    if (name.startsWith(FAMILY) && name !== CACHE) await caches.delete(name);
  }
  await worker.clients.claim();
}

/** The network only when the browser has thrown the cache away. */
async function find(path: string, request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  return (await cache.match(path)) ?? fetch(request);
}

export {};
