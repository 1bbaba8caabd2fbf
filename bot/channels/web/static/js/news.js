// Listens for what others did; comes back by itself when the connection is lost.

const FIRST_MS = 1_000;
const LONGEST_MS = 30_000;
const ASLEEP_MS = 60_000;

/** Listen for `person`. Calls `onNews({reply, at})` for each, and `onState(connected)` when that changes. */
export function listen(person, onNews, onState) {
  const key = `ips:seen:${person}`;
  let seen = Number(localStorage.getItem(key)) || 0;
  let source = null;
  let timer = 0;
  let tries = 0;
  let hiddenSince = 0;

  function connect() {
    clearTimeout(timer);
    source?.close();
    const mine = (source = new EventSource(`api/news?after=${seen}`));
    mine.onopen = () => {
      tries = 0;
      onState(true);
    };
    mine.onmessage = (event) => {
      seen = Number(event.lastEventId);
      localStorage.setItem(key, seen);
      onNews(JSON.parse(event.data));
    };
    mine.onerror = () => mine === source && lost();
  }

  function lost() {
    source?.close();
    source = null;
    clearTimeout(timer);
    onState(false);
    // A little chance in it, so that not everybody comes back in the same moment.
    const wait = Math.min(LONGEST_MS, FIRST_MS * 2 ** tries++) * (0.8 + 0.4 * Math.random());
    timer = setTimeout(connect, wait);
  }

  addEventListener("offline", lost);
  addEventListener("online", connect);
  addEventListener("pagehide", () => source?.close());
  addEventListener("pageshow", (event) => event.persisted && connect());
  document.addEventListener("visibilitychange", () => {
    // A machine that slept may hold a connection that is dead without knowing it.
    if (document.hidden) hiddenSince = Date.now();
    else if (Date.now() - hiddenSince > ASLEEP_MS) connect();
  });
  connect();
}
