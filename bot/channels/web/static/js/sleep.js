// Buttons that have just been drawn sleep for a moment: what lay under the finger before is not what lies there now.

const SLEEP_MS = 700; // longer than the two clicks of a double click, which systems part by up to 500 ms

/** Return how to put the buttons among `nodes` to sleep, and whether they may be used now. */
export function sleeper(nodes) {
  let busy = false;
  let asleep = false;
  let timer = 0;

  function mark() {
    for (const node of nodes) {
      for (const button of node.querySelectorAll("[data-choice]")) {
        // Whoever hears the page is told of no state that is over before it is said: a sleeping button only lets pointers through.
        button.toggleAttribute("data-asleep", asleep);
        if (busy) button.setAttribute("aria-disabled", "true");
        else button.removeAttribute("aria-disabled");
      }
    }
  }

  // A key that is held down is one press, however often it repeats.
  addEventListener("keydown", (event) => {
    if (event.repeat && event.target.closest?.("button") && (event.key === "Enter" || event.key === " ")) event.preventDefault();
  }, { capture: true });

  return {
    /** Something was drawn: nothing can be pressed for a moment. */
    drawn() {
      asleep = true;
      clearTimeout(timer);
      timer = setTimeout(() => {
        asleep = false;
        mark();
      }, SLEEP_MS);
      mark();
    },
    /** An answer is on its way, or has come. */
    set busy(now) {
      busy = now;
      mark();
    },
    get asleep() {
      return asleep;
    },
  };
}
