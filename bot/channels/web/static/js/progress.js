// While a newsletter is being sent, how far it came is fetched anew; when it is done, the page says so.
const PAUSE_MS = 2000;
const live = () => document.querySelector("#progress[data-live]");

async function renew() {
  const answer = await fetch(location.pathname).catch(() => null);
  if (!answer?.ok || answer.redirected) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const now = page.getElementById("progress");
  if (!now) location.assign(`${location.pathname}?sent`);
  else if (!now.matches("[data-live]")) location.assign(location.pathname);
  else document.getElementById("progress").replaceChildren(...now.childNodes);
}

async function watch() {
  while (live()) {
    await new Promise((go) => setTimeout(go, PAUSE_MS));
    if (!document.hidden) await renew();
  }
}

watch();
