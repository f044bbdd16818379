// Small things about text and elements.

const SEVERITIES = ["critical", "major", "minor", "neutral"];
const DECISIONS = ["unchecked", "block", "review", "nothing to check", "pass"];
const FAMILIES = {
  accuracy: "accuracy", "linguistic-conventions": "language", terminology: "terminology", style: "style",
  "locale-conventions": "locale", "design-and-markup": "markup",
};
// What moves the cursor, changes the direction of writing or cannot be seen. Joiners stay: scripts and emoji need them.
const ODD = /[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|\p{Surrogate}|[\u{e0000}-\u{e007f}]/gu;

const $ = (id) => document.getElementById(id);
const named = (severity) => (severity === "neutral" ? "hint" : severity);
const plural = (number, one, many) => `${number.toLocaleString("en")} ${number === 1 ? one : many || one + "s"}`;
const percent = (share) => `${Math.round(share * 100)} %`;

/** An element with properties, attributes and children; strings become text, never markup. */
function make(name, about = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(about)) {
    if (value === null || value === undefined || value === false) continue;
    if (key in element && typeof value !== "string") element[key] = value;
    else element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

/** Puts the nodes into a place, in order. Those that stand there already are not touched, so that nothing else is laid out again. */
function settle(place, nodes) {
  const wanted = new Set(nodes);
  for (const node of [...place.childNodes]) if (!wanted.has(node)) node.remove();
  let at = place.firstChild;
  for (const node of nodes) {
    if (node === at) at = at.nextSibling;
    else place.insertBefore(node, at);
  }
}

/** What was drawn from the same things before, else what `work` makes; `drawn` is what a place holds, by name. */
function drawnOnce(drawn, name, face, work) {
  const before = drawn.get(name);
  if (before && before.face === face) return before.node;
  const node = work();
  drawn.set(name, { face, node });
  return node;
}

function sign(kind) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `#s-${kind}`);
  svg.setAttribute("class", `sign ${kind}`);
  svg.setAttribute("aria-hidden", "true");
  svg.append(use);
  return svg;
}

/** The text as nodes, with characters that cannot be seen, or that would disturb the page, shown by their names. */
function harmless(text) {
  const nodes = [];
  let at = 0;
  for (const match of text.matchAll(ODD)) {
    if (match.index > at) nodes.push(text.slice(at, match.index));
    const code = match[0].codePointAt(0).toString(16).toUpperCase().padStart(4, "0");
    nodes.push(make("span", { class: "odd", title: "a character that cannot be seen" }, `U+${code}`));
    at = match.index + match[0].length;
  }
  if (at < text.length) nodes.push(text.slice(at));
  return nodes;
}

/** Both ends of a long text. */
function middle(text, room) {
  if (text.length <= room) return text;
  const half = room >> 1;
  return `${text.slice(0, half).trimEnd()} … ${text.slice(-half).trimStart()}`;
}

/** A probability in the words that people use for it. */
function inWords(confidence) {
  const steps = [[0.95, "almost certain"], [0.85, "very likely"], [0.7, "likely"], [0.55, "more likely than not"], [0.4, "as likely as not"]];
  const step = steps.find(([least]) => confidence >= least);
  return step ? step[1] : "unlikely";
}

/** The changes of a repair as [before, old, new, after], each with a word around it; edits that stand close make one change. */
function changes(text, edits) {
  const groups = [];
  for (const edit of edits) {
    const last = groups[groups.length - 1];
    if (last && edit[0] - last[last.length - 1][1] < 40) last.push(edit);
    else groups.push([edit]);
  }
  return groups.map((group) => {
    const start = group[0][0], end = group[group.length - 1][1];
    const before = /\S{0,24}\s{0,2}$/.exec(text.slice(Math.max(0, start - 26), start))[0].replace(/^[\s\S]*\n/, "");
    const after = /^\s{0,2}\S{0,24}/.exec(text.slice(end, end + 26))[0].replace(/\n[\s\S]*$/, "");
    return [before, text.slice(start, end), carryOut(text.slice(start, end), group.map(([s, e, put]) => [s - start, e - start, put])), after];
  });
}
