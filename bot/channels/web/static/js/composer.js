// The field one writes in: Enter sends, Shift+Enter makes a new line, and it grows with the text.

import { session } from "./kept.js";
import { whisper } from "./status.js";

const NEAR = 300; // characters before the limit from which they are counted
const COMPOSING = 229; // Safari's name for the Enter that ends a composition, when it is over already

/**
 * Wire the composer; `send(text)` is called with what was written, `empty()` when that is nothing, `refuse(kind)`
 * when a file was pasted or dropped anywhere on the page: neither the file nor its name leaves the browser.
 * Returns how to fill it. What waits to be sent lasts over a reload in this tab, under the name `draft`.
 */
export function composer(form, draft, { send, empty, refuse }) {
  const field = form.querySelector("textarea");
  const grows = CSS.supports("field-sizing", "content");

  function fit() {
    if (grows) return;
    field.style.height = "auto";
    field.style.height = `${field.scrollHeight + 2}px`;
  }

  let stopped = ""; // what was taken away, as it was given back: no store may hold it

  function put(text) {
    field.value = text;
    fit();
    count();
  }

  let last = ""; // what was sent last, for the arrow up; what was taken away is never among it
  const counter = form.querySelector("#count");
  const longest = Number(field.dataset.longest);

  /** Say how much room is left, near the end of it. */
  function count() {
    const length = field.value.length;
    counter.textContent = length > longest - NEAR ? `${length} / ${longest}` : "";
    const over = length > longest;
    if (String(over) !== (counter.dataset.over ?? "false")) whisper(over ? counter.textContent : "");
    counter.dataset.over = over;
  }

  field.addEventListener("input", fit);
  field.addEventListener("input", count);
  field.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowUp" || field.value || !last) return;
    event.preventDefault();
    put(last);
  });
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === COMPOSING) return;
    event.preventDefault();
    if (!event.repeat) form.requestSubmit();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const text = field.value.toWellFormed?.() ?? field.value;
    if (text.trim()) {
      last = text;
      send(text);
    } else empty();
  });

  put(session.getItem(draft) ?? "");
  session.removeItem(draft);
  addEventListener("pagehide", () => {
    if (field.value.trim() && !(stopped && field.value.includes(stopped))) session.setItem(draft, field.value);
  });
  addEventListener("pageshow", () => session.removeItem(draft));

  // Office programs put a picture beside the text that is copied: then the text is what was meant.
  document.addEventListener("paste", (event) => {
    const { files, types } = event.clipboardData;
    if (!files.length || types.includes("text/plain")) return;
    event.preventDefault();
    refuse(kind(files[0]));
  });
  document.addEventListener("dragover", (event) => {
    if (event.dataTransfer.types.includes("Files")) event.preventDefault();
  });
  document.addEventListener("drop", (event) => {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault(); // or the browser would leave the page for the file
    refuse(kind(event.dataTransfer.files[0]));
  });

  // What gets the focus behind the composer is scrolled out from under it.
  new ResizeObserver(() => {
    document.documentElement.style.setProperty("--composer", `${form.offsetHeight}px`);
  }).observe(form);

  return {
    /** Send what stands in the field. */
    send: () => form.requestSubmit(),
    /** Focus the field. */
    focus: () => field.focus({ preventScroll: true }),
    /** Empty the field. */
    clear: () => put(""),
    /** Tell whether the next message is being written already. */
    get busy() {
      return field.value.trim() !== "";
    },
    /** Put back what was not sent, before what was written since. */
    giveBack: (text) => put([text, field.value].filter(Boolean).join("\n")),
    /** Put back what was taken away, to be corrected; it is kept nowhere. */
    giveBackStopped(text) {
      last = "";
      stopped = text.trim();
      put([text, field.value].filter(Boolean).join("\n"));
    },
  };
}

const KINDS = { image: "photo", audio: "voice", video: "video" };
const kind = (file) => KINDS[file?.type.split("/")[0]] ?? "file";
