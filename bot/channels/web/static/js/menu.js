// The menu of narrow screens; on wide ones its content is always in view.

/** Wire the menu's button. Returns how to close it. */
export function menu(button, panel) {
  function set(open) {
    button.setAttribute("aria-expanded", open);
    panel.classList.toggle("menu--open", open);
  }
  button.addEventListener("click", () => set(button.getAttribute("aria-expanded") !== "true"));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || button.getAttribute("aria-expanded") !== "true") return;
    set(false);
    button.focus();
  });
  return () => set(false);
}
