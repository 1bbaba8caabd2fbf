// Listens for what others did; comes back by itself when the connection is lost.

import { check, seen as reportSeen } from "./api.js";
import { local } from "./kept.js";

const FIRST_MS = 1_000;
const LONGEST_MS = 30_000;
const LINGER_MS = 5_000; // how long a hidden page listens before it rests
const REST_MS = 15_000; // how long it rests before it listens again
const TICK_MS = 10_000;

/**
 * Listen for `person`. Calls `onNews({number, reply, at})` for each, `onState(connected)` when that changes, and
 * `onLoggedOut()` when the login ran out.
 *
 * News counts as seen when a page that is in view has shown it: until then it may still go out by e-mail.
 * With `after` only for news above that number, and without remembering it: what another page showed the chat still tells,
 * if it remembers a number; one that remembers none is told by the server only what nobody has seen.
 */
export function listen(person, { onNews, onState, onLoggedOut }, after = null) {
  const key = `ips:seen:${person}`;
  let seen = after ?? (Number(local.getItem(key)) || 0);
  let source = null;
  let timer = 0;
  let tries = 0;
  let told = 0; // the newest that was shown, and not yet reported as seen
  let ticked = Date.now();

  function connect() {
    stop();
    const mine = (source = new EventSource(`api/news?after=${seen}`));
    mine.onopen = () => {
      tries = 0;
      onState(true);
      if (document.hidden) timer = setTimeout(rest, LINGER_MS);
    };
    mine.onmessage = (event) => {
      seen = Number(event.lastEventId);
      onNews({ number: seen, ...JSON.parse(event.data) });
      told = seen;
      report();
    };
    mine.onerror = () => mine === source && lost();
  }

  function stop() {
    clearTimeout(timer);
    source?.close();
    source = null;
  }

  function report() {
    if (document.hidden || !told) return;
    const number = told;
    told = 0;
    if (after === null) local.setItem(key, Math.max(number, Number(local.getItem(key)) || 0));
    reportSeen(number).catch(() => {
      told = Math.max(told, number); // said again with the next news, or the next time the page comes into view
    });
  }

  async function lost() {
    stop();
    onState(false);
    // A little chance in it, so that not everybody comes back in the same moment.
    const wait = Math.min(LONGEST_MS, FIRST_MS * 2 ** tries++) * (0.8 + 0.4 * Math.random());
    timer = setTimeout(connect, wait);
    if (!navigator.onLine) return;
    await check().catch((fault) => fault.loggedOut && onLoggedOut());
  }

  // A browser keeps no more than six connections to a server: hidden pages must not hold them all.
  function rest() {
    stop();
    timer = setTimeout(connect, REST_MS);
  }

  addEventListener("offline", lost);
  addEventListener("online", connect);
  addEventListener("pagehide", stop);
  addEventListener("pageshow", (event) => event.persisted && connect());
  document.addEventListener("visibilitychange", () => {
    clearTimeout(timer);
    report();
    if (document.hidden) timer = setTimeout(rest, LINGER_MS);
    else if (!source) connect();
  });
  // A machine that slept may hold a connection that is dead without knowing it.
  setInterval(() => {
    if (Date.now() - ticked > 4 * TICK_MS && !document.hidden) connect();
    ticked = Date.now();
  }, TICK_MS);
  connect();
}
