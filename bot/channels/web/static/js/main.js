// Puts the page together: a turn at a time, news in between.

import { NotTaken, newUpdate, start, turn } from "./api.js";
import { composer } from "./composer.js";
import { showOpen } from "./dialog.js";
import { el } from "./dom.js";
import { DIALOG, Log } from "./log.js";
import { menu } from "./menu.js";
import { linked } from "./link.js";
import { listen } from "./news.js";
import { notifier } from "./notify.js";
import { unfoldsForPrint } from "./print.js";
import { watch } from "./session.js";
import { sleeper } from "./sleep.js";
import { announce, quiet, whisper } from "./status.js";
import { suggest } from "./suggest.js";
import { unseen } from "./unseen.js";
import { language, learn, say, speak } from "./words.js";

const BACK_MS = 4_000;
const THINKING_MS = 350;
const REMARK_MS = 3_000;

const { person, again } = document.documentElement.dataset;
const node = document.getElementById("log");
const log = new Log(node, person, use);
const form = document.getElementById("composer");
const longest = Number(form.querySelector("textarea").dataset.longest);
const writer = composer(form, `ips:draft:${person}`, { send: write, empty: () => remark("web.empty"), refuse });
const line = document.getElementById("dialog");
const sleep = sleeper([node, line]);
unfoldsForPrint(node);
const closeMenu = menu(document.getElementById("menu-button"), document.getElementById("menu"));

let busy = false;
let waiting = []; // written and shown, but not sent yet
let failed = null; // the turn that was not taken: sent again under the same name, so that nothing is doubled
let titles = {}; // the questions that have an answer, by language
let connected = true;
let backAgain = null;
let out = false; // the login ran out

/** Send what was written, after what waits already. */
async function write(text, linked = false) {
  if (!linked) writer.focus();
  writer.clear();
  const mine = { who: "me", text, lang: language(), typed: true };
  waiting.push({ text, linked, mine, shown: log.pend(mine) });
  if (!busy) await deliver();
}

/** Send what waits, one after the other. What cannot be sent goes back to the field. */
async function deliver() {
  while (waiting.length) {
    const { text, linked, mine, shown } = waiting[0];
    const said = await take({ say: text, ...(linked && { linked }) }, giveBack);
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
  if (!said.erase && text.length <= longest) return;
  const back = () => {
    if (said.erase) writer.giveBackStopped(text);
    else writer.giveBack(text);
    writer.focus();
    remark("web.given_back");
  };
  // What is being written meanwhile is not mixed with it: whoever wants it back, says so.
  if (writer.busy) announce(say("web.kept_back"), { action: { label: say("web.get_back"), run: back } });
  else back();
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

/** Put the question that an answer missed into the field: what the editors are to see is seen, and sent, by its writer. */
function toEditors(entry) {
  const mine = log.entries.slice(0, log.entries.indexOf(entry)).filter(({ who }) => who === "me");
  const question = mine.slice(0, -1).findLast(({ typed }) => typed)?.text; // the last one says that it was missed
  if (!question || writer.busy) return false;
  writer.giveBack(`${say("web.to_editors", entry.lang)}: ${question}`);
  writer.focus();
  remark("web.to_editors_ready");
  return true;
}

/** Use a button in the log, unless it was drawn a moment ago: then the press was meant for what stood there before. */
function use(choice, entry, event) {
  if (sleep.asleep) return;
  if (choice.role === "verdict" && choice.says === "send" && toEditors(entry)) return;
  if (choice.role === "prove") location.assign(`${again}&fresh=1`); // so that a consent may be recorded
  else press(choice, entry, event);
}

/** Use a button: `entry` is the message it stands in, if it stands in one. */
async function press(choice, entry, event) {
  if (busy) {
    if (!(event?.detail > 1)) remark("web.wait"); // the second click of a double click is no wish of its own
    return;
  }
  const { id, label, role } = choice;
  const mine = role === "restart" || !label ? null : { who: "me", text: label, lang: language() };
  const shown = mine && log.pend(mine);
  const said = await take({ press: id }, () => {
    shown?.remove();
    return () => press(choice, entry);
  });
  if (said) pressed(choice, entry, mine, shown, said);
  await deliver();
}

function pressed(choice, entry, mine, shown, said) {
  if (choice.role === "restart") {
    log.putAway();
    node.append(...waiting.map((item) => item.shown));
  } else {
    if (entry) log.mark(entry, choice);
    if (choice.role === "undo") log.bringBack();
    if (choice.group) log.retire(choice.group);
    if (mine) log.settle(mine, shown);
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
    else announce(say("web.offline"), { kind: "error" });
    return said;
  } catch (fault) {
    if (!(fault instanceof NotTaken)) throw fault;
    failed = body;
    const again = undo();
    const why = fault.text || say("web.failed") || document.getElementById("status").dataset.failed;
    if (fault.loggedOut) notTakenOut();
    else notTaken(why, again);
    return null;
  } finally {
    clearTimeout(dots);
    node.querySelector(".dots")?.remove();
    node.removeAttribute("aria-busy");
    busy = sleep.busy = false;
  }
}

/** Say that something was not taken, and how to try again; `backAgain` says so once more when the server is heard. */
function notTaken(why, again) {
  const action = { label: say("web.retry"), run: again };
  backAgain = () => announce(`${say("web.online")} ${why}`, { kind: "error", action });
  announce(why, { kind: "error", action });
}

const remark = (key) => announce(say(key), { lasts: REMARK_MS });

/** Say that the login ran out. The field keeps what was written, also over the login in this tab. */
function loggedOut() {
  if (!out) announceOut(say("web.logged_out"));
}

/** The same when something was not taken for it: nobody read whether it tells of danger, so the numbers come along. */
const notTakenOut = () => announceOut(`${say("web.logged_out")} ${say("web.in_danger")}`);

/**
 * Say that the login ends soon. What is in the field stays, also over a new login in this tab; the numbers to call
 * stand there where something was not taken before.
 */
function endsSoon(prolong) {
  const anew = { label: say("web.login"), run: () => location.assign(again) };
  const action = prolong ? { label: say("web.stay"), run: prolong } : anew;
  const ends = say(prolong ? "web.ends_idle" : "web.ends");
  announce(failed ? `${ends} ${say("web.in_danger")}` : ends, { kind: "error", action });
}

function announceOut(text) {
  announce(text, { kind: "error", action: { label: say("web.login"), run: () => location.assign(again) } });
  out = true;
}

/** Show what was said; `from` is the message it answers. Returns the first new node. */
function answered(said, from) {
  speak(said.lang);
  log.retire(DIALOG);
  const nodes = said.replies.map((reply) => log.add({ who: "bot", reply, lang: said.lang }));
  drawn();
  (from ?? nodes[0])?.scrollIntoView({ block: "start", behavior: pace() });
  return nodes[0];
}

function drawn() {
  showOpen(line, form.querySelector("textarea"), log.entries, use);
  sleep.drawn();
}

function tell(news) {
  if (log.entries.some(({ number }) => number === news.number)) return; // shown before a reload, to nobody
  const near = innerHeight + scrollY > document.documentElement.scrollHeight - 160;
  const shown = log.add({ who: "bot", news: true, number: news.number, at: news.at, reply: news.reply, lang: language() });
  sleep.drawn();
  ring();
  if (near && !document.hidden) shown.scrollIntoView({ block: "nearest", behavior: pace() });
  else fresh(shown);
}

/** Tell whether the server is heard. That a message was not taken, with its numbers to call, stands until it is. */
function connection(now) {
  if (now) out = false;
  if (now && !connected && failed) backAgain?.();
  else if (now && !connected) announce(say("web.online"), { lasts: BACK_MS });
  if (!now && connected && !out && !failed) announce(say("web.offline"), { kind: "error" });
  connected = now;
}

suggest(form.querySelector("textarea"), document.getElementById("suggest"), {
  texts: () => (line.hidden ? [...new Set([...asked(), ...(titles[language()] ?? [])])] : []),
  tell: (count) => whisper(`${count} ${say(count === 1 ? "web.suggestion_one" : "web.suggestion_many")}`),
  choose(text) {
    writer.clear();
    writer.giveBack(text);
    writer.send();
  },
});

/** What was written in this tab, the latest first. */
const asked = () => log.entries.flatMap((entry) => (entry.who === "me" && entry.typed ? [entry.text] : [])).reverse();

const ring = notifier(document.getElementById("notify"), person);
const fresh = unseen(document.getElementById("pill"), () => pace());
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
  titles = first.titles ?? {};
  speak(first.lang);
  quiet();
  log.restore();
  const known = log.entries.length > 0;
  if (!known && first.past?.length) log.recall(first.past);
  if (!known || !log.shows(first.replies)) {
    log.retire(DIALOG);
    for (const reply of first.replies) log.add({ who: "bot", reply, lang: first.lang });
  }
  node.removeAttribute("aria-busy");
  showOpen(line, form.querySelector("textarea"), log.entries, use);
  scrollTo({ top: log.entries.length > first.replies.length ? document.documentElement.scrollHeight : 0 });
  listen(person, { onNews: tell, onState: connection, onLoggedOut: loggedOut });
  watch({ onSoon: endsSoon, onSafe: () => failed || quiet(), onEnded: loggedOut });
  document.documentElement.dataset.ready = "true";
  if (matchMedia("(hover: hover) and (pointer: fine)").matches && document.activeElement === document.body && !location.hash) writer.focus();
  followLink();
}

/** Open what the address asks for, once, so that a reload does not do it again. */
function followLink() {
  const asked = linked(location);
  if (!asked.text && !asked.press) return;
  history.replaceState(null, "", location.pathname);
  if (asked.press) press({ id: asked.press, label: asked.label ?? say("referrals.button") }, null);
  else if (line.hidden) write(asked.text, true);
  else writer.giveBack(asked.text); // in the middle of something a link says nothing: whoever is here may send it
}

for (const button of document.querySelectorAll("[data-press]")) {
  button.addEventListener("click", (event) => {
    closeMenu();
    press({ id: button.dataset.press, label: button.textContent, role: button.dataset.role }, null, event);
  });
}
open();
