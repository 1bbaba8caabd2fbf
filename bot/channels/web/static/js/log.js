// What has been said, as it is shown. Kept for a reload in this tab only; what was taken away is never kept.

import { botBubble, goneBubble, markChosen, myBubble } from "./bubble.js";
import { session } from "./kept.js";

const MOST = 200;
const LONGEST = 4_000;
const PREFIX = "ips:log:";

/** The group of all that answers an open question. */
export const DIALOG = "dialog";

/** Return the ids of all that can be pressed in a reply: its buttons, those of its card, those of its rows. */
function pressable(reply) {
  const { choices = [], card, rows = [] } = reply ?? {};
  return [...choices, ...(card ? [card.onward, ...card.ways] : []), ...rows.map((row) => row.change)];
}

export class Log {
  /** `press(choice, entry, event)` is called when a button in the log is used. */
  constructor(node, person, press) {
    this.node = node;
    this.key = PREFIX + person;
    this.press = press;
    this.entries = [];
    for (const key of session.keys()) {
      if (key.startsWith(PREFIX) && key !== this.key) session.removeItem(key);
    }
  }

  /** Show what was shown before a reload. */
  restore() {
    try {
      this.entries = JSON.parse(session.getItem(this.key)) ?? [];
      this.node.replaceChildren(...this.entries.map((entry) => this.draw(entry)));
    } catch {
      this.clear(); // kept by an older version of the page
    }
  }

  /** Show and keep an entry: {who: "bot", reply, lang} or {who: "gone", lang}. Returns its node. */
  add(entry) {
    const node = this.draw(entry);
    this.node.insertBefore(node, this.node.querySelector("[data-pending]"));
    this.remember(entry);
    return node;
  }

  /** Show {who: "me", text, lang} below everything, not kept until it is settled. Returns its node. */
  pend(entry) {
    const node = this.draw(entry);
    node.dataset.pending = "";
    this.node.append(node);
    return node;
  }

  /** Keep a pending entry that may be kept. */
  settle(entry, node) {
    delete node.dataset.pending;
    this.remember(entry);
  }

  remember(entry) {
    const kept = entry.text?.length > LONGEST ? { ...entry, text: `${entry.text.slice(0, LONGEST)} …` } : entry;
    this.entries = [...this.entries, kept].slice(-MOST);
    this.save();
  }

  clear() {
    this.entries = [];
    this.node.replaceChildren();
    session.removeItem(this.key);
  }

  /** Clear the page; what stood there can be brought back until the page is left. */
  putAway() {
    this.before = this.entries;
    this.clear();
  }

  /** Show what was put away again, above what came since. */
  bringBack() {
    const again = this.before ?? [];
    this.before = [];
    this.entries = [...again, ...this.entries].slice(-MOST);
    this.node.prepend(...again.map((entry) => this.draw(entry)));
    this.save();
  }

  /** Switch off the buttons of a group that were shown so far: they belong to what is past. */
  retire(group) {
    for (const entry of this.entries) {
      const off = pressable(entry.reply).filter((choice) => choice.group === group).map(({ id }) => id);
      if (off.length) entry.off = [...new Set([...(entry.off ?? []), ...off])];
    }
    for (const button of this.node.querySelectorAll("[data-group]")) {
      if (button.dataset.group === group) button.disabled = true;
    }
    this.save();
  }

  /** Mark the button that was used. */
  mark(entry, choice) {
    entry.chosen = choice.id;
    for (const button of this.node.querySelectorAll("[data-choice]")) {
      if (button.dataset.choice === choice.id) markChosen(button);
    }
    this.save();
  }

  /** Tell whether the open question among `replies` is the one shown last already. */
  shows(replies) {
    const asked = (list) => list.filter((choice) => choice.group === DIALOG).map(({ id }) => id).join();
    const wanted = replies.map((reply) => asked(reply.choices)).filter(Boolean).at(-1);
    const shown = this.entries.map((entry) => asked(entry.reply?.choices ?? [])).filter(Boolean).at(-1);
    return wanted === undefined || wanted === shown;
  }

  /** Show a talk that the server kept: to be read, since what it offered is past. */
  recall(past) {
    for (const { mine, replies, lang } of past) {
      if (mine) this.add({ who: "me", text: mine, lang });
      for (const reply of replies) {
        const off = pressable(reply).filter(({ role }) => role !== "topic").map(({ id }) => id);
        this.add({ who: "bot", reply, lang, off });
      }
    }
  }

  draw(entry) {
    if (entry.who === "bot") return botBubble(entry, this.press);
    return entry.who === "me" ? myBubble(entry) : goneBubble(entry);
  }

  save() {
    try {
      session.setItem(this.key, JSON.stringify(this.entries));
    } catch {
      this.entries = this.entries.slice(-20); // full: the latest matter
    }
  }
}
