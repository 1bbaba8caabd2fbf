// The page's own words, in the language of the conversation.

let words = {};
let lang = document.documentElement.lang || "nb";

/** Take the words of all languages, as the server sent them. */
export function learn(all) {
  words = all;
}

/** Return the language of the page now. */
export const language = () => lang;

/** Return the text of `key` in the page's language, or in `code` when given. */
export const say = (key, code = lang) => words[code]?.[key] ?? words.nb?.[key] ?? "";

/** Show the page in the language `code`. */
export function speak(code) {
  if (!(code in words)) return;
  lang = code;
  document.documentElement.lang = code;
  for (const node of document.querySelectorAll("[data-word]")) node.textContent = say(node.dataset.word);
  for (const node of document.querySelectorAll("[data-label]")) node.setAttribute("aria-label", say(node.dataset.label));
  for (const node of document.querySelectorAll("[data-placeholder]")) node.placeholder = say(node.dataset.placeholder);
  for (const node of document.querySelectorAll("[data-lang]")) {
    const chosen = node.dataset.lang === code;
    node.setAttribute("aria-pressed", chosen);
    node.dataset.selected = chosen;
  }
}
