// The page behind the tab in Teams: asks Teams who is here, shows that to us, and goes on to the page that is wanted.

const { app, authentication } = globalThis.microsoftTeams;
const page = document.getElementById("told").dataset;

/** Return where a link into the tab leads; Teams hands it on as the id of a part of the tab. */
async function wanted() {
  const context = await app.getContext();
  const part = context.page?.subPageId ?? "";
  return part.startsWith("/") ? part : page.to;
}

function told(text) {
  const note = document.getElementById("told");
  note.textContent = text || page.none;
  document.getElementById("out").hidden = false;
}

async function enter() {
  await app.initialize();
  const to = await wanted();
  const token = await authentication.getAuthToken({ silent: false });
  const form = new URLSearchParams({ token, to });
  const answer = await fetch("/teams/tab", { method: "POST", body: form, credentials: "same-origin" });
  const said = await answer.json();
  app.notifySuccess();
  if (answer.ok) location.replace(said.to);
  else told(said.error);
}

// Teams may ask something of its own first; whoever waits in vain has a way out
setTimeout(() => (document.getElementById("out").hidden = false), 8_000);
enter().catch(() => told(""));
