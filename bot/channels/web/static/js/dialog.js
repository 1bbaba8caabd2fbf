// What one is in the middle of, above the field, with the way out of it: apart from every answer, always in view.

import { choiceButton, leaves } from "./bubble.js";
import { el } from "./dom.js";
import { say } from "./words.js";

/** Show in `line` what the newest of `entries` asks, if it still can be answered; `press` as for a bubble. */
export function showOpen(line, entries, press) {
  const entry = entries.findLast(({ reply }) => reply?.choices.some(leaves));
  const choice = entry?.reply.choices.find(leaves);
  line.replaceChildren();
  line.hidden = !choice || (entry.off?.includes(choice.id) ?? false);
  if (line.hidden) return;
  const { title, verdict } = entry.reply;
  const name = verdict ? say("first.door.share", entry.lang) : title; // "NEI" names what was found, not what one is in
  line.append(el("span", { class: "dialog__title" }, name), choiceButton(choice, entry, press));
}
