// Builds elements. Text is always set as text, so nothing anybody wrote can become markup.

/** Return an element; `props` become attributes (true means present), null and false children are left out. */
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (name === "onclick") node.addEventListener("click", value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value != null) node.setAttribute(name, value);
  }
  node.append(...children.flat().filter((child) => child != null && child !== false));
  return node;
}

const SVG = "http://www.w3.org/2000/svg";

/** Return a small decorative icon drawn from one path in a box of 24. */
export function icon(path, name) {
  const svg = document.createElementNS(SVG, "svg");
  for (const [key, value] of Object.entries({
    viewBox: "0 0 24 24", width: 24, height: 24, "aria-hidden": "true", focusable: "false", class: `icon ${name ?? ""}`,
  })) svg.setAttribute(key, value);
  const shape = document.createElementNS(SVG, "path");
  shape.setAttribute("d", path);
  shape.setAttribute("fill", "currentColor");
  svg.append(shape);
  return svg;
}

/** Return a text as paragraphs and lists: blank lines part paragraphs, lines with "- " or "1. " are items. */
export function prose(text) {
  const out = [];
  for (const block of text.split(/\n{2,}/)) {
    let open = null;
    for (const line of block.split("\n")) {
      const [, mark, rest] = line.match(/^(-|\d{1,2}\.) (.*)$/) ?? [];
      const tag = mark === undefined ? "p" : mark === "-" ? "ul" : "ol";
      if (open?.localName !== tag.toLowerCase()) out.push((open = el(tag)));
      if (tag === "p") open.append(...(open.hasChildNodes() ? [el("br")] : []), line);
      else open.append(el("li", tag === "ol" ? { value: parseInt(mark, 10) } : {}, rest));
    }
  }
  return out;
}

let drawings = 0;

/**
 * Return a picture that the server drew: markup of ours, with every word in it escaped there. Its ids get a
 * number of their own, since the same picture may stand in the log twice.
 */
export function drawing(markup) {
  const svg = new DOMParser().parseFromString(markup, "text/html").querySelector("svg");
  if (!svg) return null;
  const own = `-${(drawings += 1)}`;
  for (const node of svg.querySelectorAll("[id]")) node.id += own;
  for (const name of ["aria-labelledby", "aria-describedby"]) svg.setAttribute(name, svg.getAttribute(name) + own);
  for (const node of svg.querySelectorAll("[fill^=url]")) node.setAttribute("fill", node.getAttribute("fill").replace(")", `${own})`));
  return document.adoptNode(svg);
}
