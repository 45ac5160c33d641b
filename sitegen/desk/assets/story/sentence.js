// One sentence of a story: the original, the translation as it is typed, and what becomes of it.

import { ask, Refused, unitPath, Unreachable } from "../api.js";
import { marked, shownDifferences } from "./differences.js";
import { announce, button, make, warn } from "../dom.js";
import * as drafts from "../drafts.js";
import * as history from "./history.js";
import { languageName, t } from "../messages.js";

const EDITED = new Set(["title", "caption", "sentence", "related"]);

/** Is the unit one that a person translates? */
export const isEdited = (unit) => EDITED.has(unit.kind);

/** Does the unit wait for a person? */
export const needsWork = (unit) =>
  isEdited(unit) && (unit.stale || (!unit.person && (unit.issues.length > 0 || ["rough", "poor"].includes(unit.level))));

const oneLine = (text) => text.replace(/\s*[\r\n\u2028\u2029]+\s*/g, " ");

/** A row of the story, the `place`th sentence of its body. `owner` is told of what happens: changed(row), entered(row), left(row), grown(row), gone(row). */
export class Sentence {
  #queue = Promise.resolve();
  #words = { source: [], target: [] };

  constructor(unit, { slug, languages, owner, place }) {
    Object.assign(this, { unit, slug, owner, place, conflict: null, waiting: false });
    const number = unit.number;
    this.source = make("div", { className: "source text", lang: languages.original, id: `s${number}`, "data-label": unit.kind === "caption" ? this.name : null });
    this.marks = make("div", { className: "marks", ariaHidden: "true" });
    this.state = make("p", { className: "state", id: `u${number}-state` });
    this.clash = make("div", { className: "conflict", hidden: true, role: "group" });
    this.field = make("textarea", {
      className: "typed", id: `t${number}`, rows: 1, lang: languages.translation, spellcheck: true, enterKeyHint: "next", value: unit.target,
      ariaLabel: t("sentence.label", { name: this.name, language: languageName(languages.translation) }),
      "aria-describedby": `s${number} u${number}-state`,
    });
    const target = make("div", { className: "target" }, make("div", { className: "field text" }, this.marks, this.field), this.state, this.clash);
    const label = make("span", { className: "unit-number", ariaHidden: "true" }, place ? String(place) : "");
    this.element = make("li", { className: `unit ${unit.kind}`, id: `u${number}` }, label, this.source, target);
    this.#listen();
    this.show();
  }

  get name() {
    return ["title", "caption"].includes(this.unit.kind) ? t(`sentence.${this.unit.kind}`) : t("sentence.number", { n: this.place });
  }

  get text() {
    return oneLine(this.field.value);
  }

  get dirty() {
    return this.text !== this.unit.target;
  }

  get needsWork() {
    return Boolean(this.conflict) || this.waiting || needsWork(this.unit);
  }

  #listen() {
    this.field.addEventListener("input", () => this.typed());
    this.field.addEventListener("focus", () => this.owner.entered(this));
    this.source.addEventListener("click", () => getSelection().isCollapsed && this.field.focus());
    // A selection in the original goes when the cursor is put into the translation: it is remembered.
    this.source.addEventListener("pointerup", () => (this.chosen = getSelection().toString()));
    this.element.addEventListener("focusout", (event) => {
      if (!this.element.contains(event.relatedTarget)) this.owner.left(this);
    });
  }

  /** The words that are selected in each text. */
  selectedWords() {
    const { selectionStart, selectionEnd, value } = this.field;
    const selection = getSelection();
    const inSource = selection.rangeCount && this.source.contains(selection.getRangeAt(0).commonAncestorContainer);
    return { source: ((inSource && selection.toString()) || this.chosen || "").trim(), target: value.slice(selectionStart, selectionEnd).trim() };
  }

  /** The word of the translation in which the cursor is. */
  wordAtCursor() {
    const { selectionStart: at, value } = this.field;
    return /[\p{L}\p{N}'’-]*$/u.exec(value.slice(0, at))[0] + /^[\p{L}\p{N}'’-]*/u.exec(value.slice(at))[0];
  }

  /** Put words where the cursor is. */
  insert(words) {
    this.field.focus();
    const { selectionStart: start, selectionEnd: end, value } = this.field;
    const before = start > 0 && !/[\s(“"'‘-]$/.test(value.slice(0, start)) ? " " : "";
    const after = end < value.length && !/^[\s.,;:!?)”"'’-]/.test(value.slice(end)) ? " " : "";
    this.#replace(before + words + after);
  }

  /** Put another text in place of the whole; typing can still be taken back. */
  replace(text) {
    this.field.focus();
    this.field.select();
    this.#replace(text);
  }

  #replace(text) {
    // The old command is the only way that the browser's own undo of typing knows of.
    if (!document.execCommand("insertText", false, text)) {
      this.field.setRangeText(text, this.field.selectionStart, this.field.selectionEnd, "end");
      this.typed();
    }
  }

  typed() {
    const kept = this.dirty ? drafts.keep(this.slug, this.unit, this.text) : drafts.drop(this.slug, this.unit.number);
    if (kept === false) warn(t("draft.notKept"));
    this.error = "";
    this.show();
    this.owner.changed(this, true);
  }

  /** Show an unsaved text from before, and what it was typed against. */
  offer(draft) {
    const file = this.unit;
    this.field.value = draft.target;
    this.offered = draft.at;
    if (draft.base === file.target) drafts.keep(this.slug, file, draft.target);
    else {
      this.unit = { ...file, target: draft.base, seen: draft.seen };
      this.#showConflict(file);
    }
    this.show();
  }

  /** Show the unit as the file has it. Typed text stays, and meets it when it is saved. */
  update(unit) {
    if (this.dirty || this.conflict) return;
    this.unit = unit;
    this.field.value = unit.target;
    this.show();
    this.owner.changed(this, false);
  }

  /** Save what was typed; true if nothing is left unsaved. */
  save({ keepalive = false } = {}) {
    return this.#then(async () => {
      if (this.conflict) return false;
      if (!this.dirty) {
        drafts.drop(this.slug, this.unit.number, this.text);
        return true;
      }
      return this.#send("", { target: this.text }, "edit", { keepalive });
    });
  }

  /** The sentence as it stands is a person's from now on. */
  accept() {
    return this.#then(() => {
      if (this.conflict) return false;
      if (this.dirty) return this.#send("", { target: this.text }, "edit");
      return this.unit.person && !this.unit.stale ? true : this.#send("/accept", {}, "accept");
    });
  }

  /** Bring the machine's sentence back. */
  machine() {
    return this.#then(() => this.#send("", { target: null, machine: true }, "edit"));
  }

  /** The machine's sentence is accepted again, or, with the `doubts` about it from before, not after all. */
  acceptAgain(doubts = null) {
    return this.#then(() => (doubts ? this.#send("/accept", doubts, null, { method: "DELETE" }) : this.#send("/accept", {})));
  }

  /** Write a text that is not in the field: undo, redo, and the choice after a conflict. */
  write(body, seen = this.unit.seen, kind = null) {
    return this.#then(() => this.#send("", body, kind, { seen }));
  }

  #then(action) {
    const result = this.#queue.then(action);
    this.#queue = result.catch(() => false);
    return this.#queue;
  }

  async #send(rest, body, kind = null, { method = "PUT", seen = this.unit.seen, keepalive = false } = {}) {
    const before = this.unit;
    const sent = this.text;
    this.busy = true;
    this.show();
    try {
      const unit = await ask(method, unitPath(this.slug, before.number, rest), { ...body, seen }, { keepalive });
      if (kind) this.#note(kind, before, unit);
      this.#written(unit, sent, "target" in body || rest === "/accept");
      announce(t("saved.said", { name: this.name }));
      return !this.dirty;
    } catch (error) {
      this.#failed(error);
      return false;
    } finally {
      this.busy = false;
      this.show();
      this.owner.changed(this, false);
    }
  }

  #note(kind, before, after) {
    if (before.target === after.target && before.person === after.person) return;
    const machines = before.person ? after : before;
    history.note({
      kind, slug: this.slug, number: before.number, source: before.source,
      before: before.target, after: after.target, accepted: after.person,
      doubts: { flags: [...new Set(machines.issues.map((issue) => issue.kind))], confidence: machines.confidence ?? null },
    });
  }

  #written(unit, sent, replaces) {
    const typedOn = this.text !== sent;
    this.error = "";
    this.unit = unit;
    Object.assign(this, { conflict: null, waiting: false, offered: "" });
    if (typedOn && replaces) drafts.keep(this.slug, unit, this.text);
    else {
      this.field.value = unit.target;
      drafts.drop(this.slug, unit.number);
    }
  }

  #failed(error) {
    if (error instanceof Unreachable) {
      if (!this.waiting) warn(t("server.gone"));
      this.waiting = true;
    } else if (error instanceof Refused && error.status === 409 && error.body.unit) this.#showConflict(error.body.unit);
    else if (error instanceof Refused && error.status === 404) this.owner.gone(this);
    else {
      this.error = error.message;
      warn(`${this.name}: ${error.message}`);
    }
  }

  #showConflict(theirs) {
    const mine = this.text;
    if (theirs.target === mine) {
      this.#written(theirs, mine, true);
      return;
    }
    this.conflict = theirs;
    this.source.replaceChildren(...marked(theirs.source, []));
    const choice = (label, parts, action, words) => make("div", { className: "choice" },
      make("h4", {}, label), make("p", { lang: this.field.lang }, parts), button(words, action));
    this.clash.ariaLabel = t("conflict.title");
    this.clash.replaceChildren(
      make("p", { className: "conflict-title" }, t("conflict.title")),
      choice(t("conflict.mine"), [mine], () => this.#keepMine(theirs), t("conflict.keepMine")),
      choice(t("conflict.theirs"), shownDifferences(mine, theirs.target), () => this.#takeTheirs(theirs), t("conflict.takeTheirs")),
    );
    warn(`${this.name}: ${t("conflict.title")}`);
    this.show();
    this.owner.grown(this);
  }

  async #keepMine(theirs) {
    const mine = this.text;
    this.conflict = null;
    this.unit = theirs;
    this.field.focus();
    await this.write({ target: mine }, theirs.seen, "edit");
  }

  #takeTheirs(theirs) {
    this.conflict = null;
    this.unit = theirs;
    this.field.value = theirs.target;
    this.offered = "";
    drafts.drop(this.slug, theirs.number);
    this.field.focus();
    this.show();
    this.owner.changed(this, false);
  }

  /** Show which words are in doubt: those of the unit, or of the last check. */
  markWords(issues) {
    const all = (key) => issues.flatMap((issue) => issue[key] ?? []);
    this.#words = { source: all("source_words"), target: all("target_words") };
    this.source.replaceChildren(...marked((this.conflict ?? this.unit).source, this.#words.source));
    this.marks.replaceChildren(...marked(this.field.value, this.#words.target), "\u200b");
  }

  #badge() {
    const unit = this.unit;
    if (this.busy) return ["saving", "…", t("state.saving")];
    if (this.error) return ["trouble", "!", this.error];
    if (this.conflict) return ["trouble", "≠", t("state.conflict")];
    if (this.waiting) return ["trouble", "!", t("state.waiting")];
    if (this.dirty) return ["unsaved", "•", this.offered ? t("state.offered") : t("state.unsaved")];
    if (unit.stale) return ["stale", "≠", t("state.stale")];
    if (unit.person) return ["person", "✓", t("state.person")];
    if (unit.level === "poor") return ["poor", "!", t("state.poor")];
    if (unit.issues.length || unit.level === "rough") return ["rough", "?", t("state.rough")];
    return ["good", "", t("state.machine")];
  }

  show() {
    const [kind, sign, words] = this.#badge();
    this.element.dataset.state = kind;
    this.state.replaceChildren(make("span", { className: "sign", ariaHidden: "true" }, sign), words);
    this.clash.hidden = !this.conflict;
    if (!this.conflict) this.clash.replaceChildren();
    this.markWords(this.shownIssues ?? this.unit.issues);
  }
}
