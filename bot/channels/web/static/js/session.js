// Watches how long the login holds, and says so before it ends. Asking does not put the end off; using the page does.

import { check, stay } from "./api.js";

const WARN_S = 300;
const LONGEST_MS = 600_000; // a machine that slept, or another tab, may have changed it
const LATER_MS = 30_000;

/**
 * Call `onSoon(prolong)` some minutes before the end, `onSafe()` when it was put off, and `onEnded()` when it has come.
 * `prolong` is how to put it off, null where nothing does.
 */
export function watch({ onSoon, onSafe, onEnded }) {
  let soon = false;
  let timer = 0;

  async function look() {
    clearTimeout(timer);
    let wait = LATER_MS;
    try {
      wait = judge(await check());
    } catch (fault) {
      if (fault.loggedOut) onEnded();
    }
    timer = setTimeout(look, wait);
  }

  function judge({ seconds, prolonged }) {
    const near = seconds <= WARN_S;
    if (near && !soon) onSoon(prolonged ? prolong : null);
    if (!near && soon) onSafe();
    soon = near;
    return Math.min(LONGEST_MS, 1_000 * (near ? Math.max(1, seconds + 1) : seconds - WARN_S + 1));
  }

  async function prolong() {
    await stay().catch(() => null);
    look();
  }

  look();
}
