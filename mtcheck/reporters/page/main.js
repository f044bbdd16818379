// What happens when.

let story = null; // the one that is open
let active = null; // the index of a finding, as a string
let repairedView = false;
let drawnCards = new Map(), drawnBlocks = new Map(); // of the open story: what stands there, and what it was drawn from

function seenFindings() {
  return story.findings.filter(passes);
}

function draw() {
  const seen = seenFindings();
  if (active !== null && !seen.some((finding) => String(finding.index) === active)) active = null;
  const lost = planOf(story).clashes;
  readStory($("story"), story, seen, repairedView, drawnBlocks);
  settle($("cards"), seen.map((finding) => {
    const face = JSON.stringify([acceptedOf(finding), decisionOf(finding), lost.get(finding.index)]);
    return drawnOnce(drawnCards, finding.index, face, () => cardOf(story, finding, lost.get(finding.index)));
  }));
  fillSummary($("summary"), story);
  tellCounts(seen.length);
  const sure = sureOnes(story).length;
  $("accept-sure").textContent = `Accept ${plural(sure, "safe repair")}`;
  $("accept-sure").hidden = !sure;
  show();
}

/** How many findings there are of each severity, are shown, and are decided. */
function tellCounts(seen) {
  const total = story.findings.length;
  for (const chip of document.querySelectorAll(".chip")) {
    const count = story.findings.filter((finding) => finding.severity === chip.dataset.severity).length;
    chip.querySelector(".number").textContent = String(count);
    chip.classList.toggle("none", !count);
  }
  const decided = story.findings.filter((finding) => decisionOf(finding) !== "open").length;
  $("shown").textContent = [isFiltered() ? `${seen} of ${plural(total, "finding")} shown` : "", decided ? `${decided} of ${total} decided` : ""].filter(Boolean).join(" · ");
}

/** Draws anew and leaves the focus where it was. */
function redraw() {
  const focused = document.activeElement && document.activeElement.closest ? document.activeElement.closest(".card") : null;
  const act = focused && document.activeElement.dataset.act ? `[data-act="${document.activeElement.dataset.act}"]` : ".head";
  draw();
  const card = focused && $(focused.id);
  if (card) (card.querySelector(act) || card.querySelector(".head")).focus({ preventScroll: true });
}

/** Lights up the active finding, in the text and in the margin. */
function show() {
  for (const card of $("cards").children) {
    const isActive = card.dataset.f === active;
    if (card.classList.contains("active") === isActive) continue;
    card.classList.toggle("active", isActive);
    card.querySelector(".head").setAttribute("aria-expanded", String(isActive));
  }
  for (const mark of $("story").querySelectorAll("[data-f]")) mark.classList.toggle("active", active !== null && mark.dataset.f.split(" ").includes(active));
  document.body.classList.toggle("has-active", active !== null);
  arrange($("cards"), $("story"), active);
}

function choose(index, focus) {
  active = index === null ? null : String(index);
  show();
  if (active === null) return;
  const mark = $("story").querySelector(".active");
  const behaviour = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
  if (mark) mark.scrollIntoView({ block: "center", behavior: behaviour });
  if (focus) $(`c${active}`).querySelector(".head").focus({ preventScroll: true });
}

function step(by) {
  const seen = seenFindings();
  if (!seen.length) return say("No finding is shown.");
  const at = seen.findIndex((finding) => String(finding.index) === active);
  const next = at < 0 ? (by > 0 ? 0 : seen.length - 1) : at + by;
  if (next < 0 || next >= seen.length) return say(by > 0 ? "That was the last finding." : "That was the first finding.");
  choose(seen[next].index, true);
}

function open(number, replaceAddress = true) {
  story = stories[number];
  active = null;
  drawnCards = new Map();
  drawnBlocks = new Map();
  document.title = `${story.title} – mtcheck`;
  $("at").textContent = `${number + 1} of ${stories.length}`;
  $("before").disabled = number === 0;
  $("after").disabled = number === stories.length - 1;
  fillRules();
  draw();
  for (const button of $("list").querySelectorAll("[aria-current]")) button.removeAttribute("aria-current");
  const row = $("list").querySelector(`[data-story="${number}"]`);
  if (row) {
    row.setAttribute("aria-current", "true");
    row.scrollIntoView({ block: "nearest" });
  }
  scrollTo(0, 0);
  if (replaceAddress && stories.length > 1) {
    try {
      history.replaceState(null, "", `#${number + 1}`);
    } catch {
      // an address that cannot be changed
    }
  }
}

function move(by) {
  const number = story.number + by;
  if (number < 0 || number >= stories.length) return say(by > 0 ? "That was the last story." : "That was the first story.");
  open(number);
}

function say(text) {
  $("said").textContent = text;
  clearTimeout(say.timer);
  say.timer = setTimeout(() => ($("said").textContent = ""), 4000);
}

function decide(act, index, number) {
  const finding = story.findings[index];
  if (act === "dismiss") dismiss(finding);
  else if (!accept(finding, number)) return say(finding.repairs[number] ? "Markup is in the way; make this repair by hand." : "There is no such repair.");
  redraw();
  drawList();
}

async function copy() {
  const text = repairedText(story);
  const repairs = planOf(story).repaired.size;
  const done = `Copied with ${plural(repairs, "repair")}.`;
  try {
    await navigator.clipboard.writeText(text);
    say(done);
  } catch {
    const area = make("textarea", { class: "unseen", "aria-hidden": "true" });
    area.value = text;
    document.body.append(area);
    area.select();
    const copied = document.execCommand("copy");
    area.remove();
    say(copied ? done : "This browser does not allow copying; use Download.");
  }
}

function download() {
  const address = URL.createObjectURL(new Blob([repairedFile(story)], { type: "text/plain;charset=utf-8" }));
  const name = (story.id || story.raw !== null || story.uri ? story.uri.split(/[\\/]/).pop() : "") || "story.txt";
  make("a", { href: address, download: story.id ? `${name}-${story.number + 1}.txt` : name.startsWith("<") ? "story.txt" : name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}

function drawList() {
  if (stories.length > 1) fillList($("list"), story.number, $("search").value, $("decisions").value);
}

/** The rules and families of the open story, the chosen ones kept. */
function fillRules() {
  const form = $("filter");
  const options = (values, label, chosen) => [make("option", { value: "" }, "all"), ...[...new Set([...values, ...(chosen ? [chosen] : [])])].sort().map((value) => make("option", { value, selected: value === chosen }, label(value)))];
  form.elements.family.replaceChildren(...options(story.findings.map((finding) => finding.family), (family) => FAMILIES[family] || family, filter.family));
  form.elements.rule.replaceChildren(...options(story.findings.map((finding) => finding.rule), (rule) => rule, filter.rule));
}

function readFilter() {
  const form = $("filter");
  filter.severities = new Set([...form.querySelectorAll("[name=severity]:checked")].map((box) => box.value));
  filter.family = form.elements.family.value;
  filter.rule = form.elements.rule.value;
  filter.decision = form.elements.decision.value;
  filter.repair = form.elements.repair.checked;
  filter.least = Number(form.elements.least.value);
  form.elements.figure.value = `${filter.least} %`;
  draw();
  drawList();
}

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || $("keys").open) return;
  if (event.target.closest("input:not([type=checkbox]):not([type=radio]), select, textarea")) return;
  const acts = {
    j: () => step(1), k: () => step(-1), n: () => move(1), p: () => move(-1), c: copy, "?": () => $("keys").showModal(),
    r: () => document.querySelector(`[name=view][value=${repairedView ? "marked" : "repaired"}]`).click(),
    a: () => (active === null ? say("Choose a finding first: j.") : decide("accept", active, Math.max(0, acceptedOf(story.findings[active])))),
    x: () => (active === null ? say("Choose a finding first: j.") : decide("dismiss", active)),
    Escape: () => (document.body.classList.contains("list-open") ? toggleList(false) : choose(null)),
  };
  if (/^[1-9]$/.test(event.key) && active !== null) decide("accept", active, Number(event.key) - 1);
  else if (acts[event.key]) acts[event.key]();
  else return;
  event.preventDefault();
}

function toggleList(isOpen) {
  document.body.classList.toggle("list-open", isOpen);
  $("open-list").setAttribute("aria-expanded", String(isOpen));
  (isOpen ? $("search") : $("open-list")).focus();
}

function start() {
  if (!stories.length) {
    const lines = run.errors.map((error) => make("li", {}, harmless(`${error.uri}: ${error.message}`)));
    $("main").replaceChildren(make("h1", {}, "No story could be checked."), make("ul", {}, lines));
    return;
  }
  $("filter").querySelector(".severities").append(...SEVERITIES.map((severity) =>
    make("label", { class: `chip ${severity}`, "data-severity": severity }, make("input", { type: "checkbox", name: "severity", value: severity, checked: "checked" }), make("span", {}, sign(severity), make("span", { class: "number" }), severity === "neutral" ? "hints" : severity))));
  $("decisions").append(...["", ...DECISIONS].map((decision) => make("option", { value: decision }, decision || "all")));
  for (const id of ["stories", "step", "open-list"]) $(id).hidden = stories.length < 2;
  document.body.classList.toggle("many", stories.length > 1);
  $("run").textContent = runLine();
  const asked = Number(location.hash.slice(1)) - 1;
  open(stories[asked] ? asked : 0, false);
  drawList();

  $("filter").addEventListener("input", readFilter);
  $("filter").addEventListener("reset", () => setTimeout(readFilter));
  $("search").addEventListener("input", drawList);
  $("decisions").addEventListener("input", drawList);
  $("list").addEventListener("click", (event) => {
    const button = event.target.closest("[data-story]");
    if (button) {
      toggleList(false);
      open(Number(button.dataset.story));
    }
  });
  $("cards").addEventListener("click", (event) => {
    const card = event.target.closest(".card");
    const act = event.target.closest("[data-act]");
    if (act) decide(act.dataset.act, card.dataset.f, Number(act.dataset.repair));
    else if (event.target.closest("[data-step]")) step(Number(event.target.closest("[data-step]").dataset.step));
    else if (card && event.target.closest(".head")) choose(card.dataset.f === active ? null : card.dataset.f);
    else if (card && card.dataset.f !== active) choose(card.dataset.f);
  });
  $("story").addEventListener("click", (event) => {
    const mark = event.target.closest("[data-f]");
    if (!mark || String(getSelection())) return;
    const over = mark.dataset.f.split(" ");
    choose(over[(over.indexOf(active) + 1) % over.length]); // a click more goes to the finding below
  });
  for (const view of document.querySelectorAll("[name=view]")) {
    view.addEventListener("change", () => {
      repairedView = view.value === "repaired";
      document.body.classList.toggle("repaired", repairedView);
      draw();
    });
  }
  $("accept-sure").addEventListener("click", () => {
    const sure = sureOnes(story);
    for (const finding of sure) accept(finding, 0);
    draw();
    drawList();
    say(`${plural(sure.length, "repair")} accepted.`);
  });
  $("copy").addEventListener("click", copy);
  $("download").addEventListener("click", download);
  $("help").addEventListener("click", () => $("keys").showModal());
  $("before").addEventListener("click", () => move(-1));
  $("after").addEventListener("click", () => move(1));
  $("close-list").addEventListener("click", () => toggleList(false));
  $("open-list").addEventListener("click", () => toggleList(!document.body.classList.contains("list-open")));
  addEventListener("hashchange", () => {
    const number = Number(location.hash.slice(1)) - 1;
    if (stories[number] && stories[number] !== story) open(number, false);
  });
  document.addEventListener("keydown", onKey);
  new ResizeObserver(() => arrange($("cards"), $("story"), active)).observe($("story"));
}

start();
