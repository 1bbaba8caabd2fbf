// The field one writes in: Enter sends, Shift+Enter makes a new line, and it grows with the text.

/**
 * Wire the composer; `send(text)` is called with what was written, `refuse(kind)` when a file was pasted or
 * dropped anywhere on the page: neither the file nor its name leaves the browser. Returns how to fill it.
 */
export function composer(form, send, refuse) {
  const field = form.querySelector("textarea");
  const grows = CSS.supports("field-sizing", "content");

  function fit() {
    if (grows) return;
    field.style.height = "auto";
    field.style.height = `${field.scrollHeight + 2}px`;
  }

  field.addEventListener("input", fit);
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(field.value.toWellFormed?.() ?? field.value);
  });

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
    clear() {
      field.value = "";
      fit();
    },
    /** Put back what was not sent, before what was written since. */
    giveBack(text) {
      field.value = [text, field.value].filter(Boolean).join("\n");
      fit();
    },
  };
}

const KINDS = { image: "photo", audio: "voice", video: "video" };
const kind = (file) => KINDS[file?.type.split("/")[0]] ?? "file";
