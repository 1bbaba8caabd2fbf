// The field one writes in: Enter sends, Shift+Enter makes a new line, and it grows with the text.

/** Wire the composer; `send(text)` is called with what was written. Returns how to read and fill it. */
export function composer(form, send) {
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
