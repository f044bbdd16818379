// The margin: one card for each finding, beside the place that it speaks of.

function cardOf(story, finding, lost) {
  const decision = decisionOf(finding);
  const chosen = acceptedOf(finding);
  const shownRepair = finding.repairs[Math.max(0, chosen)];
  const [family, summary, why] = run.rules[finding.rule];
  const head = make("button", { type: "button", class: "head", "aria-expanded": "false" },
    sign(finding.severity), make("span", { class: "unseen" }, `${named(finding.severity)}: `),
    make("span", { class: "message" }, harmless(finding.message)),
    make("span", { class: "figure", title: `${inWords(finding.confidence)} that an editor would agree` }, percent(finding.confidence)));
  const state = lost ? "lost" : decision;
  const card = make("li", { class: `card ${finding.severity} ${state}`, id: `c${finding.index}`, "data-f": String(finding.index), "data-n": String(finding.index + 1) }, head);
  if (shownRepair) card.append(make("div", { class: "brief" }, swapOf(story, shownRepair, 44)));
  if (lost) card.append(make("p", { class: "clash" }, "Accepted, yet left out: a surer repair ", lost[2].trim() ? ["puts “", ...harmless(middle(lost[2].trim(), 60)), "” there."] : "deletes the same words."));
  const repairs = finding.repairs.map((repair, number) => repairOf(story, finding, repair, number, number === chosen));
  card.append(make("div", { class: "more" },
    make("p", { class: "why" }, summary, why ? ` ${why}` : ""),
    repairs.length ? make("ol", { class: "repairs" }, repairs) : make("p", { class: "quiet" }, "No repair is proposed; this needs your words."),
    make("p", { class: "quiet" }, `${named(finding.severity)}, ${inWords(finding.confidence)} (${percent(finding.confidence)}) · ${FAMILIES[family] || family} · `, make("code", {}, finding.rule)),
    make("div", { class: "acts" },
      repairs.length && !finding.repairs[0].byHand && make("button", { type: "button", class: "accept", "aria-pressed": String(chosen >= 0), "data-act": "accept", "data-repair": String(Math.max(0, chosen)) }, chosen >= 0 ? "Accepted" : "Accept", make("kbd", {}, "a")),
      make("button", { type: "button", class: "dismiss", "aria-pressed": String(decision === "dismissed"), "data-act": "dismiss" }, decision === "dismissed" ? "Dismissed" : "Dismiss", make("kbd", {}, "x")),
      make("span", { class: "near" }, make("button", { type: "button", "data-step": "-1", "aria-label": "Finding before" }, "‹"), make("button", { type: "button", "data-step": "1", "aria-label": "Next finding" }, "›")))));
  return card;
}

/** A repair as a small before and after. */
function swapOf(story, repair, room = 160) {
  return make("div", { class: "swaps" }, changes(story.text, repair.edits).map(([before, old, put, after]) => {
    const shown = (text) => harmless(middle(text, room).replace(/\n+/g, " ¶ "));
    const side = (tag, text, unseen) => make("span", { class: "side" }, make("span", { class: "unseen" }, unseen), ...shown(before), text ? make(tag, {}, shown(text)) : "", ...shown(after));
    const nothing = !put && !before.trim() && !after.trim();
    return make("p", { class: "swap", dir: "auto" }, side("del", old, "before: "), make("span", { class: "arrow", "aria-hidden": "true" }, "→"),
      nothing ? make("span", { class: "quiet" }, "(nothing)") : side("ins", put, "after: "));
  }));
}

function repairOf(story, finding, repair, number, chosen) {
  const about = `${inWords(repair.confidence)} (${percent(repair.confidence)})${repair.automatic && repair.confidence >= SURE ? ", safe to automate" : ""}`;
  if (repair.byHand) return make("li", {}, swapOf(story, repair), make("span", { class: "quiet" }, `${about}; by hand: markup is in the way`));
  return make("li", {}, make("button", { type: "button", class: "offer", "aria-pressed": String(chosen), "data-act": "accept", "data-repair": String(number) },
    swapOf(story, repair), make("span", { class: "quiet" }, about)));
}

/**
 * Puts each card beside its mark, one below the other where they would overlap; the active one keeps its place and the others make room.
 * On a narrow page the style sheet shows the active card alone, at the foot of the window.
 */
function arrange(list, place, active) {
  const cards = [...list.children];
  if (getComputedStyle(list).position !== "relative") {
    for (const card of cards) card.style.removeProperty("top");
    list.style.removeProperty("height");
    return;
  }
  const origin = list.getBoundingClientRect().top;
  const tops = new Map();
  for (const mark of place.querySelectorAll("[data-f]")) {
    const top = mark.getClientRects()[0];
    if (top) for (const index of mark.dataset.f.split(" ")) if (!tops.has(index)) tops.set(index, top.top - origin - 6);
  }
  const heights = cards.map((card) => card.offsetHeight);
  const wanted = [];
  cards.forEach((card, at) => wanted.push(tops.has(card.dataset.f) ? tops.get(card.dataset.f) : at ? wanted[at - 1] : 0));
  const placed = [];
  const gap = 6;
  const pinned = cards.findIndex((card) => card.dataset.f === active);
  const from = Math.max(0, pinned);
  for (let at = from; at < cards.length; at++) placed[at] = at === from ? wanted[at] : Math.max(wanted[at], placed[at - 1] + heights[at - 1] + gap);
  for (let at = from - 1; at >= 0; at--) placed[at] = Math.min(wanted[at], placed[at + 1] - heights[at] - gap);
  if (placed.length && placed[0] < 0) {
    placed[0] = 0;
    for (let at = 1; at < cards.length; at++) placed[at] = Math.max(placed[at], placed[at - 1] + heights[at - 1] + gap);
  }
  cards.forEach((card, at) => {
    const top = `${Math.round(placed[at])}px`;
    if (card.style.top !== top) card.style.top = top;
  });
  const last = cards.length - 1;
  list.style.setProperty("height", last < 0 ? "0" : `${placed[last] + heights[last]}px`);
}
