// What one is in the middle of, above the field, with the way out of it: apart from every answer, always in view.

import { choiceButton, leaves } from "./bubble.js";
import { el } from "./dom.js";
import { DIALOG } from "./log.js";
import { say } from "./words.js";

/** Tell whether a button answers the open question. */
const answers = ({ group, role }) => group === DIALOG && ["plain", "send"].includes(role);

/** Return the key of what the field asks for: a line of answers, an answer, or a question. */
function wanted(line, entries) {
  const open = entries.findLast(({ reply }) => reply?.choices.some(leaves))?.reply;
  if (line.hidden || !open.choices.some(answers)) return "web.placeholder"; // an end asks for nothing
  return open.card ? "web.placeholder_card" : "web.placeholder_answer";
}

/** Show in `line` what the newest of `entries` asks, if it still can be answered, and in `field` how; `press` as for a bubble. */
export function showOpen(line, field, entries, press) {
  show(line, entries, press);
  field.dataset.placeholder = wanted(line, entries);
  field.placeholder = say(field.dataset.placeholder);
}

function show(line, entries, press) {
  const entry = entries.findLast(({ reply }) => reply?.choices.some(leaves));
  const choice = entry?.reply.choices.find(leaves);
  line.replaceChildren();
  line.hidden = !choice || (entry.off?.includes(choice.id) ?? false);
  if (line.hidden) return;
  const { title, verdict } = entry.reply;
  const name = verdict ? say("first.door.share", entry.lang) : title; // "NEI" names what was found, not what one is in
  line.append(el("span", { class: "dialog__title" }, name), choiceButton(choice, entry, press));
}
