// Draws one message.

import { cardForm, rows } from "./card.js";
import { copyButton } from "./copy.js";
import { drawing, el, icon, prose } from "./dom.js";
import { say } from "./words.js";

const BANG = "M12 2.5a1.2 1.2 0 0 1 1.05.62l9.3 16.8A1.2 1.2 0 0 1 21.3 21.7H2.7a1.2 1.2 0 0 1-1.05-1.78l9.3-16.8A1.2 1.2 0 0 1 12 2.5Zm-1 6.5v6h2V9h-2Zm1 7.5a1.25 1.25 0 1 0 0 2.5 1.25 1.25 0 0 0 0-2.5Z";
const PHONE = "M6.6 2.8 9.7 2l2.1 4.9-2 1.7a12 12 0 0 0 5.6 5.6l1.7-2 4.9 2.1-.8 3.1a2.5 2.5 0 0 1-2.6 1.9C11 19 5 13 4.7 5.4a2.5 2.5 0 0 1 1.9-2.6Z";
const BELL = "M12 2a6.5 6.5 0 0 1 6.5 6.5v4.2l1.7 3.4a1 1 0 0 1-.9 1.4h-4.35a3 3 0 0 1-5.9 0H4.7a1 1 0 0 1-.9-1.4l1.7-3.4V8.5A6.5 6.5 0 0 1 12 2Z";

const ON_PAPER = 90; // a longer address nobody types from paper

const CALM = { plain: "neutral", warning: "warning", danger: "danger" };

/** Return the bubble of a reply. `press(choice)` is called when one of its buttons is used. */
export function botBubble(entry, press) {
  const { reply } = entry;
  const tone = entry.news ? "info" : CALM[reply.tone] ?? "neutral";
  const danger = reply.tone === "danger";
  const next = answers(reply).filter(({ id }) => reply.primary && id === reply.primary);
  const all = runs(answers(reply).filter((choice) => !helpful(choice) && !next.includes(choice)));
  const acts = reply.do.length > 0 && all.length > 0 && !all[0].topics ? all[0] : []; // beside what is to be done now
  const others = acts.length ? all.slice(1) : all;
  return el(
    "div",
    { class: "message message--bot", lang: entry.lang },
    el("img", { class: "message__mark", src: "/static/icon.svg", alt: "", width: 32, height: 32 }),
    el(
      "div",
      { class: "bubble", "data-color": tone, "data-tone": reply.tone, tabindex: "-1", role: danger ? "alert" : null },
      el("p", { class: "aksel-sr-only" }, `${say("web.bot", entry.lang)}:`),
      entry.news && newsLine(entry),
      reply.title && el("h3", { class: `bubble__title aksel-heading aksel-heading--xsmall${reply.verdict ? " bubble__title--verdict" : ""}` }, reply.title),
      reply.state && el("p", { class: "state" }, reply.state),
      el("div", { class: "bubble__text" }, reply.tone !== "plain" && icon(BANG, "bubble__icon"), el("div", {}, prose(stated(reply)))),
      reply.caution && el("p", { class: "caution" }, reply.caution),
      reply.rows?.length > 0 && rows(entry, press),
      reply.after && el("p", { class: "rows__after" }, reply.after),
      reply.card && cardForm(entry, press),
      reply.calls.length > 0 && el("ul", { class: "calls" }, reply.calls.map(call)),
      reply.do.length > 0 && steps(reply.do, entry.lang),
      next.length > 0 && buttons(next, entry, press),
      reply.record && record(reply.record, entry.lang),
      reply.files?.length > 0 && el("ul", { class: "files" }, reply.files.map((file) => el("li", {}, download(file, entry.lang)))),
      acts.length > 0 && buttons(acts, entry, press),
      reply.pictures?.map(drawing),
      reply.more && el("details", { class: "more" }, el("summary", {}, say("answer.more", entry.lang)), el("div", { class: "more__text" }, prose(reply.more))),
      reply.sources.length > 0 && sources(reply, entry.lang),
      others.flatMap((run) => buttons(run, entry, press)),
      asked(entry, press),
    ),
  );
}

/** The text without the line that says the state, where that stands by itself. */
const stated = ({ text, state }) => (state ? text.split("\n").filter((line) => !line.endsWith(`: ${state}`)).join("\n") : text);

/** Return the bubble of what the person wrote or chose. */
export function myBubble(entry) {
  const long = entry.text.length > 600;
  return el(
    "div",
    { class: "message message--me", lang: entry.lang },
    el(
      "div",
      { class: "bubble bubble--me", "data-color": "accent", tabindex: long ? "0" : null, role: long ? "group" : null, "aria-label": long ? say("web.you", entry.lang) : null },
      el("p", { class: "aksel-sr-only" }, `${say("web.you", entry.lang)}:`),
      el("p", { class: "bubble__mine", dir: "auto" }, entry.text),
    ),
  );
}

/** Return what stands in place of a message that was taken away. */
export const goneBubble = (entry) =>
  el("div", { class: "message message--me", lang: entry.lang }, el("p", { class: "gone" }, say("web.erased", entry.lang)));

function newsLine(entry) {
  const time = new Intl.DateTimeFormat(entry.lang === "en" ? "en-GB" : entry.lang, { dateStyle: "medium", timeStyle: "short" });
  const at = new Date(entry.at);
  return el(
    "p",
    { class: "news-line" },
    icon(BELL),
    el("strong", {}, say("web.news", entry.lang)),
    el("time", { datetime: entry.at }, Number.isNaN(at.valueOf()) ? "" : time.format(at)),
  );
}

function call({ label, number }) {
  const href = `tel:${number.replace(/[^\d+]/g, "")}`;
  return el("li", {}, el("a", { class: "aksel-button call", "data-variant": "primary", "data-color": "danger", href }, icon(PHONE), el("span", {}, label)));
}

const steps = (items, lang) =>
  el("div", { class: "do" }, el("p", { class: "label" }, say("answer.do", lang)), el("ul", {}, items.map((item) => el("li", {}, linked(item, lang)))));

/** Return a text with its addresses as links. */
const linked = (text, lang) =>
  text.split(/(https:\/\/\S*[^\s.,;:!?)»”])/).map((part, place) => (place % 2 ? away(part, lang, part, "") : part));

const record = (text, lang) =>
  el("div", { class: "record" }, el("p", { class: "label" }, say("answer.record", lang)), copyButton(text, lang), el("details", {}, el("summary", {}, say("web.show_text", lang)), el("p", { class: "record__text" }, text)));

/** Return a link to a file that came with the message: made here, fetched from nowhere. */
function download({ name, media, text, data }, lang) {
  const bytes = data && Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
  const href = URL.createObjectURL(new Blob([bytes ?? text], { type: media }));
  return el("a", { class: "aksel-link file", href, download: name }, say("web.file", lang), el("span", { class: "aksel-sr-only" }, `: ${name}`));
}

function sources({ sources: list, opened }, lang) {
  const name = ({ title, section }) => (section ? `${title}, ${section.replace(/([^\d\s]) (?=\d)/g, "$1\u00a0")}` : title);
  const others = list.length > 1 ? el("span", { class: "source__count" }, ` +${list.length - 1}`) : "";
  const line = (source) =>
    el(
      "li",
      {},
      el("p", {}, name(source)),
      source.note && el("p", { class: "source__note" }, source.note),
      source.url && el("p", {}, link(source, lang)),
    );
  return el(
    "details",
    { class: "source", open: opened },
    el("summary", {}, el("span", { class: "source__label" }, `${say("answer.source", lang)}: `), name(list[0]), others),
    el("ul", { class: "source__list" }, list.map(line)),
  );
}

const link = ({ url, title }, lang) => away(url, lang, say("answer.open_source", lang), `: ${title}`, url.length <= ON_PAPER);

const away = (url, lang, text, also, onPaper = false) =>
  el(
    "a",
    { class: "aksel-link", href: /^https:/.test(url) ? url : null, target: "_blank", rel: "noreferrer noopener", "data-paper": onPaper ? url : null },
    text,
    el("span", { class: "aksel-sr-only" }, `${also} (${say("web.new_tab", lang)})`),
  );

/** Tell whether a button leaves a dialog; it never stands among the answers. */
export const leaves = (choice) => choice.role === "leave";

/** The buttons of the bubble itself: the one that leaves a dialog stands elsewhere. */
const answers = (reply) => (reply.card?.ways ?? reply.choices).filter((choice) => !leaves(choice) && !(reply.rows?.length && changes(choice)));

/** Tell whether a button leads back to an answer; where each line of answers has its own, it is not needed. */
const changes = (choice) => ["change", "way"].includes(choice.role);

/** Tell whether a button says what a reader thinks of the answer. */
const helpful = ({ role, says }) => role === "verdict" && says !== "send";

/** Return the question whether this was the answer, where it is asked; each button says in full what it means. */
function asked(entry, press) {
  const said = answers(entry.reply).filter(helpful);
  if (!said.length) return null;
  const short = ({ says }) => say(`web.short.${says}`, entry.lang);
  const button = (choice) => {
    const node = choiceButton(choice, entry, press);
    node.replaceChildren(short(choice), el("span", { class: "aksel-sr-only" }, ` (${choice.label})`));
    return node;
  };
  return el("div", { class: "asked", role: "group", "aria-label": say("web.helpful", entry.lang) }, el("span", {}, say("web.helpful", entry.lang)), said.map(button));
}

const LONG = 12; // so many in a list can be searched

function buttons(run, entry, press) {
  const list = el("ul", { class: run.topics ? "choices choices--topics" : "choices" }, run.map((choice) => el("li", {}, choiceButton(choice, entry, press))));
  return run.length > LONG ? [searchField(list, entry.lang), list] : list;
}

/** Return a field that leaves in a list what holds all the words that stand in it. */
function searchField(list, lang) {
  const find = ({ target }) => {
    const words = target.value.toLowerCase().split(/\s+/);
    for (const line of list.children) line.hidden = !words.every((word) => line.textContent.toLowerCase().includes(word));
  };
  const field = el("input", { type: "search" });
  field.addEventListener("input", find);
  return el("label", { class: "find" }, el("span", {}, say("web.find", lang)), field);
}

/** Part what is done from what is read: buttons of topics stand one below the other. */
function runs(choices) {
  const parts = [];
  for (const choice of choices) {
    const topics = choice.role === "topic";
    if (!parts.length || parts.at(-1).topics !== topics) parts.push(Object.assign([], { topics }));
    parts.at(-1).push(choice);
  }
  return parts;
}

/** What a dialog is led by (back, change, cancel) stands back; the one that sends stands out. */
function emphasis({ id, role }, primary) {
  if (primary) return id === primary ? "primary" : "secondary";
  if (["way", "change", "leave"].includes(role)) return "tertiary";
  return role === "send" ? "primary" : "secondary";
}

/** Mark a button as the one that was used: seen as well as heard. */
export function markChosen(node) {
  if (node.dataset.chosen) return;
  node.dataset.chosen = "true";
  node.append(el("span", { class: "aksel-sr-only" }, ` (${say("web.chosen")})`));
}

/** Return the button of a choice. `press(choice, entry)` is called when it is used. */
export function choiceButton(choice, entry, press) {
  const node = el(
    "button",
    {
      type: "button",
      class: "aksel-button aksel-button--small choice",
      "data-variant": emphasis(choice, entry.reply.primary),
      "data-color": entry.reply.tone === "danger" ? "danger" : "accent",
      "data-choice": choice.id,
      "data-group": choice.group || null,
      "data-role": choice.role,
      lang: choice.role === "language" ? choice.says || null : null,
      disabled: entry.off?.includes(choice.id) ?? false,
      onclick: (event) => press(choice, entry, event),
    },
    choice.label,
  );
  if (entry.chosen === choice.id) markChosen(node);
  return node;
}
