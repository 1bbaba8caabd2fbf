// The inbox: the server draws it; this keeps it fresh without a reload.

import { el } from "./dom.js";
import { listen } from "./news.js";
import { announce, quiet } from "./status.js";

const EVERY_MS = 60_000; // how often the lengths of waiting are told anew, and what colleagues did is seen
const BACK_MS = 4_000;
const PATIENCE_MS = 20_000;
const MOST_NEWS = 5;

const person = document.documentElement.dataset.person;
const status = document.getElementById("status");
const news = document.getElementById("news");
const title = document.title;
let unread = 0;
let board = document.getElementById("board");
let fetching = false;
let again = false;
let connected = true;

/** Fetch the page anew and show what changed. While one fetch is under way, others become one more after it. */
async function refresh() {
  if (fetching) {
    again = true;
    return;
  }
  fetching = true;
  try {
    const response = await fetch(location.pathname, { signal: AbortSignal.timeout(PATIENCE_MS) });
    if (response.redirected) location.assign("/");
    else if (response.ok) show(await response.text());
    else announce(status.dataset.offline, { kind: "error" });
  } catch {
    announce(status.dataset.offline, { kind: "error" });
  } finally {
    fetching = false;
  }
  if (!again) return;
  again = false;
  await refresh();
}

/** Put a fresh board in place of the old one; what is unfolded stays so, and the focus stays where it is. */
function show(html) {
  const drawn = new DOMParser().parseFromString(html, "text/html");
  const fresh = drawn.getElementById("board");
  if (!fresh) return;
  if (connected && status.dataset.kind === "error") quiet();
  document.getElementById("updated").textContent = drawn.getElementById("updated").textContent;
  if (fresh.innerHTML === board.innerHTML) return;
  const focused = board.contains(document.activeElement) ? keyOf(document.activeElement) : null;
  for (const open of board.querySelectorAll("details[open][id]")) fresh.querySelector(`#${CSS.escape(open.id)}`)?.setAttribute("open", "");
  const next = document.importNode(fresh, true);
  board.replaceWith(next);
  board = next;
  focused?.()?.focus({ preventScroll: true });
}

/** Return how to find an element again in another drawing of the board: the same one, else the heading of its part. */
function keyOf(node) {
  const id = node.id || node.parentElement?.id;
  const part = node.closest("section")?.getAttribute("aria-labelledby");
  const self = (host) => (host && !node.id ? host.querySelector("summary") : host);
  return () => (id && self(document.getElementById(id))) || (part && document.getElementById(part));
}

/** Show what others did, the latest last, and fetch what it changed. The chat tells it, too, with its buttons. */
function tell({ reply, at }) {
  const time = new Date(at).toLocaleTimeString("nb-NO", { hour: "2-digit", minute: "2-digit" });
  const label = el("strong", { class: "inbox__news-time" }, `${news.dataset.label} ${time}`);
  news.append(el("p", {}, label, reply.text));
  while (news.childElementCount > MOST_NEWS) news.firstElementChild.remove();
  if (document.hidden) document.title = `(${++unread}) ${title}`;
  refresh();
}

function connection(now) {
  if (now && !connected) {
    announce(status.dataset.online, { lasts: BACK_MS });
    refresh();
  }
  if (!now && connected) announce(status.dataset.offline, { kind: "error" });
  if (now && connected) document.documentElement.dataset.ready = "true";
  connected = now;
}

document.addEventListener("visibilitychange", () => {
  if (document.hidden) return;
  unread = 0;
  document.title = title;
  refresh();
});
addEventListener("pageshow", (event) => event.persisted && refresh());
setInterval(() => document.hidden || refresh(), EVERY_MS);
listen(person, { onNews: tell, onState: connection, onLoggedOut: () => location.assign("/") }, Number(board.dataset.newest));
