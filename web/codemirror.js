// What the page takes of CodeMirror; the bundle gives it as the global `CodeMirror`.
export { history, historyKeymap, insertNewline, invertedEffects, isolateHistory, redo, redoDepth, standardKeymap, undo, undoDepth } from "@codemirror/commands";
export { linter, setDiagnostics } from "@codemirror/lint";
export { EditorState, Prec, StateEffect, StateField, Transaction } from "@codemirror/state";
export { Decoration, EditorView, highlightSpecialChars, keymap, placeholder } from "@codemirror/view";
