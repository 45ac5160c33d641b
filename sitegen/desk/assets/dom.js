// Elements, made without markup: whatever comes from a file goes in as text.

/** Return an element; what is no property of it becomes an attribute, and children that are missing are left out. */
export function make(name, properties = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (value === undefined || value === null) continue;
    if (key in element) element[key] = value;
    else if (value !== false) element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.flat(2).filter((child) => child !== undefined && child !== null && child !== false && child !== ""));
  return element;
}

/** Return a button. One that leaves the text in hand focused (`keeps`) spares touch keyboards from coming and going. */
export function button(label, onclick, { keeps = false, ...properties } = {}) {
  const made = make("button", { type: "button", onclick, ...properties }, label);
  if (keeps) made.addEventListener("pointerdown", (event) => event.preventDefault());
  if (keeps) made.addEventListener("mousedown", (event) => event.preventDefault());
  return made;
}

/** Return a key as it is shown; `Alt+N` becomes two. */
export const key = (keys) =>
  make("span", { className: "keys" }, keys.split("+").map((name, at) => [at ? "+" : "", make("kbd", {}, name)]));

const say = (id, text) => {
  const region = document.getElementById(id);
  region.textContent = ""; // so that the same words are said again
  setTimeout(() => (region.textContent = text), 50);
};

/** Tell screen readers of something that went well. */
export const announce = (text) => say("said", text);

/** Show everybody, and tell screen readers at once, what went wrong. */
export function warn(text) {
  say("warned", text);
  toast(text, "trouble");
}

/** Show a line for a while, at the lower edge. */
export function toast(text, className = "") {
  document.querySelector(".toast")?.remove();
  const line = make("div", { className: `toast ${className}` }, text);
  document.body.append(line);
  setTimeout(() => line.remove(), 6000);
}

/**
 * Open a modal dialog with a heading, which is removed when it is closed; the focus goes back to where it was.
 * `mayClose` is asked first when a person closes it; Ctrl+Enter does what Enter does in a field of one line.
 */
export function openDialog(title, closeLabel, content, { className = "", mayClose = () => true } = {}) {
  const before = document.activeElement;
  const heading = make("h2", { id: "dialog-title", tabIndex: -1 }, title);
  const dialog = make("dialog", { className, "aria-labelledby": "dialog-title" });
  const head = make("div", { className: "dialog-head" }, heading, button("×", () => mayClose() && dialog.close(), { className: "close", ariaLabel: closeLabel }));
  dialog.append(head, ...[content].flat());
  dialog.addEventListener("cancel", (event) => mayClose() || event.preventDefault());
  dialog.addEventListener("keydown", (event) => {
    const submit = event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.form?.querySelector("[type=submit]");
    if (!submit) return;
    event.preventDefault();
    submit.click();
  });
  dialog.addEventListener("close", () => {
    dialog.remove();
    if (document.activeElement !== document.body) return;
    // What had the focus may have been made anew meanwhile.
    (before?.isConnected ? before : document.getElementById(before?.id) ?? document.getElementById("desk")).focus();
  });
  document.body.append(dialog);
  dialog.showModal();
  (dialog.querySelector("[autofocus]") ?? heading).focus();
  return dialog;
}
