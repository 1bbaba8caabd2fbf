// Listens for what others did; comes back by itself when the connection is lost.

const FIRST_MS = 1_000;
const LONGEST_MS = 30_000;
const LINGER_MS = 5_000; // how long a hidden page listens before it rests
const REST_MS = 15_000; // how long it rests before it listens again
const TICK_MS = 10_000;

/**
 * Listen for `person`. Calls `onNews({reply, at})` for each, and `onState(connected)` when that changes.
 *
 * With `after` only for news above that number, and without remembering it: what another page showed the chat still tells.
 */
export function listen(person, onNews, onState, after = null) {
  const key = `ips:seen:${person}`;
  let seen = after ?? (Number(localStorage.getItem(key)) || 0);
  let source = null;
  let timer = 0;
  let tries = 0;
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
      if (after === null) localStorage.setItem(key, seen);
      onNews(JSON.parse(event.data));
    };
    mine.onerror = () => mine === source && lost();
  }

  function stop() {
    clearTimeout(timer);
    source?.close();
    source = null;
  }

  function lost() {
    stop();
    onState(false);
    // A little chance in it, so that not everybody comes back in the same moment.
    const wait = Math.min(LONGEST_MS, FIRST_MS * 2 ** tries++) * (0.8 + 0.4 * Math.random());
    timer = setTimeout(connect, wait);
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
