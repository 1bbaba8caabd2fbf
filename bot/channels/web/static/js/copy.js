// Copies a text; says so in words as well.

import { el } from "./dom.js";
import { announce } from "./status.js";
import { say } from "./words.js";

const SHOWN_MS = 2_500;

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Older browsers, and pages that may not use the clipboard: by way of a selection.
    const field = el("textarea", { class: "aksel-sr-only", readonly: true });
    field.value = text;
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    if (!done) throw new Error("not copied");
  }
}

/** Return a button that copies `text`. */
export function copyButton(text, lang) {
  const label = el("span", {}, say("web.copy", lang));
  const button = el("button", { type: "button", class: "aksel-button aksel-button--small", "data-variant": "secondary", "data-color": "accent" }, label);
  button.addEventListener("click", async () => {
    await copy(text);
    button.focus();
    label.textContent = say("web.copied", lang);
    announce(say("web.copied"), { lasts: SHOWN_MS });
    setTimeout(() => (label.textContent = say("web.copy", lang)), SHOWN_MS);
  });
  return button;
}
