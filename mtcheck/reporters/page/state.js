// The stories, what the editor decided about their findings, and which findings are to be seen.

const run = JSON.parse(document.querySelector("script.run").textContent);
const stories = [...document.querySelectorAll("script.story")].map((block, number) => {
  const story = { number, ...JSON.parse(block.textContent) };
  block.remove(); // what was read is held once
  const headline = story.segments.find(([, , kind]) => kind === "headline") || story.segments[0];
  story.title = headline ? story.text.slice(headline[0], headline[1]) : "(no text)";
  story.findings.forEach((finding, index) => {
    finding.index = index;
    finding.family = run.rules[finding.rule][0];
  });
  return story;
});
const decisions = new Map(); // by fingerprint; what the browser keeps is read when first asked for
const KEY = "mtcheck:";

function kept(name) {
  if (!decisions.has(name)) {
    let value = null;
    try {
      value = JSON.parse(localStorage.getItem(KEY + name));
    } catch {
      // a browser that keeps nothing, or something that is not ours
    }
    decisions.set(name, value && typeof value === "object" ? value : null);
  }
  return decisions.get(name);
}

function keep(name, value) {
  decisions.set(name, value);
  try {
    if (value) localStorage.setItem(KEY + name, JSON.stringify(value));
    else localStorage.removeItem(KEY + name);
  } catch {
    // the decision holds for as long as the page is open
  }
}

const wording = (repair) => repair.edits.map((edit) => edit[2]).join("\u001f");

/** The number of the accepted repair, or -1. It is known by its words, so that a new report may list repairs in another order. */
function acceptedOf(finding) {
  const decision = kept(finding.name);
  if (!decision || decision.is !== "accepted") return -1;
  return finding.repairs.findIndex((repair) => !repair.byHand && wording(repair) === decision.text);
}

function decisionOf(finding) {
  if (acceptedOf(finding) >= 0) return "accepted";
  const decision = kept(finding.name);
  return decision && decision.is === "dismissed" ? "dismissed" : "open";
}

function accept(finding, number) {
  const repair = finding.repairs[number];
  if (!repair || repair.byHand) return false;
  const again = acceptedOf(finding) === number;
  keep(finding.name, again ? null : { is: "accepted", text: wording(repair) });
  return true;
}

function dismiss(finding) {
  keep(finding.name, decisionOf(finding) === "dismissed" ? null : { is: "dismissed" });
}

/** What the accepted repairs of a story come to. */
function planOf(story) {
  const offers = [];
  for (const finding of story.findings) {
    const number = acceptedOf(finding);
    if (number >= 0) offers.push({ finding: finding.index, rule: finding.rule, confidence: finding.repairs[number].confidence, edits: finding.repairs[number].edits });
  }
  return plan(offers);
}

/** The story's text with its accepted repairs. */
function repairedText(story) {
  return carryOut(story.text, planOf(story).edits);
}

/** The story's file with its accepted repairs; the text where the file is not at hand. */
function repairedFile(story) {
  if (story.raw === null) return repairedText(story);
  const raws = new Map();
  for (const finding of story.findings) {
    const repair = finding.repairs[acceptedOf(finding)];
    if (repair) repair.edits.forEach((edit, at) => raws.set(String(edit), repair.raw[at]));
  }
  return carryOut(story.raw, carriedTo(planOf(story).edits, raws));
}

/** What a machine may do alone. */
const SURE = 0.9;
function sureOnes(story) {
  return story.findings.filter((finding) => {
    const best = finding.repairs[0];
    return best && best.automatic && !best.byHand && best.confidence >= SURE && decisionOf(finding) === "open";
  });
}

const filter = { severities: new Set(SEVERITIES), family: "", rule: "", decision: "", repair: false, least: 0 };

function passes(finding) {
  return (
    filter.severities.has(finding.severity) &&
    (!filter.family || finding.family === filter.family) &&
    (!filter.rule || finding.rule === filter.rule) &&
    (!filter.repair || finding.repairs.length > 0) &&
    finding.confidence * 100 >= filter.least - 1e-9 &&
    (!filter.decision || decisionOf(finding) === filter.decision)
  );
}

const isFiltered = () =>
  filter.severities.size < SEVERITIES.length || Boolean(filter.family || filter.rule || filter.decision || filter.repair || filter.least);
