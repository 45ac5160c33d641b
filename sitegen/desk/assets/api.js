// The desk's server, as docs of its JSON say; see sitegen/desk/application.py.

import { language } from "./messages.js";

const BASE = new URL("api/", document.baseURI.split("#")[0]);

/** The server said no: `status` and what it said. */
export class Refused extends Error {
  constructor(status, body) {
    super(body?.error || `HTTP ${status}`);
    this.status = status;
    this.body = body ?? {};
  }
}

/** The server did not answer. */
export class Unreachable extends Error {}

const tokenOf = (page) => page.querySelector('meta[name="desk-token"]')?.content ?? "";
let token = tokenOf(document);

async function fetched(address, options) {
  try {
    return await fetch(address, options);
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Unreachable(String(error.message));
  }
}

// A server that was started again has another token, and its page tells it.
async function renewToken() {
  const answer = await fetched(new URL("./", new URL("..", BASE)), { cache: "no-store" });
  const found = tokenOf(new DOMParser().parseFromString(await answer.text(), "text/html"));
  const renewed = Boolean(found) && found !== token;
  if (renewed) token = found;
  return renewed;
}

/** Send a request and return the JSON of its answer. Raises Refused, Unreachable, or AbortError. */
export async function ask(method, path, body, { signal, keepalive = false } = {}) {
  const send = () => fetched(new URL(path, BASE), {
    method, signal, keepalive, cache: "no-store", credentials: "same-origin",
    // What the server says is in the page's language.
    headers: { "Accept-Language": language, ...(method === "GET" ? {} : { "Content-Type": "application/json", "X-Desk-Token": token }) },
    body: method === "GET" ? undefined : JSON.stringify(body ?? {}),
  });
  let answer = await send();
  if (answer.status === 403 && method !== "GET" && await renewToken()) answer = await send();
  const read = await answer.json().catch((error) => {
    if (error.name === "AbortError") throw error;
    return null;
  });
  if (!answer.ok || read === null) throw new Refused(answer.status, read);
  return read;
}

export const storyPath = (slug, rest = "") => `stories/${encodeURIComponent(slug)}${rest}`;
export const unitPath = (slug, number, rest = "") => storyPath(slug, `/units/${number}${rest}`);

/** Call `heard` with the slugs that changed on disk, and `progressed` with how many of the stories have been read. */
export function follow(heard, progressed) {
  let stream = null;
  const close = () => {
    stream?.close();
    stream = null;
  };
  const open = () => {
    if (stream || document.hidden) return;
    stream = new EventSource(new URL("events", BASE));
    stream.onmessage = (event) => {
      const told = JSON.parse(event.data);
      if ("changed" in told) heard(told.changed);
      else progressed(told);
    };
    // What changed while nothing was heard is not told again: null means "perhaps everything".
    stream.onopen = () => heard(null);
  };
  document.addEventListener("visibilitychange", () => (document.hidden ? close() : open()));
  addEventListener("pagehide", close);
  addEventListener("pageshow", open);
  open();
}
