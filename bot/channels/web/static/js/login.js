// Takes what a link asked for along over the login: it goes behind the #, which never reaches the server.
// Whoever is here is not, or not yet, somebody: what was said in this tab before is not for whoever comes next.

import { session } from "./kept.js";

for (const key of session.keys()) {
  if (key.startsWith("ips:log:")) session.removeItem(key);
}

const asked = location.hash || location.search.replace(/^\?/, "#");
const demo = document.querySelector("form[action='/login']");
demo?.addEventListener("submit", () => demo.setAttribute("action", `/login${asked}`));

// The way to another server and back loses what stands behind the #: it goes along as part of the goal.
const way = document.getElementById("way-in");
if (way && location.hash) way.href += encodeURIComponent(location.hash);
