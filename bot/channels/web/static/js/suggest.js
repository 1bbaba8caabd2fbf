// Suggests while one types: questions that have an answer, and what was asked in this tab. Nothing is sent for it.

import { el } from "./dom.js";
import { say } from "./words.js";

const FEWEST = 3; // letters of the first word
const MOST = 5;
const SURE = 5; // letters from which one slip of the finger is forgiven
const LONG = 9; // and from which two are
const SLIP = 100; // a title that is found by forgiving stands after all that are not
const SETTLED_MS = 700; // a voice tells how many there are when the typing rests

const plain = (text) => text.toLowerCase().normalize("NFD").replace(/[\u0300-\u0309\u030b-\u036f]/g, "").normalize("NFC");
const parts = (text) => plain(text).match(/[\p{L}\p{N}]+/gu) ?? [];

/** Return how many letters of `said` are wrong as a beginning of `word`; a swap of two counts once. Above `most` it is not told. */
function slips(said, word, most) {
  let before = null;
  let row = Array.from({ length: word.length + 1 }, (_, n) => n);
  for (let i = 1; i <= said.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= word.length; j += 1) {
      const same = said[i - 1] === word[j - 1] ? 0 : 1;
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + same);
      const swapped = before && j > 1 && said[i - 1] === word[j - 2] && said[i - 2] === word[j - 1];
      if (swapped) next[j] = Math.min(next[j], before[j - 2] + 1);
    }
    if (Math.min(...next) > most) return most + 1;
    [before, row] = [row, next];
  }
  return Math.min(...row);
}

/** Return the place of the first word that `one` begins, a mistyped one after all that are not; -1 for none. */
function placed(one, words) {
  const exact = words.findIndex((word) => word.startsWith(one));
  const most = one.length < SURE ? 0 : one.length < LONG ? 1 : 2;
  if (exact >= 0 || !most) return exact;
  const near = words.findIndex((word) => word[0] === one[0] && slips(one, word, most) <= most);
  return near < 0 ? near : near + SLIP;
}

/**
 * Return those of `texts` in which every word of `said` begins a word, the last one perhaps not finished; the best
 * first. A longer word may be mistyped.
 */
export function matching(said, texts) {
  const wanted = parts(said);
  if (!wanted.length || wanted.join("").length < FEWEST) return [];
  const found = [];
  for (const text of texts) {
    const words = parts(text);
    const places = wanted.map((one) => placed(one, words));
    if (places.every((place) => place >= 0) && plain(text) !== plain(said)) found.push([places.reduce((a, b) => a + b), text]);
  }
  return found.sort((a, b) => a[0] - b[0]).slice(0, MOST).map(([, text]) => text);
}

/**
 * Wire a field to the list below it. `texts()` returns what may be suggested, nothing where an answer is asked for;
 * `choose(text)` takes one. The field stays a field of several lines: arrows move in the list while it is shown.
 * A field of several lines cannot tell a voice that it has a list: `tell(count)` does, when the typing rests.
 */
export function suggest(field, list, { texts, choose, tell }) {
  let at = -1;
  let timer = 0;

  function close() {
    clearTimeout(timer);
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
    timer = setTimeout(() => tell(found.length), SETTLED_MS);
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
