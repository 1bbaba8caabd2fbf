// Talks to the server.

import { language } from "./words.js";

const PATIENCE_MS = 20_000;

/**
 * A request that was not taken. `text` says why, in the reader's language; empty when nobody answered.
 * `loggedOut` tells that one has to log in again.
 */
export class NotTaken extends Error {
  constructor(text, loggedOut = false) {
    super(text);
    this.text = text;
    this.loggedOut = loggedOut;
  }
}

/** Return a new name for a turn: the same name twice is the same turn. */
export function newUpdate() {
  if (crypto.randomUUID) return crypto.randomUUID();
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (n) => n.toString(16).padStart(2, "0")).join("");
}

async function ask(path, options = {}) {
  let response;
  try {
    response = await fetch(`api/${path}`, {
      ...options,
      headers: { "Accept-Language": language(), ...options.headers },
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    if (response.status === 204) return null;
    if (response.ok) return await response.json();
  } catch {
    throw new NotTaken("");
  }
  const { error = "" } = await response.json().catch(() => ({}));
  throw new NotTaken(error, response.status === 401);
}

/** Return who this is, the words and what to show first. Throws NotTaken. */
export const start = () => ask("start");

/** Return how many `seconds` the login still holds, and whether using the page puts that off. Throws NotTaken. */
export const check = () => ask("login");

/** Put the end of the login off, as far as that can be. Throws NotTaken. */
export const stay = () => post("login", {});

/** Tell that news up to this number was shown to somebody. Throws NotTaken. */
export const seen = (number) => post("seen", { number });

/** Take a turn: `{update, say}`, `{update, press}` or `{update, send}`. Throws NotTaken. */
export const turn = (body) => post("turn", body);

const post = (path, body) =>
  ask(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
