// Which of the accepted repairs are carried out: the rule of mtcheck/repair/plan.py. An edit is [start, end, text] in UTF-16 units.

/** Orders texts by code points, as Python does; JavaScript's own order differs beyond U+FFFF. */
function compareTexts(one, other) {
  const length = Math.min(one.length, other.length);
  let at = 0;
  while (at < length && one.charCodeAt(at) === other.charCodeAt(at)) at++;
  if (at === length) return one.length - other.length;
  const high = (text) => at > 0 && text.charCodeAt(at) >= 0xdc00 && text.charCodeAt(at) <= 0xdfff && text.codePointAt(at - 1) > 0xffff;
  if (high(one) || high(other)) at--;
  return one.codePointAt(at) - other.codePointAt(at);
}

function compareEdits(one, other) {
  return one[0] - other[0] || one[1] - other[1] || compareTexts(one[2], other[2]);
}

function compareOffers(one, other) {
  if (one.confidence !== other.confidence) return other.confidence - one.confidence;
  const length = Math.min(one.edits.length, other.edits.length);
  for (let at = 0; at < length; at++) {
    const order = compareEdits(one.edits[at], other.edits[at]);
    if (order) return order;
  }
  return one.edits.length - other.edits.length || compareTexts(one.rule, other.rule);
}

function overlaps(one, other) {
  return (one[0] === other[0] && one[1] === other[1]) || (one[0] < other[1] && other[0] < one[1]);
}

/** The place of an edit among sorted edits. */
function placeOf(edits, edit) {
  let low = 0, high = edits.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compareEdits(edits[middle], edit) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Offers are {finding, rule, confidence, edits}. Gives the sorted, disjoint edits, the findings that they repair, and for each finding that lost
 * the edit that took its place.
 */
function plan(offers) {
  const edits = [], repaired = new Set(), clashes = new Map();
  for (const offer of [...offers].sort(compareOffers)) {
    const isNew = (edit) => {
      const at = placeOf(edits, edit);
      return at === edits.length || compareEdits(edits[at], edit) !== 0;
    };
    const wanted = offer.edits.filter(isNew);
    let rival;
    for (const edit of wanted) {
      const at = placeOf(edits, edit);
      rival = edits.slice(Math.max(0, at - 2), at + 2).find((near) => overlaps(near, edit));
      if (rival) break;
    }
    if (rival) {
      clashes.set(offer.finding, rival);
      continue;
    }
    repaired.add(offer.finding);
    for (const edit of wanted) edits.splice(placeOf(edits, edit), 0, edit);
  }
  return { edits, repaired, clashes };
}

/** The text with sorted, disjoint edits carried out. */
function carryOut(text, edits) {
  const out = [];
  let at = 0;
  for (const [start, end, put] of edits) {
    out.push(text.slice(at, start), put);
    at = end;
  }
  return out.join("") + text.slice(at);
}

/** The edits of the file for edits of the text; `raws` maps one to the other. One that would reach into the one before is left out. */
function carriedTo(edits, raws) {
  const done = [];
  for (const edit of edits) {
    const raw = raws.get(String(edit));
    if (raw && (!done.length || raw[0] >= done[done.length - 1][1])) done.push(raw);
  }
  return done;
}
