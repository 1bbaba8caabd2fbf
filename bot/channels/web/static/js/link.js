// Reads what an address asks for. Only what shows something can be asked for, never a step of a dialog.

const LONGEST = 300;

/**
 * Return what to press (shown as `label`, if there is one), or the text to ask, of an address with `?q=`, `?topic=`, or the link of a notice.
 * What came through the login stands behind the #.
 */
export function linked({ search, hash }) {
  const [, press, code] =
    hash.match(/^#(referrals:(IPS-[0-9A-Z]{4,5})?)$/) ?? hash.match(/^#(inquiry:(SPM-[0-9A-Z]{4,5}))$/) ?? [];
  if (press) return { press, label: code };
  const asked = new URLSearchParams(search || hash.slice(1));
  const topic = asked.get("topic") ?? "";
  if (/^[a-z_]+(\.[a-z_]+)+$/.test(topic)) return { press: `topic:${topic}`, label: "" };
  return { text: (asked.get("q") ?? "").trim().slice(0, LONGEST) };
}
