// The line above the composer: short news about the page itself, read out politely.

import { el } from "./dom.js";

const line = document.getElementById("status");
const voice = document.getElementById("voice");
let timer = 0;

/** Show a text, for `lasts` milliseconds or until the next; `action` is {label, run} for a button beside it. */
export function announce(text, { lasts = 0, kind = "info", action = null } = {}) {
  clearTimeout(timer);
  line.dataset.kind = kind;
  line.replaceChildren(text);
  if (action) {
    const button = el("button", { type: "button", class: "aksel-button aksel-button--small", "data-variant": "secondary", "data-color": "neutral", onclick: action.run }, action.label);
    line.append(" ", button);
  }
  if (lasts) timer = setTimeout(quiet, lasts);
}

/** Tell a voice what the eye sees anyway. */
export const whisper = (text) => voice.replaceChildren(text);

/** Take the line away. */
export function quiet() {
  clearTimeout(timer);
  line.replaceChildren();
  delete line.dataset.kind;
}
