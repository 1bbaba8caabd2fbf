// Takes what a link asked for along over the login: it stands behind the # and never reaches the server.
// Whoever is here is not, or not yet, somebody: what was said in this tab before is not for whoever comes next.

for (const key of Object.keys(sessionStorage)) {
  if (key.startsWith("ips:log:")) sessionStorage.removeItem(key);
}

const form = document.querySelector("form");
form.addEventListener("submit", () => form.setAttribute("action", `/login${location.hash}`));
