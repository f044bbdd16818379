// The page of `mtcheck serve`: a story that can be edited, its findings marked in it, and decisions on them. Begin with `state` and `check`.
// `desk.js` adds what a review has besides: stories in files, saving, and decisions that are kept; it does so through `desk`.
"use strict";

const $ = (id) => document.getElementById(id);
const text = $("text"), marks = $("marks"), list = $("findings"), verdict = $("verdict");
const PAUSE = 300; // milliseconds without a key before the story is checked again
const DEPTH = 300; // steps that can be undone
const BURST = 700; // milliseconds; keys that follow one another closer are one step

// Findings have places in UTF-16 units, as strings here do. `left`: names of findings that were left as they are.
const state = { findings: [], left: new Set(), chosen: "", summary: null, checked: "" };
let past = [], future = []; // each step with what it said: decisions to be taken back with it
let now = { text: "", left: new Set() }, typed = 0, timer = 0, asking = null;
const desk = {
  open: null, // the story or the item of a feed that is open, null for a pasted text
  address: () => "v1/check", // where the text is checked
  asked: (story) => ({ text: story, format: $("format").value }),
  keep: () => {}, // takes what a step says
  takeBack: () => {}, // and takes it back
  changed: () => {}, // the text is another one
  late: false, // whether something that was decided is not kept yet
};

async function ask(method, address, body, more = {}) {
  // What the server says: {status, said}. `status` is 0 where it does not answer.
  const token = sessionStorage.getItem("token");
  const headers = { ...(body ? { "Content-Type": "application/json" } : {}), ...(token ? { Authorization: `Bearer ${token}` } : {}), ...more.headers };
  try {
    const reply = await fetch(address, { method, headers, body: body && JSON.stringify(body), signal: more.signal });
    if (reply.status === 401) unlock();
    return { status: reply.status, said: await reply.json() };
  } catch (error) {
    return { status: 0, said: { error: error.name === "AbortError" ? "" : "The server does not answer; what you see is what it said last." } };
  }
}

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
  const { status, said: reply } = await ask("POST", desk.address(), desk.asked(story), { signal: mine.signal });
  if (status === 401) return;
  if (status === 0) return reply.error ? tell(reply.error) : undefined;
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
  begin();
  text.focus();
});

// ---- the text and what was done to it

function changed(story, left, step, said = null) {
  // Takes a new text, moves the marks with it, and remembers the old one. `step`: whether it begins a step that can be undone; `said`: what it decides.
  if (step) {
    past.push({ ...now, caret: text.selectionStart, said });
    if (past.length > DEPTH) past.shift();
    if (said) desk.keep(said);
  }
  future.length = 0;
  settle(story, left);
}

function settle(story, left) {
  move(now.text, story);
  now = { text: story, left };
  state.left = left;
  draw();
  desk.changed();
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

function write(edits, said, decided = null) {
  // Carries out edits, the last first, so that places before stay true. `decided`: what is decided by it.
  let story = text.value;
  for (const edit of [...edits].sort((a, b) => b.start - a.start)) story = story.slice(0, edit.start) + edit.text + story.slice(edit.end);
  const first = Math.min(...edits.map((edit) => edit.start));
  const behind = shown().find((one) => one.start > first && !edits.some((edit) => one.start < edit.end));
  text.value = story;
  typed = 0;
  choose(behind ? behind.fingerprint : "");
  changed(story, now.left, true, decided);
  text.setSelectionRange(first, first);
  say(said);
  check();
}

function travel(from, to, said) {
  if (!from.length) return;
  const step = from.pop();
  to.push({ ...now, caret: text.selectionStart, said: step.said });
  if (step.said) (from === past ? desk.takeBack : desk.keep)(step.said);
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

function paragraph(story, start, end) {
  // Where the paragraphs that hold a range begin and end.
  const stop = story.indexOf("\n", end);
  return [story.lastIndexOf("\n", Math.max(0, start - 1)) + 1, stop < 0 ? story.length : stop];
}

function decision(one, action, edits = [], more = {}) {
  // What is decided about a finding, as it is kept: with its paragraph before and after.
  const story = text.value, places = [one, ...edits];
  const [start, end] = paragraph(story, Math.min(...places.map((place) => place.start)), Math.max(...places.map((place) => place.end)));
  let after = story.slice(start, end);
  for (const edit of [...edits].sort((a, b) => b.start - a.start)) after = after.slice(0, edit.start - start) + edit.text + after.slice(edit.end - start);
  const { rule, fingerprint, severity, confidence, message } = one, cut = (words) => words.slice(0, 20000);
  return { action, rule, fingerprint, severity, confidence, message, text: cut(one.text), before: cut(story.slice(start, end)), after: cut(after), offered: cut(result(one, 0, story)), ...more };
}

function accept(one, number = 0) {
  if (!one || !one.repairs[number] || text.readOnly) return;
  const edits = one.repairs[number].edits;
  write(edits, `Accepted. ${one.message}`, [decision(one, "accepted", edits, { written: result(one, number).slice(0, 20000) })]);
}

function acceptAlike(one) {
  if (!one || !one.repairs.length || text.readOnly) return;
  const edits = [], decided = [], story = text.value;
  for (const other of alike(one)) {
    const more = other.repairs[0].edits;
    if (more.some((edit) => edits.some((taken) => edit.start < taken.end && taken.start < edit.end))) continue;
    edits.push(...more);
    decided.push(decision(other, "accepted", more, { written: result(other, 0, story).slice(0, 20000) }));
  }
  write(edits, `Accepted ${decided.length} times.`, decided);
}

function leave(one, said = null, all = [one]) {
  // `said`: what is kept instead of a rejection; `all`: the findings that go with it.
  if (!one || text.readOnly) return;
  const after = shown().find((other) => other.start > one.start);
  changed(text.value, new Set([...now.left, ...all.map((other) => other.fingerprint)]), true, said || [decision(one, "rejected")]);
  typed = 0;
  choose(after ? after.fingerprint : "");
  draw();
  if (!said) say(`Left as it is. ${one.message}`);
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
  if (!one || text.readOnly) return;
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
  // Only cards of findings that came, went or changed are touched; the others stay, with the focus in them.
  const story = text.value, same = new Map(); // a text area gives its value slowly
  const kind = all.map((one) => (one.repairs.length ? likeness(one, story) : ""));
  for (const one of kind) same.set(one, (same.get(one) || 0) + 1);
  const before = new Map([...list.children].map((made) => [made.dataset.name, made]));
  const open = list.querySelector(".words:not([hidden])"), focused = list.contains(document.activeElement);
  let at = list.firstElementChild;
  all.forEach((one, number) => {
    const alike = kind[number] ? same.get(kind[number]) : 0, face = JSON.stringify([one.message, one.severity, one.confidence, one.text, alike, one.repairs.slice(0, 9).map((_, at) => result(one, at, story))]);
    let made = before.get(one.fingerprint);
    if (made && made.dataset.face !== face && made.contains(open)) made.dataset.face = face; // somebody is writing there
    if (!made || made.dataset.face !== face) {
      const fresh = card(one, alike, story);
      Object.assign(fresh.dataset, { name: one.fingerprint, face });
      if (made) made.replaceWith(fresh);
      if (at === made) at = fresh;
      made = fresh;
    }
    made.classList.toggle("chosen", one.fingerprint === state.chosen);
    before.delete(one.fingerprint);
    if (made === at) at = at.nextElementSibling;
    else list.insertBefore(made, at);
  });
  for (const gone of before.values()) gone.remove();
  if (focused && !list.contains(document.activeElement)) text.focus({ preventScroll: true });
  $("heading").textContent = all.length ? `Findings (${all.length})` : "Findings";
}

function card(one, same, story) {
  const made = $("card").content.firstElementChild.cloneNode(true), find = (name) => made.querySelector(name);
  find(".severity").textContent = one.severity === "neutral" ? "hint" : one.severity;
  find(".severity").classList.add(one.severity);
  find(".message").textContent = one.message;
  find(".rule").textContent = `${one.rule}, ${Math.round(one.confidence * 100)} %`;
  one.repairs.slice(0, 9).forEach((repair, number) => {
    const button = document.createElement("button"), words = result(one, number, story).trim();
    if (words) button.textContent = words;
    else button.append("Delete ", Object.assign(document.createElement("del"), { textContent: one.text.trim() }));
    button.title = `Accept (${number ? `Alt+${number + 1}` : "Alt+Enter"})`;
    button.dataset.repair = number;
    find(".repairs").append(button);
  });
  find(".alike").hidden = same < 2;
  find(".alike").textContent = `All ${same} alike`;
  return made;
}

const ofCard = (inside) => shown().find((one) => one.fingerprint === inside.closest("li").dataset.name);
list.addEventListener("click", (event) => {
  if (!event.target.closest("li")) return;
  const one = ofCard(event.target), on = (name) => event.target.closest(name);
  if (on("[data-repair]")) accept(one, Number(on("[data-repair]").dataset.repair));
  else if (on(".alike")) acceptAlike(one);
  else if (on(".own")) ownWords(one);
  else if (on(".leave")) leave(one);
  else if (on(".fine")) desk.fine(one);
  else if (on(".never")) desk.never(one);
  else if (on(".head") && one) choose(one.fingerprint, true);
});
list.addEventListener("submit", (event) => {
  event.preventDefault();
  const one = ofCard(event.target), words = event.target.querySelector("input").value;
  event.target.hidden = true;
  text.focus();
  if (!one) return;
  const edits = [{ start: one.start, end: one.end, text: words }];
  write(edits, "Written.", [decision(one, "own-words", edits, { written: words.slice(0, 20000) })]);
});
list.addEventListener("keydown", (event) => {
  const form = event.target.closest(".words");
  if (event.key !== "Escape" || !form) return;
  form.hidden = true;
  text.focus();
  draw();
});

function drawVerdict(all) {
  const told = state.summary;
  if (!told) {
    delete verdict.dataset.verdict;
    return tell(desk.open ? "Checking …" : "Paste a story.");
  }
  const first = told.documents[0], record = told.summary.stories[0];
  verdict.dataset.verdict = first.verdict;
  const pending = text.value === state.checked ? "" : " Checking …";
  const left = state.left.size ? ` ${all.length} left to decide on.` : "";
  const late = desk.late ? "What you decided is not kept yet: the server does not answer. " : "";
  tell(`${late}${record.decision}, score ${first.score.toFixed(1)}, ${told.summary.words.toLocaleString("en")} words. ${record.reason}${left}${pending}`);
}

function tell(sentence) { if (verdict.textContent !== sentence) verdict.textContent = sentence; }
function say(sentence) { $("said").textContent = sentence; }

// ---- keys and buttons

document.addEventListener("keydown", (event) => {
  if (document.querySelector("dialog[open]")) return;
  const writing = event.target.matches(".words input");
  const code = event.code, held = event.ctrlKey || event.metaKey;
  const does =
    code === "F8" ? () => step(event.shiftKey ? -1 : 1)
    : held && code === "KeyZ" && !writing ? (event.shiftKey ? redo : undo)
    : held && code === "KeyY" && !writing ? redo
    : held && code === "KeyS" && desk.save ? desk.save
    : !event.altKey || held ? null
    : code === "Enter" || code === "NumpadEnter" ? () => accept(current())
    : /^Digit[1-9]$/.test(code) ? () => accept(current(), Number(code[5]) - 1)
    : code === "KeyO" ? () => ownWords(current())
    : code === "KeyA" ? () => acceptAlike(current())
    : code === "KeyL" ? () => leave(current())
    : desk.keys && desk.keys[code] ? desk.keys[code]
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

function begin() {
  // Looks what the server was started for, and at what the browser has kept over a reload.
  if (window.beginDesk) window.beginDesk();
  text.focus();
  if (text.value && !desk.open) { now.text = text.value; check(); }
}
addEventListener("DOMContentLoaded", begin);
