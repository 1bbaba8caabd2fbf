// Prints what a reader needs: everything unfolded while it is printed, and folded again as it was.

/** Unfold what stands in `node` when the page is printed. */
export function unfoldsForPrint(node) {
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...node.querySelectorAll("details:not([open])")];
    for (const one of opened) one.open = true;
  });
  addEventListener("afterprint", () => {
    for (const one of opened) one.open = false;
  });
}
