// The list of stories and the summary of the one that is open.

function fillList(list, current, query, verdict) {
  const words = query.trim().toLowerCase();
  const rows = [];
  for (const story of stories) {
    if (verdict && story.verdict !== verdict) continue;
    if (words && !`${story.title} ${story.uri} ${story.id}`.toLowerCase().includes(words)) continue;
    const seen = story.findings.filter(passes);
    const left = filter.decision ? seen.length : seen.filter((finding) => decisionOf(finding) === "open").length;
    rows.push(make("li", {}, make("button", { type: "button", "data-story": String(story.number), "aria-current": story.number === current ? "true" : null },
      sign(story.verdict), make("span", { class: "unseen" }, `${story.verdict}: `), make("span", { class: "title", dir: "auto" }, harmless(middle(story.title, 90))), make("span", { class: "count", title: left || !seen.length ? "findings still open" : "all decided" }, left || !seen.length ? String(left) : "✓"))));
  }
  list.replaceChildren(...(rows.length ? rows : [make("li", { class: "quiet" }, "No story matches.")]));
}

function runLine() {
  const verdicts = VERDICTS.map((verdict) => [verdict, stories.filter((story) => story.verdict === verdict).length]).filter(([, count]) => count).map(([verdict, count]) => `${count.toLocaleString("en")} ${verdict}`).join(", ");
  return `${plural(run.documents, "story", "stories")}, ${plural(run.words, "word")}: ${verdicts}`;
}

function fillSummary(place, story) {
  const facts = [`${plural(story.words, "word")}`, `score ${story.score.toFixed(1)} of 100`, `${(story.touched * 100).toFixed(1)} % of the text marked`];
  if (story.grade !== null) facts.push(`reads at grade ${story.grade}`);
  facts.push(story.language === "und" ? "language unknown" : story.language === "en" ? "English" : `language ${story.language}`);
  place.replaceChildren(...[
    make("p", { class: "verdict" }, make("span", { class: `badge ${story.verdict}` }, sign(story.verdict), story.verdict), make("span", {}, story.reason)),
    story.gate && make("p", { class: "gate" }, harmless(story.gate)),
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
