// What one is in the middle of, above the field, with the way out of it: apart from every answer, always in view.

import { choiceButton, leaves } from "./bubble.js";
import { el } from "./dom.js";

/** Show in `line` what the newest of `entries` asks, if it still can be answered; `press` as for a bubble. */
export function showOpen(line, entries, press) {
  const entry = entries.findLast(({ reply }) => reply?.choices.some(leaves));
  const choice = entry?.reply.choices.find(leaves);
  line.replaceChildren();
  line.hidden = !choice || (entry.off?.includes(choice.id) ?? false);
  if (line.hidden) return;
  line.append(el("span", { class: "dialog__title" }, entry.reply.title), choiceButton(choice, entry, press));
}
