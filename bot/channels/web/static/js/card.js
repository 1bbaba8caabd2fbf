// Draws questions that are asked together, and the list of answers that is checked before sending.

import { el } from "./dom.js";
import { say } from "./words.js";

const POINTED_MS = 500; // a change so soon after a press of the finger or the mouse was made by it
const SEE_MS = 400; // so long the last answer is seen before the card goes on

let drawn = 0;

/**
 * Return the card of an entry as a form. `press(choice, entry, event)` is called with all that was answered; whoever
 * points is led on by the last answer, whoever uses the keyboard by the button: arrows choose as they move.
 */
export function cardForm(entry, press) {
  const { card } = entry.reply;
  const number = (drawn += 1);
  const off = entry.off?.includes(card.onward.id) ?? false;
  const problem = el("p", { class: "card__problem", role: "alert", hidden: true }, say("web.card_empty", entry.lang));
  const parts = card.parts.map((part) => question(part, `card${number}-${part.step}`, entry));
  const send = el("button", { type: "submit", class: "aksel-button card__send", "data-variant": "primary" }, card.onward.label);
  const form = el("form", { class: "card", novalidate: true }, el("fieldset", { class: "card__all", disabled: off, "data-choice": card.onward.id, "data-group": card.onward.group }, parts, problem, send));
  let pointed = -Infinity;
  let timer = 0;
  const chosen = () => parts.map(answer).filter(Boolean);

  function submit(event) {
    clearTimeout(timer);
    const answers = chosen();
    problem.hidden = answers.length > 0;
    if (!answers.length) return;
    entry.picked = answers.map(({ id }) => id);
    press({ id: [card.onward.id, ...answers.map(({ answer }) => answer)].join("&"), label: answers.map(({ label }) => label).join(" · ") }, entry, event);
  }

  form.addEventListener("pointerup", () => (pointed = performance.now()));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit(event);
  });
  form.addEventListener("change", ({ target }) => {
    clearTimeout(timer);
    const others = (type) => target.closest(".card__part").querySelectorAll(`[type=${type}]`);
    if (target.type === "date" && target.value) for (const radio of others("radio")) radio.checked = false;
    if (target.type !== "radio") return;
    for (const day of others("date")) day.value = "";
    if (performance.now() - pointed < POINTED_MS && chosen().length === parts.length) timer = setTimeout(submit, SEE_MS);
  });
  return form;
}

/** Return one question with its answers; none is chosen but what was answered before. */
function question(part, name, entry) {
  const stands = entry.picked ?? [part.chosen];
  const { own } = part;
  const day = stands.map((id) => (id?.startsWith(own) ? id.slice(own.length) : "")).find((answer) => /^\d{4}-\d\d-\d\d$/.test(answer));
  const radio = ({ id, label, answer }) =>
    el("label", { class: "card__option" }, el("input", { type: "radio", name, value: id, checked: stands.includes(id), "data-label": label, "data-answer": answer }), el("span", {}, label));
  const date = () =>
    el("label", { class: "card__day" }, el("span", {}, say("web.card_day", entry.lang)), el("input", { type: "date", value: day, max: today() }));
  return el(
    "fieldset",
    { class: "card__part", "data-own": own, "data-answer": part.answer },
    el("legend", { class: "card__ask" }, `${part.number}. ${part.ask}`),
    el("div", { class: "card__options" }, part.choices.map(radio), part.dated && date()),
  );
}

const today = () => new Intl.DateTimeFormat("sv-SE").format(new Date());

/** Return what was answered to a question, null when nothing was. */
function answer(fieldset) {
  const radio = fieldset.querySelector("[type=radio]:checked");
  if (radio) return { id: radio.value, label: radio.dataset.label, answer: radio.dataset.answer };
  const day = fieldset.querySelector("[type=date]")?.value;
  return day ? { id: `${fieldset.dataset.own}${day}`, answer: `${fieldset.dataset.answer}${day}`, label: day.split("-").reverse().join(".") } : null;
}

/** Return the answers to be checked, each with the button that changes it. */
export const rows = (entry, press) => el("dl", { class: "rows" }, entry.reply.rows.map((row) => line(row, entry, press)));

function line(row, entry, press) {
  const change = el(
    "button",
    {
      type: "button",
      "aria-label": `${row.change.label}: ${row.name}`,
      class: "aksel-button aksel-button--small",
      "data-variant": "tertiary",
      "data-choice": row.change.id,
      "data-group": row.change.group,
      disabled: entry.off?.includes(row.change.id) ?? false,
      onclick: (event) => press(row.change, entry, event),
    },
    row.change.label,
  );
  return el("div", { class: "rows__row" }, el("dt", {}, row.name), el("dd", {}, row.value), el("dd", { class: "rows__change" }, change));
}
