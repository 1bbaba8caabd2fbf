// Takes what a link asked for along over the login: it stands behind the # and never reaches the server.

const form = document.querySelector("form");
form.addEventListener("submit", () => form.setAttribute("action", `/login${location.hash}`));
