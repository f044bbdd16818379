// The list of stories and the summary of the one that is open.

function fillList(list, current, query, decision) {
  const words = query.trim().toLowerCase();
  const rows = [];
  for (const story of stories) {
    if (decision && story.decision !== decision) continue;
    if (words && !`${story.title} ${story.uri} ${story.id}`.toLowerCase().includes(words)) continue;
    const seen = story.findings.filter(passes);
    const left = filter.decision ? seen.length : seen.filter((finding) => decisionOf(finding) === "open").length;
    rows.push(make("li", {}, make("button", { type: "button", "data-story": String(story.number), "aria-current": story.number === current ? "true" : null },
      sign(story.decision.split(" ")[0]), make("span", { class: "unseen" }, `${story.decision}: `), make("span", { class: "title", dir: "auto" }, harmless(middle(story.title, 90))), make("span", { class: "count", title: left || !seen.length ? "findings still open" : "all decided" }, left || !seen.length ? String(left) : "✓"))));
  }
  list.replaceChildren(...(rows.length ? rows : [make("li", { class: "quiet" }, "No story matches.")]));
}

function runLine() {
  const decisions = DECISIONS.map((decision) => [decision, stories.filter((story) => story.decision === decision).length]).filter(([, count]) => count).map(([decision, count]) => `${count.toLocaleString("en")} ${decision}`).join(", ");
  return `${plural(run.documents, "story", "stories")}, ${plural(run.words, "word")}: ${decisions}`;
}

function fillSummary(place, story) {
  const facts = [plural(story.words, "word")];
  const seen = story.decision !== "unchecked" && story.decision !== "nothing to check"; // of what nobody could look at there is no score
  if (seen) facts.push(`score ${story.score.toFixed(1)} of 100`, story.weight, `${(story.touched * 100).toFixed(1)} % of the text marked`);
  if (story.grade !== null) facts.push(`reads at grade ${story.grade}`);
  facts.push(story.language === "und" ? "language unknown" : story.language === "en" ? "English" : `language ${story.language}`);
  place.replaceChildren(...[
    make("p", { class: "verdict" }, make("span", { class: `badge ${story.decision.split(" ")[0]}` }, sign(story.decision.split(" ")[0]), story.decision), make("span", {}, harmless(story.reason))),
    make("p", { class: "facts" }, make("span", { class: "file" }, harmless(story.uri + (story.id ? ` ${story.id}` : ""))), ` · ${facts.join(" · ")}`),
    ...remarks("Not checked", [...run.errors.map((error) => `${error.uri}: ${error.message}`), ...story.unchecked], true),
    ...remarks("Notes", story.notes, true),
    ...remarks("Marked as fine before", story.suppressed.map(([rule, message, reason]) => `${message} (${rule}): ${reason}`), false),
  ].filter(Boolean));
}

function remarks(title, lines, open) {
  if (!lines.length) return [];
  return [make("details", { class: "remarks", open: open && lines.length < 6 }, make("summary", {}, `${title} (${lines.length})`), make("ul", {}, [...new Set(lines)].map((line) => make("li", {}, harmless(line)))))];
}
