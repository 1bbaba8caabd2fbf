// Puts the page together: a turn at a time, news in between.

import { NotTaken, newUpdate, start, turn } from "./api.js";
import { composer } from "./composer.js";
import { el } from "./dom.js";
import { Log } from "./log.js";
import { menu } from "./menu.js";
import { listen } from "./news.js";
import { announce, quiet } from "./status.js";
import { language, learn, say, speak } from "./words.js";

const RESTART = "restart:";
const BACK_MS = 4_000;
const THINKING_MS = 350;

const person = document.documentElement.dataset.person;
const node = document.getElementById("log");
const log = new Log(node, person, (choice, entry) => press(choice.id, choice.label, entry));
const writer = composer(document.getElementById("composer"), write, refuse);
const closeMenu = menu(document.getElementById("menu-button"), document.getElementById("menu"));

let busy = false;
let waiting = []; // written and shown, but not sent yet
let failed = null; // the turn that was not taken: sent again under the same name, so that nothing is doubled
let unread = 0;
let connected = true;

/** Send what was written, after what waits already. */
async function write(text) {
  writer.focus();
  writer.clear();
  const mine = text.trim() ? { who: "me", text, lang: language() } : null;
  waiting.push({ text, mine, shown: mine && log.pend(mine) });
  if (!busy) await deliver();
}

/** Send what waits, one after the other. What cannot be sent goes back to the field. */
async function deliver() {
  while (waiting.length) {
    const { text, mine, shown } = waiting[0];
    const said = await take({ say: text }, giveBack);
    if (!said) return;
    waiting.shift();
    let from = shown;
    if (said.erase && shown) {
      shown.remove();
      from = log.add({ who: "gone", lang: said.lang });
    } else if (mine) log.settle(mine, shown);
    answered(said, from);
  }
}

function giveBack() {
  for (const { shown } of waiting) shown?.remove();
  writer.giveBack(waiting.map(({ text }) => text).join("\n"));
  waiting = [];
  return writer.send;
}

/** Say that a file was pasted or dropped: its kind alone. What to do instead comes back as an answer. */
async function refuse(kind) {
  if (busy) return;
  const said = await take({ send: kind }, () => () => refuse(kind));
  if (said) answered(said, null);
  await deliver();
}

/** Use a button: `entry` is the message it stands in, if it stands in one. */
async function press(id, label, entry) {
  if (busy) return;
  const mine = id === RESTART ? null : { who: "me", text: label, lang: language() };
  const shown = mine && log.pend(mine);
  const said = await take({ press: id }, () => {
    shown?.remove();
    return () => press(id, label, entry);
  });
  if (said) pressed(id, entry, mine, shown, said);
  await deliver();
}

function pressed(id, entry, mine, shown, said) {
  if (id === RESTART) {
    log.clear();
    node.append(...waiting.map((item) => item.shown).filter(Boolean));
  } else {
    if (entry) log.mark(entry, { id });
    const [kind, code] = id.split(":");
    if (kind === "handle" || kind === "end") log.retire([`handle:${code}:`, `end:${code}:`]);
    const [talk] = id.match(/^contact:[^:]+:[^:]+:(?=ask:|yes:)/) ?? [];
    if (talk) log.retire([talk]);
    log.settle(mine, shown);
  }
  const first = answered(said, shown);
  if (!keepsFocus(document.activeElement)) first?.querySelector(".bubble")?.focus({ preventScroll: true });
}

/** Whoever writes on, or tries languages, is not taken elsewhere; a button that is off now cannot keep the focus. */
const keepsFocus = (active) => active?.matches("#say, [data-lang]") && active.offsetParent !== null;

/** Take a turn; `undo` is called when it was not, and returns how to try again. Returns what was said, or null. */
async function take(what, undo) {
  const again = failed && ["say", "press", "send"].every((key) => failed[key] === what[key]);
  const body = again ? failed : { update: newUpdate(), ...what };
  busy = true;
  node.setAttribute("aria-busy", "true");
  const dots = setTimeout(() => {
    node.append(el("div", { class: "message message--bot dots", "aria-hidden": "true" }, el("i"), el("i"), el("i")));
    toEnd();
  }, THINKING_MS);
  toEnd();
  try {
    const said = await turn(body);
    failed = null;
    if (connected) quiet();
    return said;
  } catch (fault) {
    if (!(fault instanceof NotTaken)) throw fault;
    failed = body;
    announce(fault.text || say("web.failed") || document.getElementById("status").dataset.failed, { kind: "error", action: { label: say("web.retry"), run: undo() } });
    return null;
  } finally {
    clearTimeout(dots);
    node.querySelector(".dots")?.remove();
    node.removeAttribute("aria-busy");
    busy = false;
  }
}

/** Show what was said; `from` is the message it answers. Returns the first new node. */
function answered(said, from) {
  speak(said.lang);
  log.retire(["d:"]);
  const nodes = said.replies.map((reply) => log.add({ who: "bot", reply, lang: said.lang }));
  (from ?? nodes[0])?.scrollIntoView({ block: "start", behavior: pace() });
  return nodes[0];
}

function tell(news) {
  const near = innerHeight + scrollY > document.documentElement.scrollHeight - 160;
  const shown = log.add({ who: "bot", news: true, at: news.at, reply: news.reply, lang: language() });
  if (near) shown.scrollIntoView({ block: "nearest", behavior: pace() });
  if (document.hidden) document.title = `(${++unread}) ${say("web.news")} – ${say("web.title")}`;
}

function connection(now) {
  if (now && !connected) announce(say("web.online"), { lasts: BACK_MS });
  if (!now && connected) announce(say("web.offline"), { kind: "error" });
  connected = now;
}

const pace = () => (matchMedia("(prefers-reduced-motion: no-preference)").matches ? "smooth" : "auto");
const toEnd = () => scrollTo({ top: document.documentElement.scrollHeight, behavior: pace() });

async function open() {
  history.scrollRestoration = "manual";
  let first;
  try {
    first = await start();
  } catch {
    announce(document.getElementById("status").dataset.offline, { kind: "error" });
    setTimeout(open, BACK_MS);
    return;
  }
  learn(first.words);
  speak(first.lang);
  quiet();
  log.restore();
  const known = log.entries.length > 0;
  if (!known || !log.shows(first.replies)) {
    log.retire(["d:"]);
    for (const reply of first.replies) log.add({ who: "bot", reply, lang: first.lang });
  }
  node.removeAttribute("aria-busy");
  scrollTo({ top: known ? document.documentElement.scrollHeight : 0 });
  listen(person, tell, connection);
  document.documentElement.dataset.ready = "true";
  followLink();
}

/** Open the referral, the list, or the inquiry that the address asks for; once, so that a reload does not do
 *  it again. Only what shows something can be asked for, never a step. */
function followLink() {
  const [, asked, code] =
    location.hash.match(/^#(referrals:(IPS-[0-9A-Z]{4,5})?)$/) ?? location.hash.match(/^#(inquiry:(SPM-[0-9A-Z]{4,5}))$/) ?? [];
  if (!asked) return;
  history.replaceState(null, "", location.pathname);
  press(asked, code ?? say("referrals.button"), null);
}

document.addEventListener("visibilitychange", () => {
  if (document.hidden) return;
  unread = 0;
  document.title = say("web.title");
});
for (const button of document.querySelectorAll("[data-press]")) {
  button.addEventListener("click", () => {
    closeMenu();
    press(button.dataset.press, button.textContent, null);
  });
}
open();
