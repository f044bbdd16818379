// The page of `mtcheck serve`: a story that can be edited, its findings marked in it, and decisions on them. Begin with `State` and `check`.
"use strict";

const $ = (id) => document.getElementById(id);
const text = $("text"), marks = $("marks"), list = $("findings"), verdict = $("verdict");
const PAUSE = 300; // milliseconds without a key before the story is checked again
const DEPTH = 300; // steps that can be undone
const BURST = 700; // milliseconds; keys that follow one another closer are one step

// Findings have places in UTF-16 units, as strings here do. `left`: names of findings that were left as they are.
const state = { findings: [], left: new Set(), chosen: "", summary: null, checked: "" };
const past = [], future = [];
let now = { text: "", left: new Set() }, typed = 0, timer = 0, asking = null;

// ---- checking

function later() {
  clearTimeout(timer);
  timer = setTimeout(check, PAUSE);
}

async function check() {
  clearTimeout(timer);
  if (asking) asking.abort();
  const mine = (asking = new AbortController()), story = text.value;
  if (!story.trim()) {
    Object.assign(state, { findings: [], summary: null, checked: story });
    return draw();
  }
  let reply;
  try {
    const token = sessionStorage.getItem("token");
    const headers = { "Content-Type": "application/json", ...(token ? { Authorization: `Bearer ${token}` } : {}) };
    const asked = await fetch("v1/check", { method: "POST", headers, body: JSON.stringify({ text: story, format: $("format").value }), signal: mine.signal });
    if (asked.status === 401) return unlock();
    reply = await asked.json();
  } catch (error) {
    if (error.name !== "AbortError") tell("The server does not answer; what you see is what it said last.");
    return;
  }
  if (mine !== asking || text.value !== story) return; // there is a newer text, and it is or will be checked
  if (reply.error) return tell(reply.error);
  const unit = units(story);
  const place = (one) => ({ ...one, start: unit(one.start), end: unit(one.end) });
  const found = reply.documents.flatMap((document) => document.findings);
  const before = new Map(state.findings.map((one) => [key(one), one.fingerprint]));
  state.findings = found.map((one) => ({ ...place(one), repairs: one.repairs.map((repair) => ({ ...repair, edits: repair.edits.map(place) })) }));
  for (const one of state.findings) {
    const name = before.get(key(one)); // a change nearby gives a finding another name
    if (name === state.chosen) state.chosen = one.fingerprint;
    if (state.left.has(name)) state.left.add(one.fingerprint);
  }
  Object.assign(state, { summary: reply, checked: story });
  draw();
}

const key = (one) => `${one.rule} ${one.start} ${one.end}`;

function units(story) {
  // From code points, which mtcheck counts, to UTF-16 units.
  if (!/[\ud800-\udbff][\udc00-\udfff]/.test(story)) return (at) => at;
  const places = [];
  let at = 0;
  for (const char of story) { places.push(at); at += char.length; }
  places.push(at);
  return (point) => places[point];
}

function unlock() {
  const dialog = $("locked");
  if (!dialog.open) dialog.showModal();
}
$("locked").addEventListener("close", () => {
  sessionStorage.setItem("token", $("token").value.trim());
  $("token").value = "";
  check();
  text.focus();
});

// ---- the text and what was done to it

function changed(story, left, step) {
  // Takes a new text, moves the marks with it, and remembers the old one. `step`: whether it begins a step that can be undone.
  if (step) {
    past.push({ ...now, caret: text.selectionStart });
    if (past.length > DEPTH) past.shift();
  }
  future.length = 0;
  settle(story, left);
}

function settle(story, left) {
  move(now.text, story);
  now = { text: story, left };
  state.left = left;
  draw();
  if (story !== state.checked) later();
}

function move(before, after) {
  // Findings behind a change move along; those that it touches wait for the next check.
  if (before === after) return;
  let head = 0, tail = 0;
  const most = Math.min(before.length, after.length);
  while (head < most && before[head] === after[head]) head++;
  while (tail < most - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  const end = before.length - tail, by = after.length - before.length;
  const shift = (one) => (one.start >= end ? { ...one, start: one.start + by, end: one.end + by } : one);
  const safe = (one) => one.end <= head || one.start >= end;
  state.findings = state.findings
    .filter((one) => safe(one) && one.repairs.every((repair) => repair.edits.every(safe)))
    .map((one) => ({ ...shift(one), repairs: one.repairs.map((repair) => ({ ...repair, edits: repair.edits.map(shift) })) }));
}

function write(edits, said) {
  // Carries out edits, the last first, so that places before stay true.
  let story = text.value;
  for (const edit of [...edits].sort((a, b) => b.start - a.start)) story = story.slice(0, edit.start) + edit.text + story.slice(edit.end);
  const first = Math.min(...edits.map((edit) => edit.start));
  const behind = shown().find((one) => one.start > first && !edits.some((edit) => one.start < edit.end));
  text.value = story;
  typed = 0;
  choose(behind ? behind.fingerprint : "");
  changed(story, now.left, true);
  text.setSelectionRange(first, first);
  say(said);
  check();
}

function travel(from, to, said) {
  if (!from.length) return;
  to.push({ ...now, caret: text.selectionStart });
  const step = from.pop();
  text.value = step.text;
  settle(step.text, step.left);
  text.setSelectionRange(step.caret, step.caret);
  typed = 0;
  say(said);
  check();
}
const undo = () => travel(past, future, "Undone.");
const redo = () => travel(future, past, "Done again.");

text.addEventListener("input", () => {
  const time = performance.now();
  changed(text.value, now.left, time - typed > BURST);
  typed = time;
});
text.addEventListener("beforeinput", (event) => {
  if (event.inputType !== "historyUndo" && event.inputType !== "historyRedo") return;
  event.preventDefault();
  event.inputType === "historyUndo" ? undo() : redo();
});

// ---- decisions

const shown = () => state.findings.filter((one) => !state.left.has(one.fingerprint));
const current = () => shown().find((one) => one.fingerprint === state.chosen);
const likeness = (one, story) => JSON.stringify([one.rule, one.text, result(one, 0, story)]);
function alike(one) {
  const story = text.value, wanted = likeness(one, story);
  return shown().filter((other) => likeness(other, story) === wanted);
}

function result(one, number = 0, story = text.value) {
  // What a repair leaves between its first and its last edit, and what stands there now.
  const repair = one.repairs[number];
  if (!repair) return "";
  const edits = repair.edits;
  let out = "", at = edits[0].start;
  for (const edit of edits) { out += story.slice(at, edit.start) + edit.text; at = edit.end; }
  return out;
}

function accept(one, number = 0) {
  if (one && one.repairs[number]) write(one.repairs[number].edits, `Accepted. ${one.message}`);
}

function acceptAlike(one) {
  if (!one || !one.repairs.length) return;
  const edits = [];
  for (const other of alike(one)) {
    const more = other.repairs[0].edits;
    if (!more.some((edit) => edits.some((taken) => edit.start < taken.end && taken.start < edit.end))) edits.push(...more);
  }
  write(edits, `Accepted ${alike(one).length} times.`);
}

function leave(one) {
  if (!one) return;
  const after = shown().find((other) => other.start > one.start);
  changed(text.value, new Set([...now.left, one.fingerprint]), true);
  typed = 0;
  choose(after ? after.fingerprint : "");
  draw();
  say(`Left as it is. ${one.message}`);
}

function choose(name, reveal = false) {
  state.chosen = name;
  const one = current();
  if (!one || !reveal) return;
  draw();
  text.focus({ preventScroll: true });
  text.setSelectionRange(one.start, one.end);
  const mark = marks.querySelector("mark.chosen");
  if (mark) text.scrollTop = marks.scrollTop = Math.max(0, mark.offsetTop - marks.clientHeight / 3);
  const card = list.querySelector(".chosen");
  if (card) card.scrollIntoView({ block: "nearest" });
  say(`${one.severity}: ${one.message} ${one.repairs.length ? `Proposed: ${result(one) || "delete it"}.` : "No repair is proposed."}`);
}

function step(by) {
  const all = shown();
  if (!all.length) return say("There are no findings.");
  const at = all.findIndex((one) => one.fingerprint === state.chosen);
  choose(all[at < 0 ? (by > 0 ? 0 : all.length - 1) : (at + by + all.length) % all.length].fingerprint, true);
}

function ownWords(one) {
  if (!one) return;
  choose(one.fingerprint);
  draw();
  const card = list.querySelector(".chosen"), form = card.querySelector(".words"), input = form.querySelector("input");
  form.hidden = false;
  input.value = text.value.slice(one.start, one.end);
  input.focus();
  input.select();
}

// ---- drawing

function draw() {
  const all = shown();
  drawMarks(all);
  drawList(all);
  drawVerdict(all);
  $("undo").disabled = !past.length;
  $("redo").disabled = !future.length;
}

function drawMarks(all) {
  const parts = [], story = text.value;
  let at = 0;
  for (const one of all) {
    const start = Math.max(at, one.start);
    if (one.end < start) continue;
    const mark = document.createElement("mark");
    mark.className = `${one.severity}${one.fingerprint === state.chosen ? " chosen" : ""}${start === one.end ? " empty" : ""}`;
    mark.textContent = story.slice(start, one.end);
    parts.push(story.slice(at, start), mark);
    at = one.end;
  }
  marks.replaceChildren(...parts, story.slice(at), "\n"); // the last line of a text area is there even if it is empty
  marks.scrollTop = text.scrollTop;
}

function drawList(all) {
  const open = list.querySelector(".words:not([hidden]) input");
  if (open && open === document.activeElement && current()) return; // somebody is writing there
  const focused = document.activeElement && list.contains(document.activeElement);
  const same = new Map(), story = text.value; // a text area gives its value slowly
  const kind = all.map((one) => (one.repairs.length ? likeness(one, story) : ""));
  for (const one of kind) same.set(one, (same.get(one) || 0) + 1);
  list.replaceChildren(...all.map((one, at) => card(one, kind[at] ? same.get(kind[at]) : 0, story)));
  if (focused) text.focus({ preventScroll: true });
  $("heading").textContent = all.length ? `Findings (${all.length})` : "Findings";
}

function card(one, same, story) {
  const made = $("card").content.firstElementChild.cloneNode(true), find = (name) => made.querySelector(name);
  made.classList.toggle("chosen", one.fingerprint === state.chosen);
  find(".severity").textContent = one.severity === "neutral" ? "hint" : one.severity;
  find(".severity").classList.add(one.severity);
  find(".message").textContent = one.message;
  find(".rule").textContent = `${one.rule}, ${Math.round(one.confidence * 100)} %`;
  one.repairs.slice(0, 9).forEach((repair, number) => {
    const button = document.createElement("button"), words = result(one, number, story).trim();
    if (words) button.textContent = words;
    else button.append("Delete ", Object.assign(document.createElement("del"), { textContent: one.text.trim() }));
    button.title = `Accept (${number ? `Alt+${number + 1}` : "Alt+Enter"})`;
    button.addEventListener("click", () => accept(one, number));
    find(".repairs").append(button);
  });
  find(".alike").hidden = same < 2;
  find(".alike").textContent = `All ${same} alike`;
  find(".alike").addEventListener("click", () => acceptAlike(one));
  find(".own").addEventListener("click", () => ownWords(one));
  find(".leave").addEventListener("click", () => leave(one));
  find(".words").addEventListener("submit", (event) => {
    event.preventDefault();
    text.focus();
    write([{ start: one.start, end: one.end, text: event.target.querySelector("input").value }], "Written.");
  });
  find(".words").addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.currentTarget.hidden = true;
    text.focus();
    draw();
  });
  find(".head").addEventListener("click", () => choose(one.fingerprint, true));
  return made;
}

function drawVerdict(all) {
  const told = state.summary;
  if (!told) {
    delete verdict.dataset.verdict;
    return tell("Paste a story.");
  }
  const first = told.documents[0], record = told.summary.stories[0];
  verdict.dataset.verdict = first.verdict;
  const pending = text.value === state.checked ? "" : " Checking …";
  const left = state.left.size ? ` ${all.length} left to decide on.` : "";
  tell(`${record.decision}, score ${first.score.toFixed(1)}, ${told.summary.words.toLocaleString("en")} words. ${record.reason}${left}${pending}`);
}

function tell(sentence) { if (verdict.textContent !== sentence) verdict.textContent = sentence; }
function say(sentence) { $("said").textContent = sentence; }

// ---- keys and buttons

document.addEventListener("keydown", (event) => {
  if ($("locked").open) return;
  const writing = event.target.matches(".words input");
  const code = event.code, held = event.ctrlKey || event.metaKey;
  const does =
    code === "F8" ? () => step(event.shiftKey ? -1 : 1)
    : held && code === "KeyZ" && !writing ? (event.shiftKey ? redo : undo)
    : held && code === "KeyY" && !writing ? redo
    : !event.altKey || held ? null
    : code === "Enter" || code === "NumpadEnter" ? () => accept(current())
    : /^Digit[1-9]$/.test(code) ? () => accept(current(), Number(code[5]) - 1)
    : code === "KeyO" ? () => ownWords(current())
    : code === "KeyA" ? () => acceptAlike(current())
    : code === "KeyL" ? () => leave(current())
    : null;
  if (!does) return;
  event.preventDefault();
  does();
});
text.addEventListener("scroll", () => { marks.scrollTop = text.scrollTop; });
text.addEventListener("click", () => {
  const one = shown().find((other) => other.start <= text.selectionStart && text.selectionStart <= other.end);
  if (!one || text.selectionStart !== text.selectionEnd || one.fingerprint === state.chosen) return;
  choose(one.fingerprint);
  draw();
  list.querySelector(".chosen").scrollIntoView({ block: "nearest" });
});
$("undo").addEventListener("click", undo);
$("redo").addEventListener("click", redo);
$("format").addEventListener("change", check);
$("copy").addEventListener("click", async () => {
  try { await navigator.clipboard.writeText(text.value); say("Copied."); }
  catch { text.focus(); text.select(); say("Press Ctrl+C to copy."); }
});
text.focus();
if (text.value) { now.text = text.value; check(); } // what the browser has kept over a reload
