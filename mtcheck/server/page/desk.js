// What a review has besides the page: the stories it was started with, saving, decisions that are kept, and the quarantine of `mtcheck watch`.
"use strict";

const POLL = 10000, BUSY = 1500; // milliseconds until the lists are looked at again; while a story is not checked yet
const drafts = new Map(); // by story: what is open, or was, with its steps
let about = null, who = "", lists = { stories: [], items: [] }, polling = 0, unsent = [], sending = false;

function takeToken() {
  // The address that a review prints has its token behind the #, where no server sees it; here it is kept out of sight.
  const given = location.hash.match(/^#token=(.+)$/);
  if (!given) return;
  sessionStorage.setItem("token", decodeURIComponent(given[1]));
  history.replaceState(null, "", location.pathname);
}
addEventListener("hashchange", takeToken);

async function beginDesk() {
  takeToken();
  const { status, said } = await ask("GET", "v1/desk");
  if (status !== 200 || about || !(said.stories || said.quarantine)) return;
  about = said;
  who = readName() || said.who;
  $("who").value = who;
  document.body.classList.add("with-nav", ...(said.stories ? ["has-desk"] : []), ...(said.quarantine ? ["has-feed"] : []));
  for (const [id, is] of [["nav", true], ["shelf", said.stories], ["held", said.quarantine]]) $(id).hidden = !is;
  await look();
  const first = lists.stories[0] || lists.items[0];
  if (first) await (first.id ? openStory(first.id) : openItem(first.version));
}
window.beginDesk = beginDesk;

function readName() {
  try { return localStorage.getItem("mtcheck:who") || ""; } catch { return ""; }
}
$("who").addEventListener("change", () => {
  who = $("who").value.trim() || about.who;
  try { localStorage.setItem("mtcheck:who", $("who").value.trim()); } catch { /* it holds for as long as the page is open */ }
});

// ---- the lists

async function look() {
  clearTimeout(polling);
  const open = desk.open && desk.open.id ? desk.open.id : "";
  if (about.stories) {
    const { status, said } = await ask("GET", `v1/stories?open=${open}&who=${encodeURIComponent(who)}`);
    if (status === 200) {
      lists.stories = said.stories;
      meanwhile();
    }
  }
  if (about.quarantine) {
    const { status, said } = await ask("GET", "v1/quarantine");
    if (status === 200) {
      lists.items = said.items;
      lists.items.forEach(overtaken);
    }
  }
  drawLists();
  send();
  clearTimeout(polling);
  polling = setTimeout(look, lists.stories.some((one) => one.there && !one.verdict) || lists.items.some((one) => one.waits) ? BUSY : POLL);
}

function ago(seconds) {
  if (seconds === null) return "";
  for (const [size, unit] of [[86400, "d"], [3600, "h"], [60, "min"]]) if (seconds >= size) return `${Math.floor(seconds / size)} ${unit}`;
  return "now";
}

function drawLists() {
  const judged = { pass: "pass", review: "review", block: "block", "": "…" };
  fill($("stories"), lists.stories, (one) => ({
    name: one.id, title: `${drafts.has(one.id) && drafts.get(one.id).dirty ? "• " : ""}${one.name}`, verdict: one.there ? judged[one.verdict] : "gone",
    rest: [one.verdict ? plural(one.findings, "finding") : "", ago(one.age), one.open.filter((name) => name !== who).map((name) => `open: ${name}`).join(", ")],
    isOpen: Boolean(desk.open && desk.open.id === one.id),
  }));
  fill($("items"), lists.items, (one) => ({
    name: String(one.version), title: `${draftOf(one.version) && draftOf(one.version).dirty ? "• " : ""}${one.title || one.key}`, verdict: one.said ? `${one.said}${one.waits ? " …" : ""}` : one.verdict,
    rest: [one.feed, ago(one.age), one.who], isOpen: Boolean(desk.open && desk.open.version === one.version),
  }));
}

const plural = (number, word) => `${number} ${word}${number === 1 ? "" : "s"}`;

function fill(place, all, face) {
  // Draws a list, and leaves alone the entries that are as they were, so that the focus stays.
  const before = new Map([...place.children].map((made) => [made.dataset.name, made]));
  const faces = all.map(face), stay = new Set(faces.map((one) => one.name));
  for (const [name, gone] of before) if (!stay.has(name)) gone.remove();
  let at = place.firstElementChild;
  for (const { name, title, verdict, rest, isOpen } of faces) {
    const said = JSON.stringify([title, verdict, rest]);
    let made = before.get(name);
    if (!made) {
      made = document.createElement("li");
      made.append(document.createElement("button"));
      made.dataset.name = name;
    }
    if (made.dataset.said !== said) {
      const part = (kind, words) => Object.assign(document.createElement("span"), { className: kind, textContent: words });
      made.dataset.said = said;
      made.firstElementChild.replaceChildren(part("title", title), " ", part(`verdict ${verdict.split(" ")[0]}`, verdict), " ", part("more", rest.filter(Boolean).join(" · ")));
    }
    if (isOpen) made.firstElementChild.setAttribute("aria-current", "true");
    else made.firstElementChild.removeAttribute("aria-current");
    if (made === at) at = at.nextElementSibling;
    else place.insertBefore(made, at);
  }
}

$("stories").addEventListener("click", (event) => { if (event.target.closest("li")) openStory(event.target.closest("li").dataset.name); });
$("items").addEventListener("click", (event) => { if (event.target.closest("li")) openItem(Number(event.target.closest("li").dataset.name)); });
$("nav").addEventListener("keydown", (event) => {
  const entry = event.target.closest("li"), list = entry && entry.parentElement;
  if (!entry || event.altKey || event.ctrlKey || event.metaKey) return;
  const to = { ArrowDown: entry.nextElementSibling, ArrowUp: entry.previousElementSibling }[event.key];
  if (to) to.firstElementChild.focus();
  else if (list === $("items") && /^[rh]$/i.test(event.key)) judge(Number(entry.dataset.name), event.key.toLowerCase() === "r");
  else return;
  event.preventDefault();
});

function stepStory(by) {
  const all = [...lists.stories.map((one) => () => openStory(one.id)), ...lists.items.map((one) => () => openItem(one.version))];
  const names = [...lists.stories.map((one) => one.id), ...lists.items.map((one) => one.version)];
  const at = desk.open ? names.indexOf(desk.open.id || desk.open.version) : -1;
  if (all.length) all[(at + by + all.length) % all.length]();
}

// ---- a story

function put(open) {
  // Shows a draft, with the steps that led to it.
  clearTimeout(timer);
  if (asking) asking.abort();
  if (desk.open) desk.open.steps = editor.story;
  desk.open = open;
  Object.assign(state, { summary: null, checked: null });
  editor.open(open.steps);
  $("save").hidden = false;
  $("log").hidden = false;
  $("as").hidden = true;
  $("judge").hidden = Boolean(open.id);
  $("original").hidden = !open.source;
  $("source").textContent = open.source || "";
  document.body.classList.toggle("of-feed", !open.id);
  document.body.classList.toggle("with-source", Boolean(open.source));
  document.title = `${open.name} – mtcheck`;
  draw();
  mark();
  check();
}

function draft(said) {
  // What the server says of a story or an item, as it is worked on here.
  const left = said.decided.filter((one) => ["rejected", "fine", "not-here"].includes(one.action)).map((one) => one.fingerprint);
  return { ...said, saved: said.text, dirty: false, steps: editor.fresh(said.text, left) };
}

async function openStory(id) {
  if (!drafts.has(id)) {
    const { status, said } = await ask("GET", `v1/stories/${id}`);
    if (status !== 200) return tell(said.error);
    drafts.set(id, draft(said));
  }
  put(drafts.get(id));
  editor.focus();
  look();
}

desk.address = () => (desk.open && desk.open.id ? `v1/stories/${desk.open.id}/check` : "v1/check");
desk.asked = (story) => (desk.open && desk.open.id ? { text: story } : { text: story, format: desk.open ? "text" : $("format").value });
desk.changed = mark;

function mark() {
  // Whether what is open is another text than its file, or its feed, has.
  const held = desk.open;
  if (!held) return;
  const before = held.dirty;
  held.dirty = editor.text !== held.saved;
  $("save").disabled = !held.dirty;
  if (before === held.dirty) return;
  drawLists();
  if (held.version) drawHeld();
}

let saving = false;
desk.save = async () => {
  const held = desk.open;
  if (!held || !held.dirty || saving) return;
  if (held.version) return judge(held.version, held.said === "released");
  saving = true;
  const story = editor.text;
  const { status, said } = await ask("PUT", `v1/stories/${held.id}`, { text: story, who }, { headers: { "If-Match": `"${held.etag}"` } });
  saving = false;
  if (status === 412) return conflict(held, said.error);
  if (status !== 200) return tell(said.error), say(said.error);
  Object.assign(held, { etag: said.etag, saved: story, changed: said.changed });
  if (desk.open === held) mark();
  say("Saved.");
  look();
};
$("save").addEventListener("click", () => desk.save());

function conflict(held, sentence) {
  const dialog = $("conflict");
  $("conflict-what").textContent = sentence;
  dialog.returnValue = "no";
  dialog.onclose = () => (dialog.returnValue === "theirs" ? theirs(held) : editor.focus());
  dialog.showModal();
}

async function theirs(held) {
  // Takes what stands in the file now; what was on the page is one Undo away.
  const { status, said } = await ask("GET", held.version ? `v1/quarantine/${held.version}` : `v1/stories/${held.id}`);
  if (status !== 200) return tell(said.error);
  Object.assign(held, held.version ? { ...said, id: "" } : { etag: said.etag, changed: said.changed }, { saved: said.text });
  if (desk.open !== held) return;
  editor.replace(said.text);
  if (held.version) drawHeld();
  say(`This is what stands in the ${held.version ? "feed" : "file"} now.`);
  check();
  editor.focus();
}

function meanwhile() {
  // A file that somebody else has changed is shown anew where nothing was written here, and named where something was.
  const held = desk.open, listed = held && held.id && lists.stories.find((one) => one.id === held.id);
  if (!listed || !listed.there || saving || listed.changed === held.changed) return;
  if (!held.dirty) return void theirs(held);
  held.changed = listed.changed; // said once
  conflict(held, `${held.name} was changed by somebody else meanwhile. What you have written is on this page alone.`);
}

function overtaken(listed) {
  // An item of which somebody else has said something is shown anew, where nothing was written here.
  const held = draftOf(listed.version);
  if (!held || held.dirty || judging || held.etag === listed.etag) return;
  if (held === desk.open) theirs(held);
  else drafts.delete(`item ${listed.version}`);
}

addEventListener("beforeunload", (event) => {
  if (unsent.length || [...drafts.values()].some((one) => one.dirty)) event.preventDefault();
});

// ---- decisions

const addressOf = (open) => (open.version ? `v1/quarantine/${open.version}` : `v1/stories/${open.id}`);
desk.keep = (said) => hand(said, false);
desk.takeBack = (said) => hand(said, true);

function hand(said, back) {
  // `said`: decisions, or one with a side effect: a place that is fine, a rule that is not wanted.
  if (!desk.open) return;
  const address = addressOf(desk.open);
  unsent.push(said.side ? { address: `${address}/${said.side}`, body: { ...said.body, back } } : { address: `${address}/decisions`, body: { decisions: back ? said.map((one) => ({ ...one, action: "undone" })) : said } });
  send();
}

async function send() {
  // Hands in what was decided, in order; what the server does not take now is tried again with the next look.
  if (sending) return;
  sending = true;
  while (unsent.length) {
    const { status, said } = await ask("POST", unsent[0].address, { ...unsent[0].body, who });
    desk.late = status === 0 || status === 401 || status >= 500;
    if (desk.late) break;
    const side = unsent.shift().body;
    if (status !== 200) { tell(said.error); say(said.error); }
    else if ("back" in side) {
      if (said.profile) say(`${side.decision.rule} is ${side.back ? "on again" : "off"} in ${said.profile}.`);
      check();
    }
  }
  sending = false;
  draw();
}

function answered(dialog, then) {
  dialog.returnValue = "no";
  dialog.onclose = () => {
    editor.focus();
    if (dialog.returnValue === "yes") then();
  };
  dialog.showModal();
}

desk.fine = (one) => {
  if (!one || !desk.open || !desk.open.id) return;
  $("reason-what").textContent = `“${one.text.trim().slice(0, 200)}”: ${one.message}`;
  $("reason-words").value = "";
  answered($("reason"), () => {
    const reason = $("reason-words").value.trim();
    if (!reason) return;
    leave(one, { side: "fine", body: { decision: decision(one, "fine"), reason } }, [one], "Marked as fine.");
  });
};

desk.never = (one) => {
  if (!one || !desk.open || !desk.open.id) return;
  $("never-what").textContent = `${one.rule} will not be looked for any more, in any story under the same profile. Undo turns it on again.`;
  answered($("never"), () => {
    leave(one, { side: "not-here", body: { decision: decision(one, "not-here") } }, shown().filter((other) => other.rule === one.rule));
  });
};

$("log").addEventListener("click", async () => {
  const { status, said } = await ask("GET", `${addressOf(desk.open)}/history`);
  if (status !== 200) return tell(said.error);
  const entries = said.history.map((one) => {
    const made = document.createElement("li"), what = { accepted: "accepted", rejected: "left", "own-words": "own words", fine: "fine", "not-here": "not in this newsroom", undone: "taken back" }[one.action];
    const words = one.written && one.action !== "undone" ? `“${one.text.trim()}” → “${one.written.trim()}”` : `“${one.text.trim()}”`;
    made.textContent = `${new Date(one.at).toLocaleString()}, ${one.who || "somebody"}: ${what}. ${words} (${one.rule}${one.reason ? `; ${one.reason}` : ""})`;
    made.title = one.rules;
    return made;
  });
  $("history-list").replaceChildren(...(entries.length ? entries : [Object.assign(document.createElement("li"), { textContent: "Nothing yet." })]));
  $("history").showModal();
});

// ---- the quarantine

const draftOf = (version) => drafts.get(`item ${version}`);

async function openItem(version) {
  if (!draftOf(version)) {
    const { status, said } = await ask("GET", `v1/quarantine/${version}`);
    if (status !== 200) return tell(said.error);
    drafts.set(`item ${version}`, draft({ ...said, id: "", name: said.title || said.key }));
  }
  put(draftOf(version));
  drawHeld();
  editor.focus();
  look();
}

function drawHeld() {
  const one = desk.open;
  const said = one.said ? `${one.said === "released" ? "Released" : "Held"}${one.who ? ` by ${one.who}` : ""}${one.edited ? ", with changes" : ""}. ` : "";
  $("held-why").textContent = `${said}${one.verdict}: ${one.reason}`;
  $("release").disabled = one.said === "released" && !one.dirty;
  $("hold").disabled = one.said === "held" && !one.dirty;
}

let judging = false;
async function judge(version, released) {
  // Lets an item out or holds it. What was changed on the page goes along.
  if (judging) return;
  const draft = draftOf(version), isOpen = draft && desk.open === draft, story = isOpen ? editor.text : draft && draft.steps.doc.toString();
  const changes = draft && draft.dirty ? { text: story } : {};
  judging = true;
  const { status, said } = await ask("POST", `v1/quarantine/${version}`, { released, who, ...changes }, draft ? { headers: { "If-Match": `"${draft.etag}"` } } : {});
  judging = false;
  if (status === 412 && isOpen) return conflict(draft, said.error);
  if (status !== 200) return tell(said.error), say(said.error);
  lists.items = lists.items.map((one) => (one.version === version ? { ...one, ...said } : one));
  if (draft) Object.assign(draft, said, { saved: draft.dirty ? story : draft.saved });
  if (isOpen) {
    mark();
    drawHeld();
  }
  drawLists();
  say(released ? `Released${changes.text ? " with your changes" : ""}; it goes out with the watcher's next round.` : `Held${changes.text ? "; your changes are kept" : ""}.`);
  clearTimeout(polling);
  polling = setTimeout(look, BUSY);
}
const judgeOpen = (released) => { if (desk.open && desk.open.version) judge(desk.open.version, released); };
$("release").addEventListener("click", () => judgeOpen(true));
$("hold").addEventListener("click", () => judgeOpen(false));

desk.keys = {
  KeyF: () => desk.fine(current()), KeyN: () => desk.never(current()), PageDown: () => stepStory(1), PageUp: () => stepStory(-1),
  KeyR: () => judgeOpen(true), KeyH: () => judgeOpen(false),
};
