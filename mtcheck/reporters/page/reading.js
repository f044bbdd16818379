// The story as it reads: its paragraphs cut into pieces at the borders of findings and edits.

const TAGS = { headline: "h1", code: "pre", summary: "p", "list-item": "p", caption: "p", table: "p", paragraph: "p" };

/** Fills `place` with the story. `seen`: findings to mark. `repaired`: show the text as it would be. `drawn`: the paragraphs that stand there. */
function readStory(place, story, seen, repaired, drawn) {
  const planned = planOf(story);
  const owners = ownersOf(story, planned);
  const blocks = [];
  let headed = false;
  const perSegment = spread(story, seen);
  const editsAt = spreadEdits(story, planned.edits);
  story.segments.forEach(([start, end, kind], number) => {
    const next = number + 1 < story.segments.length ? story.segments[number + 1][0] : story.text.length;
    const pieces = () => piecesOf(story, [start, end], next, perSegment[number], editsAt[number], owners, repaired);
    const previous = blocks[blocks.length - 1];
    if (repaired && previous && isJoined(story, number, planned.edits)) {
      previous.append(...pieces());
      drawn.delete(previous.dataset.segment); // it is more than its own paragraph now
      return;
    }
    const tag = kind === "headline" && headed ? "h2" : TAGS[kind] || "p";
    headed = headed || kind === "headline";
    const about = [...perSegment[number].map((finding) => [finding.index, decisionOf(finding)]), ...editsAt[number].map((edit) => [edit, owners.get(String(edit))])];
    const face = JSON.stringify([repaired, tag, about]);
    const block = drawnOnce(drawn, String(number), face, () => make(tag, { class: kind, dir: "auto", "data-segment": String(number) }, pieces()));
    if (repaired && !block.textContent.trim()) return;
    blocks.push(block);
  });
  const told = new Set(); // in print, a number stands behind the first piece of each finding
  for (const piece of blocks.flatMap((block) => [...block.querySelectorAll("[data-f]")])) {
    const fresh = piece.dataset.f.split(" ").filter((index) => !told.has(index));
    fresh.forEach((index) => told.add(index));
    const said = fresh.map((index) => Number(index) + 1).join(", ");
    if (said && piece.dataset.n !== said) piece.dataset.n = said;
    else if (!said && piece.dataset.n) delete piece.dataset.n;
  }
  settle(place, blocks.length ? blocks : [make("p", { class: "empty" }, "This story has no text.")]);
}

/** For each edit the findings whose accepted repair wants it. */
function ownersOf(story, planned) {
  const owners = new Map();
  for (const index of planned.repaired) {
    const finding = story.findings[index];
    for (const edit of finding.repairs[acceptedOf(finding)].edits) {
      const key = String(edit);
      owners.set(key, [...(owners.get(key) || []), index]);
    }
  }
  return owners;
}

/** The number of the last segment that begins at or before an offset. */
function segmentAt(story, offset) {
  let low = 0, high = story.segments.length;
  while (low < high) {
    const half = (low + high) >> 1;
    if (story.segments[half][0] <= offset) low = half + 1;
    else high = half;
  }
  return Math.max(0, low - 1);
}

/** For each segment the findings that touch it or the gap behind it. */
function spread(story, seen) {
  const found = story.segments.map(() => []);
  for (const finding of found.length ? seen : []) {
    const last = segmentAt(story, Math.max(finding.start, finding.end - 1));
    for (let number = segmentAt(story, finding.start); number <= last; number++) found[number].push(finding);
  }
  return found;
}

function spreadEdits(story, edits) {
  const found = story.segments.map(() => []);
  for (const edit of found.length ? edits : []) {
    const last = segmentAt(story, edit[1]);
    for (let number = segmentAt(story, edit[0]); number <= last; number++) found[number].push(edit);
  }
  return found;
}

/** Whether the break before a segment is gone. */
function isJoined(story, number, edits) {
  const from = story.segments[number - 1][1], to = story.segments[number][0];
  const gap = edits.filter(([start, end]) => start < to && end > from);
  if (!gap.length) return false;
  const low = Math.min(from, gap[0][0]), high = Math.max(to, gap[gap.length - 1][1]);
  return !carryOut(story.text.slice(low, high), gap.map(([start, end, put]) => [start - low, end - low, put])).includes("\n");
}

function piecesOf(story, [start, end], next, findings, edits, owners, repaired) {
  const isFirst = start === story.segments[0][0];
  const nodes = [];
  const cuts = new Set([start, end]);
  for (const range of [...findings.map((finding) => [finding.start, finding.end]), ...edits]) {
    for (const offset of [range[0], range[1]]) if (offset > start && offset < end) cuts.add(offset);
  }
  const insertAt = (low, high) => {
    for (const edit of edits) {
      if (edit[1] < low || edit[1] >= high || !edit[2]) continue;
      nodes.push(markOf("ins", [edit[2]], owners.get(String(edit)).map((index) => story.findings[index])));
    }
    for (const finding of findings) {
      if (finding.start === finding.end && finding.start >= low && finding.start < high) nodes.push(markOf("mark", [], [finding], "point"));
    }
  };
  if (isFirst) insertAt(0, start);
  const sorted = [...cuts].sort((one, other) => one - other);
  sorted.forEach((low, at) => {
    insertAt(low, low + 1);
    const high = sorted[at + 1];
    if (high === undefined) return;
    const gone = edits.find((edit) => edit[0] < high && edit[1] > low);
    const over = findings.filter((finding) => finding.start < high && finding.end > low);
    const shown = harmless(story.text.slice(low, high));
    if (gone) {
      if (!repaired) nodes.push(markOf("del", shown, owners.get(String(gone)).map((index) => story.findings[index])));
    } else if (over.length) nodes.push(markOf("mark", shown, over));
    else nodes.push(...shown);
  });
  if (next > end) {
    const gone = edits.find((edit) => edit[0] < next && edit[1] > end);
    const over = findings.filter((finding) => finding.start >= end && finding.start < next && finding.end <= next && finding.end > finding.start);
    if (gone && !repaired) nodes.push(markOf("del", ["¶"], owners.get(String(gone)).map((index) => story.findings[index]), "break"));
    else if (over.length && !repaired) nodes.push(markOf("mark", ["¶"], over, "break"));
    insertAt(end + 1, next === story.text.length ? next + 1 : next);
  }
  return nodes;
}

/** A marked piece; the gravest open finding gives it its look. */
function markOf(tag, children, findings, extra = "") {
  const open = findings.filter((finding) => decisionOf(finding) === "open");
  const worst = [...(open.length ? open : findings)].sort((one, other) => SEVERITIES.indexOf(one.severity) - SEVERITIES.indexOf(other.severity))[0];
  const state = tag === "mark" && !open.length ? decisionOf(worst) : "";
  const classes = ["f", worst.severity, state, findings.length > 1 && tag === "mark" ? "several" : "", extra].filter(Boolean).join(" ");
  return make(tag, { class: classes, "data-f": findings.map((finding) => finding.index).join(" ") }, children);
}
