// The story as it is edited, on CodeMirror: its text, the findings that stand in it, those that were left alone, and the steps back.
// `makeEditor` is the way in. Findings have places in UTF-16 units, as strings here do, and move along when the text before them changes.
"use strict";

const makeEditor = (() => {
  const { Decoration, EditorState, EditorView, Prec, StateEffect, StateField } = CodeMirror;
  const nonce = document.currentScript.nonce; // the policy of the page lets in no other styles that a script makes
  const BURST = 700; // milliseconds; keys that follow one another closer are one step back
  const GRAVITY = { critical: "error", major: "warning", minor: "info", neutral: "hint" };

  const found = StateEffect.define(); // the findings of a check
  const chosen = StateEffect.define(); // the name of a finding
  const leave = StateEffect.define(); // {names, back}: findings that are left as they are; with `back` they are not, after all
  const decide = StateEffect.define(); // {said, back}: what is decided in a step; with `back` it is taken back

  const findings = StateField.define({
    create: () => [],
    update(all, change) {
      if (change.docChanged) all = moved(all, change.changes);
      for (const effect of change.effects) if (effect.is(found)) all = effect.value;
      return all;
    },
  });
  const left = StateField.define({
    create: () => new Set(),
    update(names, change) {
      for (const effect of change.effects) {
        if (!effect.is(leave)) continue;
        names = new Set(names);
        for (const name of effect.value.names) effect.value.back ? names.delete(name) : names.add(name);
      }
      return names;
    },
  });
  const choice = StateField.define({
    create: () => "",
    update: (name, change) => change.effects.reduce((name, effect) => (effect.is(chosen) ? effect.value : name), name),
  });
  const outline = EditorView.decorations.compute([findings, choice], (state) => {
    const one = state.field(findings).find((other) => other.name === state.field(choice));
    return one && one.end > one.start ? Decoration.set(Decoration.mark({ class: "chosen" }).range(one.start, one.end)) : Decoration.none;
  });

  function moved(all, changes) {
    // Findings behind a change move along; those that it touches are gone until the next check.
    const touched = [];
    changes.iterChangedRanges((from, to) => touched.push([from, to]));
    const first = touched.length ? touched[0][0] : Infinity, safe = (one) => touched.every(([from, to]) => one.end <= from || one.start >= to);
    const shift = (one) => (one.end < first ? one : { ...one, start: changes.mapPos(one.start, 1), end: changes.mapPos(one.end, one.end > one.start ? -1 : 1) });
    return all
      .filter((one) => safe(one) && one.repairs.every((repair) => repair.edits.every(safe)))
      .map((one) => ({ ...shift(one), repairs: one.repairs.map((repair) => ({ ...repair, edits: repair.edits.map(shift) })) }));
  }

  /**
   * An editor in `parent`. `on`: what it calls: `changed(isText)` when the text or the findings are others, `said(said, back)` when something is
   * decided or taken back, `clicked(at)`, and `actions(finding)` for the buttons of a finding's tooltip.
   */
  return (parent, { label, hint, on }) => {
    const view = new EditorView({ parent, state: fresh("") });
    let marked = "", held = { doc: null, text: "" };

    function fresh(text, names = []) {
      // A story that nothing was done to yet.
      return EditorState.create({
        doc: text,
        extensions: [
          findings, left.init(() => new Set(names)), choice, outline, CodeMirror.linter(null),
          CodeMirror.history({ newGroupDelay: BURST }),
          CodeMirror.invertedEffects.of((step) => step.effects.filter((one) => one.is(leave) || one.is(decide)).map((one) => (one.is(leave) ? leave : decide).of({ ...one.value, back: !one.value.back }))),
          CodeMirror.keymap.of([{ key: "Enter", run: CodeMirror.insertNewline, shift: CodeMirror.insertNewline }, ...CodeMirror.standardKeymap, ...CodeMirror.historyKeymap]),
          CodeMirror.highlightSpecialChars(), EditorView.lineWrapping, CodeMirror.placeholder(hint),
          EditorView.cspNonce.of(nonce),
          EditorView.contentAttributes.of({ id: "text", "aria-label": label, spellcheck: "false" }),
          EditorView.updateListener.of(seen),
          EditorView.domEventHandlers({ click: (event, view) => on.clicked(view.state.selection.main) }),
        ],
      });
    }

    function seen(update) {
      for (const step of update.transactions) for (const effect of step.effects) if (effect.is(decide)) on.said(effect.value.said, effect.value.back);
      const other = [findings, left].some((field) => update.startState.field(field) !== update.state.field(field));
      if (other) mark(update.transactions.some((step) => step.effects.some((effect) => effect.is(found))));
      if (other || update.docChanged) on.changed(update.docChanged);
    }

    function mark(anew) {
      // Hands the findings to the linter where they are, or may be, others than those that it has; it moves its marks by itself.
      const all = shown(), names = all.map((one) => `${one.name} ${one.severity} ${one.end - one.start}`).join();
      if (names === marked && !anew) return;
      marked = names;
      view.dispatch(CodeMirror.setDiagnostics(view.state, all.map((one) => ({
        from: one.start, to: one.end, severity: GRAVITY[one.severity], markClass: `finding ${one.severity}`, message: one.message, actions: on.actions(one),
      }))));
    }

    const shown = () => view.state.field(findings).filter((one) => !view.state.field(left).has(one.name));
    const whole = (step) => ({ ...step, annotations: CodeMirror.isolateHistory.of("full") });

    return {
      view, fresh, shown,
      get text() {
        if (held.doc !== view.state.doc) held = { doc: view.state.doc, text: view.state.doc.toString() };
        return held.text;
      },
      get selection() { return view.state.selection.main; },
      get found() { return view.state.field(findings); },
      get left() { return view.state.field(left); },
      get chosen() { return view.state.field(choice); },
      get canUndo() { return CodeMirror.undoDepth(view.state) > 0; },
      get canRedo() { return CodeMirror.redoDepth(view.state) > 0; },
      undo: () => CodeMirror.undo(view),
      redo: () => CodeMirror.redo(view),
      focus: () => view.focus(),
      /** What is open, to be opened again, with its steps. */
      get story() { return view.state; },
      open(story) {
        view.setState(story);
        mark(true);
        view.scrollDOM.scrollTop = 0;
      },
      find(all) { view.dispatch({ effects: found.of(all) }); },
      choose(name) { view.dispatch({ effects: chosen.of(name) }); },
      /** Selects a range and shows it. `name`: of the finding that is chosen with it. */
      reveal(start, end, name = this.chosen) {
        view.dispatch({ selection: { anchor: start, head: end }, effects: [EditorView.scrollIntoView(start, { yMargin: 80 }), chosen.of(name)] });
      },
      /** One step: edits carried out, and what is decided by them. */
      write(edits, said) {
        const first = Math.min(...edits.map((edit) => edit.start));
        view.dispatch(whole({
          changes: edits.map((edit) => ({ from: edit.start, to: edit.end, insert: edit.text })), selection: { anchor: first }, effects: said ? [decide.of({ said, back: false })] : [],
        }));
      },
      /** One step: findings left as they are, and what is decided by it. */
      leave(names, said) { view.dispatch(whole({ effects: [leave.of({ names, back: false }), decide.of({ said, back: false })] })); },
      /** One step to another text; what both have in common stays, and so do the marks in it. */
      replace(text) {
        const before = this.text, most = Math.min(before.length, text.length);
        let head = 0, tail = 0;
        while (head < most && before[head] === text[head]) head++;
        while (tail < most - head && before[before.length - 1 - tail] === text[text.length - 1 - tail]) tail++;
        view.dispatch(whole({ changes: { from: head, to: before.length - tail, insert: text.slice(head, text.length - tail) }, selection: { anchor: 0 } }));
      },
    };
  };
})();
