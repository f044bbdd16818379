// The page of `mtcheck serve`: a story that can be edited, its findings marked in it, and decisions on them. Begin with `state` and `check`.
// `desk.js` adds what a review has besides: stories in files, saving, and decisions that are kept; it does so through `desk`.
"use strict";

const $ = (id) => document.getElementById(id);
const list = $("findings"), verdict = $("verdict");
const PAUSE = 300; // milliseconds without a key before the story is checked again

const state = { summary: null, checked: null }; // the last report, and the text that it is on
let timer = 0, asking = null;
const desk = {
  open: null, // the story or the item of a feed that is open, null for a pasted text
  address: () => "v1/check", // where the text is checked
  asked: (story) => ({ text: story, format: $("format").value }),
  keep: () => {}, // takes what a step says
  takeBack: () => {}, // and takes it back
  changed: () => {}, // the text is another one
  late: false, // whether something that was decided is not kept yet
};
const editor = makeEditor($("editor"), {
  label: "Story",
  hint: "Paste or type a story here. It is checked as you write, and stays on this machine and the server.",
  on: {
    changed(isText) {
      if (isText) {
        desk.changed();
        if (editor.text !== state.checked) later();
      }
      drawSoon();
    },
    said: (said, back) => (back ? desk.takeBack : desk.keep)(said),
    clicked: pick,
    actions: buttons,
  },
});

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
  const mine = (asking = new AbortController()), story = editor.text;
  if (!story.trim()) {
    Object.assign(state, { summary: null, checked: story });
    editor.find([]);
    return draw();
  }
  const { status, said: reply } = await ask("POST", desk.address(), desk.asked(story), { signal: mine.signal });
  if (status === 401) return;
  if (status === 0) return reply.error ? tell(reply.error) : undefined;
  if (mine !== asking || editor.text !== story) return; // there is a newer text, and it is or will be checked
  if (reply.error) return tell(reply.error);
  const unit = units(story);
  const place = (one) => ({ ...one, start: unit(one.start), end: unit(one.end) });
  const found = reply.documents.flatMap((document) => document.findings).map((one) => ({ ...place(one), repairs: one.repairs.map((repair) => ({ ...repair, edits: repair.edits.map(place) })) }));
  Object.assign(state, { summary: reply, checked: story });
  editor.find(named(found));
  draw();
}

function named(found) {
  // The findings with names of this page: one that stands where it stood keeps its name, whatever fingerprint a change nearby gives it.
  const key = (one) => `${one.rule} ${one.start} ${one.end}`, before = new Map(editor.found.map((one) => [key(one), one.name]));
  const taken = new Set(before.values());
  return found.map((one) => {
    let name = before.get(key(one));
    if (name) before.delete(key(one));
    else for (name = one.fingerprint; taken.has(name); ) name += "'";
    taken.add(name);
    return { ...one, name };
  });
}

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
  editor.focus();
});

// ---- what is done to the text

function write(edits, said, decided = null) {
  // Carries out edits as one step. `decided`: what is decided by it.
  const first = Math.min(...edits.map((edit) => edit.start));
  const behind = shown().find((one) => one.start > first && !edits.some((edit) => one.start < edit.end));
  editor.write(edits, decided);
  goOn(behind, said);
  check();
}

const undo = () => { if (editor.undo()) stepped("Undone."); };
const redo = () => { if (editor.redo()) stepped("Done again."); };
function stepped(said) {
  draw();
  say(said);
  check();
}

// ---- decisions

const shown = () => editor.shown();
const current = () => shown().find((one) => one.name === editor.chosen);
const likeness = (one, story) => JSON.stringify([one.rule, one.text, result(one, 0, story)]);
function alike(one) {
  const story = editor.text, wanted = likeness(one, story);
  return shown().filter((other) => likeness(other, story) === wanted);
}

function buttons(one) {
  // What can be done about a finding where it stands in the text.
  const story = editor.text;
  const act = (name, does) => ({ name, apply: () => does(shown().find((other) => other.name === one.name)) });
  return [...one.repairs.slice(0, 2).map((_, number) => act(face(one, number, story) || "Delete", (now) => accept(now, number))), act("Leave it", (now) => leave(now))];
}

function result(one, number = 0, story = editor.text) {
  // What a repair leaves between its first and its last edit, and what stands there now.
  const repair = one.repairs[number];
  if (!repair) return "";
  const edits = repair.edits;
  let out = "", at = edits[0].start;
  for (const edit of edits) { out += story.slice(at, edit.start) + edit.text; at = edit.end; }
  return out;
}

function face(one, number, story) {
  // What a repair leaves, as a button shows it; a sign alone has the word before it. Empty for a deletion.
  const words = result(one, number, story).trim();
  if (!words || /[\p{L}\p{N}]/u.test(words)) return words;
  const { start } = one.repairs[number].edits[0];
  return `${story.slice(Math.max(0, start - 60), start).match(/\S*\s*$/)[0].trimEnd()}${words}`;
}

function paragraph(story, start, end) {
  // Where the paragraphs that hold a range begin and end.
  const stop = story.indexOf("\n", end);
  return [story.lastIndexOf("\n", Math.max(0, start - 1)) + 1, stop < 0 ? story.length : stop];
}

function decision(one, action, edits = [], more = {}) {
  // What is decided about a finding, as it is kept: with its paragraph before and after.
  const story = editor.text, places = [one, ...edits];
  const [start, end] = paragraph(story, Math.min(...places.map((place) => place.start)), Math.max(...places.map((place) => place.end)));
  let after = story.slice(start, end);
  for (const edit of [...edits].sort((a, b) => b.start - a.start)) after = after.slice(0, edit.start - start) + edit.text + after.slice(edit.end - start);
  const { rule, fingerprint, severity, confidence, message } = one, cut = (words) => words.slice(0, 20000);
  return { action, rule, fingerprint, severity, confidence, message, text: cut(one.text), before: cut(story.slice(start, end)), after: cut(after), offered: cut(result(one, 0, story)), ...more };
}

function accept(one, number = 0) {
  if (!one || !one.repairs[number]) return;
  const edits = one.repairs[number].edits;
  write(edits, `Accepted. ${one.message}`, [decision(one, "accepted", edits, { written: result(one, number).slice(0, 20000) })]);
}

function acceptAlike(one) {
  if (!one || !one.repairs.length) return;
  const edits = [], decided = [], story = editor.text;
  for (const other of alike(one)) {
    const more = other.repairs[0].edits;
    if (more.some((edit) => edits.some((taken) => edit.start < taken.end && taken.start < edit.end))) continue;
    edits.push(...more);
    decided.push(decision(other, "accepted", more, { written: result(other, 0, story).slice(0, 20000) }));
  }
  write(edits, `Accepted ${decided.length} times.`, decided);
}

function leave(one, said = null, all = [one], words = `Left as it is. ${one && one.message}`) {
  // `said`: what is kept instead of a rejection; `all`: the findings that go with it; `words`: what is announced.
  if (!one) return;
  const after = shown().find((other) => other.start > one.start && !all.includes(other));
  editor.leave(all.map((other) => other.name), said || [decision(one, "rejected")]);
  goOn(after, words);
}

function choose(one, before = "") {
  // Shows a finding, in the text and in the list, and says what it is.
  editor.reveal(one.start, one.end, one.name);
  draw();
  const card = list.querySelector(".chosen");
  if (card) card.scrollIntoView({ block: "nearest" });
  say(`${before}${one.severity}: ${one.message} ${one.repairs.length ? `Proposed: ${result(one) || "delete it"}.` : "No repair is proposed."}`);
}

function goOn(to, said) {
  // After a decision: to the next finding, as it is called now, if there is one.
  const next = to && shown().find((one) => one.name === to.name);
  if (next) return choose(next, `${said} Next, `);
  editor.choose("");
  draw();
  say(`${said}${shown().length ? "" : " No finding is left."}`);
}

function step(by) {
  // To the next finding, from the chosen one or from where the caret is.
  const all = shown();
  if (!all.length) return say("There are no findings.");
  const at = all.findIndex((one) => one.name === editor.chosen), { from } = editor.selection;
  const near = by > 0 ? all.findIndex((one) => one.start >= from) : all.findLastIndex((one) => one.end <= from);
  editor.focus();
  choose(all[at >= 0 ? (at + by + all.length) % all.length : near >= 0 ? near : by > 0 ? 0 : all.length - 1]);
}

function pick({ from, empty }) {
  // The finding that was clicked on in the text.
  const one = empty && shown().find((other) => other.start <= from && from <= other.end);
  if (!one || one.name === editor.chosen) return;
  editor.choose(one.name);
  draw();
  list.querySelector(".chosen").scrollIntoView({ block: "nearest" });
}

function ownWords(one) {
  if (!one) return;
  editor.choose(one.name);
  draw();
  const card = list.querySelector(".chosen"), form = card.querySelector(".words"), input = form.querySelector("input");
  form.hidden = false;
  input.value = editor.text.slice(one.start, one.end);
  input.focus();
  input.select();
}

// ---- drawing

let drawing = 0;
function drawSoon() { if (!drawing) drawing = requestAnimationFrame(draw); }

function draw() {
  cancelAnimationFrame(drawing);
  drawing = 0;
  const all = shown();
  drawList(all);
  drawVerdict(all);
  $("undo").disabled = !editor.canUndo;
  $("redo").disabled = !editor.canRedo;
}

function drawList(all) {
  // Only cards of findings that came, went or changed are touched; the others stay, with the focus in them.
  const story = editor.text, same = new Map(), chosen = editor.chosen;
  const kind = all.map((one) => (one.repairs.length ? likeness(one, story) : ""));
  for (const one of kind) same.set(one, (same.get(one) || 0) + 1);
  const before = new Map([...list.children].map((made) => [made.dataset.name, made]));
  const open = list.querySelector(".words:not([hidden])"), focused = list.contains(document.activeElement);
  const stay = new Set(all.map((one) => one.name));
  for (const [name, gone] of before) if (!stay.has(name)) gone.remove(); // first: or all behind it would have to move
  let at = list.firstElementChild;
  all.forEach((one, number) => {
    const drawn = JSON.stringify([one.message, one.severity, one.confidence, one.text, one.repairs.slice(0, 9).map((_, at) => face(one, at, story))]);
    let made = before.get(one.name);
    if (made && made.dataset.drawn !== drawn && made.contains(open)) made.dataset.drawn = drawn; // somebody is writing there
    if (!made || made.dataset.drawn !== drawn) {
      const fresh = card(one, story);
      Object.assign(fresh.dataset, { name: one.name, drawn });
      if (made) made.replaceWith(fresh);
      if (at === made) at = fresh;
      made = fresh;
      settleSoon();
    }
    count(made, kind[number] ? same.get(kind[number]) : 0);
    if (made.classList.contains("chosen") !== (one.name === chosen)) made.classList.toggle("chosen");
    if (made === at) at = at.nextElementSibling;
    else list.insertBefore(made, at);
  });
  if (focused && !list.contains(document.activeElement)) (list.querySelector(".chosen [data-repair], .chosen button") || editor).focus();
  $("heading").textContent = all.length ? `Findings (${all.length})` : "Findings";
}

let settling = 0;
function settleSoon() {
  // Cards out of sight are left out of every later layout. A card that is so from the start costs a millisecond more at first, and there may be hundreds.
  clearTimeout(settling);
  settling = setTimeout(() => { for (const made of list.children) made.classList.add("settled"); }, PAUSE);
}

function count(made, alike) {
  // How many are alike, on a card.
  if (made.dataset.alike === String(alike)) return;
  const button = made.querySelector(".alike");
  made.dataset.alike = alike;
  if (button.hidden !== alike < 2) button.hidden = alike < 2;
  button.textContent = `All ${alike} alike`;
}

function card(one, story) {
  const made = $("card").content.firstElementChild.cloneNode(true), find = (name) => made.querySelector(name);
  find(".severity").textContent = one.severity === "neutral" ? "hint" : one.severity;
  find(".severity").classList.add(one.severity);
  find(".message").textContent = one.message;
  find(".rule").textContent = `${one.rule}, ${Math.round(one.confidence * 100)} %`;
  one.repairs.slice(0, 9).forEach((repair, number) => {
    const button = document.createElement("button"), words = face(one, number, story);
    if (words) Object.assign(button, { textContent: words, className: "writes" });
    else button.append("Delete ", Object.assign(document.createElement("del"), { textContent: one.text.trim() }));
    button.title = `Accept (${number ? `Alt+${number + 1}` : "Alt+Enter"})`;
    button.dataset.repair = number;
    find(".repairs").append(button);
  });
  return made;
}

const ofCard = (inside) => shown().find((one) => one.name === inside.closest("li").dataset.name);
list.addEventListener("click", (event) => {
  if (!event.target.closest("li")) return;
  const one = ofCard(event.target), on = (name) => event.target.closest(name);
  if (on("[data-repair]")) accept(one, Number(on("[data-repair]").dataset.repair));
  else if (on(".alike")) acceptAlike(one);
  else if (on(".own")) ownWords(one);
  else if (on(".leave")) leave(one);
  else if (on(".fine")) desk.fine(one);
  else if (on(".never")) desk.never(one);
  else if (one && !on(".words")) {
    choose(one);
    if (!matchMedia("(pointer: coarse)").matches) editor.focus(); // there it would bring up the keyboard
  }
});
list.addEventListener("submit", (event) => {
  event.preventDefault();
  const one = ofCard(event.target), words = event.target.querySelector("input").value;
  event.target.hidden = true;
  editor.focus();
  if (!one) return;
  const edits = [{ start: one.start, end: one.end, text: words }];
  write(edits, "Written.", [decision(one, "own-words", edits, { written: words.slice(0, 20000) })]);
});
list.addEventListener("keydown", (event) => {
  const form = event.target.closest(".words");
  if (event.key !== "Escape" || !form) return;
  form.hidden = true;
  editor.focus();
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
  const pending = editor.text === state.checked ? "" : " Checking …";
  const left = editor.left.size ? ` ${all.length} left to decide on.` : "";
  const late = desk.late ? "What you decided is not kept yet: the server does not answer. " : "";
  tell(`${late}${record.decision}, score ${first.score.toFixed(1)}, ${told.summary.words.toLocaleString("en")} words. ${record.reason}${left}${pending}`);
}

function tell(sentence) { if (verdict.textContent !== sentence) verdict.textContent = sentence; }
function say(sentence) { $("said").textContent = sentence; }

// ---- keys and buttons

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || document.querySelector("dialog[open]")) return;
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
$("undo").addEventListener("click", undo);
$("redo").addEventListener("click", redo);
$("format").addEventListener("change", check);
$("copy").addEventListener("click", async () => {
  try { await navigator.clipboard.writeText(editor.text); say("Copied."); }
  catch { editor.reveal(0, editor.text.length); editor.focus(); say("Press Ctrl+C to copy."); }
});

function begin() {
  // Looks what the server was started for.
  if (window.beginDesk) window.beginDesk();
  editor.focus();
}
addEventListener("DOMContentLoaded", begin);
