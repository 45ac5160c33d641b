// Undo and redo across the session: what each edit replaced, kept in the tab.

const KEY = "desk-history";
const MOST = 500;

const load = () => {
  try {
    return JSON.parse(sessionStorage.getItem(KEY)) ?? { done: [], undone: [] };
  } catch {
    return { done: [], undone: [] };
  }
};
const state = load();
const listeners = new Set();

const changed = () => {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(state));
  } catch { /* kept until the page is left */ }
  for (const listener of listeners) listener();
};

/** Note an edit: {slug, kind, number, …} with what is needed to take it back and to do it again. */
export function note(edit) {
  state.done.push(edit);
  state.done.splice(0, Math.max(0, state.done.length - MOST));
  state.undone = [];
  changed();
}

export const lastDone = () => state.done.at(-1);
export const lastUndone = () => state.undone.at(-1);

/** The last edit was taken back; `kept` is false where that is no longer possible, so that it is forgotten. */
export function takenBack(edit, kept = true) {
  state.done = state.done.filter((other) => other !== edit);
  if (kept) state.undone.push(edit);
  changed();
}

/** The last edit that was taken back was done again. */
export function doneAgain(edit, kept = true) {
  state.undone = state.undone.filter((other) => other !== edit);
  if (kept) state.done.push(edit);
  changed();
}

export const onHistory = (listener) => listeners.add(listener);
