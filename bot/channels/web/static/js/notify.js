// Tells of news outside the page, when its person has turned that on: that there is news, and nothing of what it says.

import { local } from "./kept.js";
import { say } from "./words.js";

/**
 * Wire the button that turns it on and off in this browser. It is there only where a browser can tell of news.
 * Returns how to tell that there is news: at most one notification stands at a time.
 */
export function notifier(button, person) {
  const key = `ips:notify:${person}`;
  const able = "Notification" in window && window.isSecureContext;
  const on = () => able && Notification.permission === "granted" && local.getItem(key) === "on";

  function show() {
    button.hidden = !able || Notification.permission === "denied";
    button.setAttribute("aria-pressed", on());
  }

  async function turn() {
    if (on()) local.removeItem(key);
    else if ((await Notification.requestPermission()) === "granted") local.setItem(key, "on");
    show();
  }

  button.addEventListener("click", turn);
  show();
  return () => {
    if (!on() || !document.hidden) return;
    const note = new Notification(say("web.title"), { body: say("web.news"), tag: "ips-news", icon: "/static/icon.svg" });
    note.onclick = () => {
      window.focus();
      note.close();
    };
  };
}
