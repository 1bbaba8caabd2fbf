// News that came while something else was in view: a pill that leads there, a number at the shortcuts and in the title.

import { say } from "./words.js";

const title = document.title;

/** Wire the pill; `pace()` says how to scroll. Returns how to tell of a message that came as news. */
export function unseen(pill, pace) {
  let nodes = [];
  const places = document.querySelectorAll("[data-press='referrals:'], [href='inbox']");
  const watch = new IntersectionObserver((seen) => {
    if (!document.hidden) forget(seen.filter((one) => one.isIntersecting).map(({ target }) => target));
  }, { rootMargin: "0px 0px -120px" });

  function forget(seen) {
    for (const node of seen) watch.unobserve(node);
    nodes = nodes.filter((node) => !seen.includes(node) && node.isConnected);
    show();
  }

  function show() {
    const count = nodes.length;
    const text = `${count} ${say(count === 1 ? "web.news_one" : "web.news_many")}`;
    pill.hidden = count === 0;
    pill.textContent = count ? `${text} ↓` : "";
    const name = say("web.title") || title;
    document.title = count ? `(${count}) ${say("web.news")} – ${name}` : name;
    for (const place of places) {
      if (count) place.dataset.count = count;
      else delete place.dataset.count;
    }
  }

  pill.addEventListener("click", () => {
    const [first] = nodes;
    first?.scrollIntoView({ block: "start", behavior: pace() });
    first?.querySelector(".bubble")?.focus({ preventScroll: true });
    forget([...nodes]);
  });
  // What came while the page was hidden is looked at again once it is in view.
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) return;
    for (const node of nodes) {
      watch.unobserve(node);
      watch.observe(node);
    }
  });
  return (node) => {
    nodes.push(node);
    watch.observe(node);
    show();
  };
}
