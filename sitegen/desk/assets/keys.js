// All keys, in one place: what is pressed, and what the help says of it.

import { button, key, make, openDialog } from "./dom.js";
import { t } from "./messages.js";

/** What each key does, by the name of the action. `…` stands for a digit. */
export const KEYS = {
  save: "Ctrl+Enter", accept: "Alt+Enter", need: "Alt+N", next: "Alt+↓", previous: "Alt+↑", undo: "Alt+Z", redo: "Alt+Shift+Z",
  term: "Alt+1…9", match: "Alt+Shift+1…9", translate: "Alt+R", machine: "Alt+M", copy: "Alt+O", concordance: "Alt+K", addTerm: "Alt+G",
  split: "Alt+X", join: "Alt+J", fields: "Alt+I", release: "Alt+P", list: "Alt+L",
};

const GROUPS = {
  writing: ["save", "accept", "need", "next", "previous", "undo", "redo"],
  help: ["term", "match", "translate", "machine", "copy", "concordance", "addTerm"],
  story: ["split", "join", "fields", "release", "list"],
};
const LIST = { search: ["/"], move: ["j", "k"], open: ["Enter"], keys: ["?", "F1"] };
const CODES = { Enter: "Enter", "↓": "ArrowDown", "↑": "ArrowUp" };

function matches(event, keys) {
  const parts = keys.split("+");
  const last = parts.at(-1);
  const held = { altKey: parts.includes("Alt"), shiftKey: parts.includes("Shift"), ctrlKey: parts.includes("Ctrl") };
  // Command stands for Ctrl where keyboards have it.
  if (event.altKey !== held.altKey || event.shiftKey !== held.shiftKey || (event.ctrlKey || event.metaKey) !== held.ctrlKey) return false;
  return last.endsWith("…9") ? /^(Digit|Numpad)[1-9]$/.test(event.code) : [CODES[last] ?? `Key${last}`, last === "Enter" && "NumpadEnter"].includes(event.code);
}

/** Return the name of the action that an event asks for, and the digit if it has one. */
export function actionOf(event) {
  const action = Object.keys(KEYS).find((name) => matches(event, KEYS[name]));
  return { action, digit: /\d$/.test(event.code) ? Number(event.code.at(-1)) : null };
}

/** Return a button for an action, which shows its key. */
export function actionButton(action, run, { label, ...properties } = {}) {
  const made = button(label ?? t(`action.${action}`), run, { "aria-keyshortcuts": KEYS[action]?.replace("↓", "ArrowDown").replace("↑", "ArrowUp"), ...properties });
  if (KEYS[action]) made.append(" ", key(KEYS[action]));
  return made;
}

/** Show all keys. */
export function openKeys() {
  const row = (keys, words) => make("div", {}, make("dt", {}, keys.map((one) => key(one))), make("dd", {}, words));
  const groups = Object.entries(GROUPS).map(([name, actions]) => make("section", {},
    make("h3", {}, t(`keys.${name}`)), make("dl", {}, actions.map((action) => row([KEYS[action]], t(`keys.action.${action}`))))));
  groups.at(-1).lastChild.append(row(["Esc"], t("keys.back")));
  const list = make("section", {}, make("h3", {}, t("keys.list")), make("dl", {}, Object.entries(LIST).map(([name, keys]) => row(keys, t(`keys.list.${name}`)))));
  openDialog(t("keys.title"), t("close"), [make("div", { className: "key-list" }, ...groups, list), make("p", { className: "aside" }, t("keys.note"))], { className: "wide" });
}
