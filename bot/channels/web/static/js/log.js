// What has been said, as it is shown. Kept for a reload in this tab only; what was taken away is never kept.

import { botBubble, goneBubble, markChosen, myBubble } from "./bubble.js";

const MOST = 200;
const LONGEST = 4_000;
const PREFIX = "ips:log:";

export class Log {
  /** `press(choice, entry, event)` is called when a button in the log is used. */
  constructor(node, person, press) {
    this.node = node;
    this.key = PREFIX + person;
    this.press = press;
    this.entries = [];
    for (const key of Object.keys(sessionStorage)) {
      if (key.startsWith(PREFIX) && key !== this.key) sessionStorage.removeItem(key);
    }
  }

  /** Show what was shown before a reload. */
  restore() {
    try {
      this.entries = JSON.parse(sessionStorage.getItem(this.key)) ?? [];
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
    sessionStorage.removeItem(this.key);
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

  /** Switch off the buttons shown so far whose id starts with one of `prefixes`: they belong to what is past. */
  retire(prefixes) {
    const past = (id) => prefixes.some((prefix) => id.startsWith(prefix));
    for (const entry of this.entries) {
      const off = (entry.reply?.choices ?? []).map((choice) => choice.id).filter(past);
      if (off.length) entry.off = [...new Set([...(entry.off ?? []), ...off])];
    }
    for (const button of this.node.querySelectorAll("[data-choice]")) {
      if (past(button.dataset.choice)) button.disabled = true;
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
    const asked = (list) => list.map((choice) => choice.id).filter((id) => id.startsWith("d:")).join();
    const wanted = replies.map((reply) => asked(reply.choices)).filter(Boolean).at(-1);
    const shown = this.entries.map((entry) => asked(entry.reply?.choices ?? [])).filter(Boolean).at(-1);
    return wanted === undefined || wanted === shown;
  }

  draw(entry) {
    if (entry.who === "bot") return botBubble(entry, this.press);
    return entry.who === "me" ? myBubble(entry) : goneBubble(entry);
  }

  save() {
    try {
      sessionStorage.setItem(this.key, JSON.stringify(this.entries));
    } catch {
      this.entries = this.entries.slice(-20); // full: the latest matter
    }
  }
}
