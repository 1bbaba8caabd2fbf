// Puts the page together: a turn at a time, news in between.

import { NotTaken, newUpdate, start, turn } from "./api.js";
import { composer } from "./composer.js";
import { showOpen } from "./dialog.js";
import { el } from "./dom.js";
import { Log } from "./log.js";
import { menu } from "./menu.js";
import { listen } from "./news.js";
import { sleeper } from "./sleep.js";
import { announce, quiet } from "./status.js";
import { language, learn, say, speak } from "./words.js";

const RESTART = "restart:";
const UNDO = "undo:";
const BACK_MS = 4_000;
const THINKING_MS = 350;
const REMARK_MS = 3_000;

const person = document.documentElement.dataset.person;
const node = document.getElementById("log");
const log = new Log(node, person, use);
const form = document.getElementById("composer");
const longest = Number(form.querySelector("textarea").dataset.longest);
const writer = composer(form, `ips:draft:${person}`, { send: write, empty: () => remark("web.empty"), refuse });
const line = document.getElementById("dialog");
const sleep = sleeper([node, line]);
const closeMenu = menu(document.getElementById("menu-button"), document.getElementById("menu"));

let busy = false;
let waiting = []; // written and shown, but not sent yet
let failed = null; // the turn that was not taken: sent again under the same name, so that nothing is doubled
let unread = 0;
let connected = true;
let out = false; // the login ran out

/** Send what was written, after what waits already. */
async function write(text) {
  writer.focus();
  writer.clear();
  const mine = { who: "me", text, lang: language() };
  waiting.push({ text, mine, shown: log.pend(mine) });
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
    if (said.erase) {
      shown.remove();
      from = log.add({ who: "gone", lang: said.lang });
    } else log.settle(mine, shown);
    answered(said, from);
    correct(text, said);
  }
}

/** Give back what was refused for what it says or for its length, so that it can be corrected. */
function correct(text, said) {
  if (said.erase) writer.giveBackStopped(text);
  else if (text.length > longest) writer.giveBack(text);
  else return;
  writer.focus();
  remark("web.given_back");
}

function giveBack() {
  for (const { shown } of waiting) shown.remove();
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

/** Use a button in the log, unless it was drawn a moment ago: then the click was meant for what stood there before. */
function use(choice, entry, event) {
  if (sleep.asleep) return;
  press(choice.id, choice.label, entry, event);
}

/** Use a button: `entry` is the message it stands in, if it stands in one. */
async function press(id, label, entry, event) {
  if (busy) {
    if (!(event?.detail > 1)) remark("web.wait"); // the second click of a double click is no wish of its own
    return;
  }
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
    log.putAway();
    node.append(...waiting.map((item) => item.shown));
  } else {
    if (entry) log.mark(entry, { id });
    if (id.startsWith(UNDO)) log.bringBack();
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
  busy = sleep.busy = true;
  node.setAttribute("aria-busy", "true");
  const dots = setTimeout(() => {
    node.append(el("div", { class: "message message--bot dots", "aria-hidden": "true" }, el("i"), el("i"), el("i")));
    toEnd();
  }, THINKING_MS);
  toEnd();
  try {
    const said = await turn(body);
    failed = null;
    out = false;
    if (connected) quiet();
    return said;
  } catch (fault) {
    if (!(fault instanceof NotTaken)) throw fault;
    failed = body;
    const again = undo();
    const why = fault.text || say("web.failed") || document.getElementById("status").dataset.failed;
    if (fault.loggedOut) notTakenOut();
    else announce(why, { kind: "error", action: { label: say("web.retry"), run: again } });
    return null;
  } finally {
    clearTimeout(dots);
    node.querySelector(".dots")?.remove();
    node.removeAttribute("aria-busy");
    busy = sleep.busy = false;
  }
}

const remark = (key) => announce(say(key), { lasts: REMARK_MS });

/** Say that the login ran out. The field keeps what was written, also over the login in this tab. */
function loggedOut() {
  if (!out) announceOut(say("web.logged_out"));
}

/** The same when something was not taken for it: nobody read whether it tells of danger, so the numbers come along. */
const notTakenOut = () => announceOut(`${say("web.logged_out")} ${say("web.in_danger")}`);

function announceOut(text) {
  announce(text, { kind: "error", action: { label: say("web.login"), run: () => location.assign("/") } });
  out = true;
}

/** Show what was said; `from` is the message it answers. Returns the first new node. */
function answered(said, from) {
  speak(said.lang);
  log.retire(["d:"]);
  const nodes = said.replies.map((reply) => log.add({ who: "bot", reply, lang: said.lang }));
  drawn();
  (from ?? nodes[0])?.scrollIntoView({ block: "start", behavior: pace() });
  return nodes[0];
}

function drawn() {
  showOpen(line, log.entries, use);
  sleep.drawn();
}

function tell(news) {
  if (log.entries.some(({ number }) => number === news.number)) return; // shown before a reload, to nobody
  const near = innerHeight + scrollY > document.documentElement.scrollHeight - 160;
  const shown = log.add({ who: "bot", news: true, number: news.number, at: news.at, reply: news.reply, lang: language() });
  sleep.drawn();
  if (near) shown.scrollIntoView({ block: "nearest", behavior: pace() });
  if (document.hidden) document.title = `(${++unread}) ${say("web.news")} – ${say("web.title")}`;
}

function connection(now) {
  if (now) out = false;
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
  } catch (fault) {
    if (fault.loggedOut) {
      location.assign(`/${location.hash}`);
      return;
    }
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
  showOpen(line, log.entries, use);
  scrollTo({ top: known ? document.documentElement.scrollHeight : 0 });
  listen(person, { onNews: tell, onState: connection, onLoggedOut: loggedOut });
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
  button.addEventListener("click", (event) => {
    closeMenu();
    press(button.dataset.press, button.textContent, null, event);
  });
}
open();
