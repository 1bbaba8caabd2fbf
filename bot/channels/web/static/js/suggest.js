// Suggests while one types: questions that have an answer, and what was asked in this tab. Nothing is sent for it.

import { el } from "./dom.js";
import { say } from "./words.js";

const FEWEST = 3; // letters of the first word
const MOST = 5;

const plain = (text) => text.toLowerCase().normalize("NFD").replace(/[\u0300-\u0309\u030b-\u036f]/g, "").normalize("NFC");
const parts = (text) => plain(text).match(/[\p{L}\p{N}]+/gu) ?? [];

/** Return those of `texts` in which every word of `said` begins a word, the last one perhaps not finished; the best first. */
export function matching(said, texts) {
  const wanted = parts(said);
  if (!wanted.length || wanted.join("").length < FEWEST) return [];
  const found = [];
  for (const text of texts) {
    const words = parts(text);
    const places = wanted.map((one) => words.findIndex((word) => word.startsWith(one)));
    if (places.every((place) => place >= 0) && plain(text) !== plain(said)) found.push([places.reduce((a, b) => a + b), text]);
  }
  return found.sort((a, b) => a[0] - b[0]).slice(0, MOST).map(([, text]) => text);
}

/**
 * Wire a field to the list below it. `texts()` returns what may be suggested, nothing where an answer is asked for;
 * `choose(text)` takes one. The field stays a field of several lines: arrows move in the list while it is shown.
 */
export function suggest(field, list, { texts, choose }) {
  let at = -1;

  function close() {
    at = -1;
    list.hidden = true;
    list.replaceChildren();
    field.removeAttribute("aria-activedescendant");
  }

  function show() {
    const found = field.value.includes("\n") ? [] : matching(field.value, texts());
    close();
    if (!found.length) return;
    list.setAttribute("aria-label", say("web.suggestions"));
    list.append(...found.map((text, number) => el("li", { id: `suggestion${number}`, class: "suggest__one", role: "option", "aria-selected": "false" }, text)));
    list.hidden = false;
  }

  function pick(option) {
    const text = option.textContent;
    close();
    choose(text);
  }

  function move(step) {
    const count = list.children.length;
    at = (at + step + count + (at < 0 && step < 0 ? 1 : 0)) % count;
    for (const [number, option] of [...list.children].entries()) option.setAttribute("aria-selected", number === at);
    field.setAttribute("aria-activedescendant", `suggestion${at}`);
  }

  field.addEventListener("input", (event) => !event.isComposing && show());
  field.addEventListener("blur", () => setTimeout(close, 150));
  field.form.addEventListener("submit", close, { capture: true });
  field.addEventListener("keydown", (event) => {
    if (list.hidden || event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") move(event.key === "ArrowDown" ? 1 : -1);
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && at >= 0) pick(list.children[at]);
    else return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }, { capture: true });
  list.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus
  list.addEventListener("click", ({ target }) => target.role === "option" && pick(target));
}
