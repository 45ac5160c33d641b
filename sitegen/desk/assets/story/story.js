// One story: both texts side by side, and what is done in it.

import { ask, Refused, storyPath } from "../api.js";
import { announce, button, key, make, toast, warn } from "../dom.js";
import * as drafts from "../drafts.js";
import { openFields } from "./fields.js";
import * as history from "./history.js";
import { actionButton, actionOf } from "../keys.js";
import { listAddress } from "../list.js";
import { day, languageName, t, tn } from "../messages.js";
import { Offers } from "./offers.js";
import { Panel } from "./panel.js";
import { heldBack, openRelease } from "./release.js";
import { isEdited, Sentence } from "./sentence.js";
import { canJoin, joinSentences, openSplit } from "./split.js";
import { openTerm } from "./terms.js";
import { takeBack, doAgain } from "./undo.js";

const RETRY = 3000;

export class StoryPage {
  constructor(desk, slug, number) {
    Object.assign(this, { desk, slug, number, rows: [], active: null, gone: this.gone.bind(this) });
    this.panel = new Panel(this);
    history.onHistory(() => this.#showCounts());
  }

  async open() {
    this.desk.replaceChildren(make("p", { className: "waiting" }, t("loading")));
    try {
      this.story = await ask("GET", storyPath(this.slug));
    } catch (error) {
      this.desk.replaceChildren(make("h1", { tabIndex: -1 }, t("story.none")), make("p", {}, error.status ? error.message : t("server.none")),
        make("p", {}, make("a", { href: listAddress() }, t("story.back"))));
      this.desk.querySelector("h1").focus();
      return;
    }
    this.render();
    this.timer = setInterval(() => this.#retry(), RETRY);
    if (this.number === null) this.desk.querySelector("h1").focus({ preventScroll: true });
    else this.goTo(this.number);
  }

  /** Save what is open; the page is left. */
  async leave() {
    clearInterval(this.timer);
    this.panel.stop();
    await Promise.all(this.rows.filter((row) => row.dirty).map((row) => row.save({ keepalive: true })));
  }

  mayBeLost() {
    return !drafts.kept() && this.rows.some((row) => row.dirty);
  }

  render() {
    const { story } = this;
    const title = story.fields?.original?.title || story.units[0]?.source || this.slug;
    document.title = `${title} – ${t("desk.name")}`;
    this.panel.close();
    this.active = null;
    let place = 0;
    this.rows = story.units.filter((unit) => isEdited(unit) && (unit.source || unit.target)).map((unit) => {
      if (!["title", "caption"].includes(unit.kind)) place += 1;
      return new Sentence(unit, { slug: this.slug, languages: story.languages, owner: this, place });
    });
    const byNumber = new Map(this.rows.map((row) => [row.unit.number, row]));
    this.list = make("ol", { className: "units" }, this.#items(byNumber));
    const offers = new Offers(this);
    const hint = make("p", { className: "hint" }, t("story.hint"), " ", key("Alt+N"));
    const sentences = [make("h2", { className: "visually-hidden" }, t("story.sentences")), this.#sides(), this.list, this.#thumbs()];
    this.desk.replaceChildren(this.#head(title), ...(this.#open ? [hint] : []), this.#problems(), offers.element, ...(this.#open ? sentences : []));
    offers.show();
    this.#showCounts();
  }

  // What is not translated stands across both columns; the first sentence of a paragraph keeps a distance.
  #items(byNumber) {
    let block = null;
    return this.story.units.filter((unit) => unit.kind !== "blank" && (unit.source || unit.target)).map((unit) => {
      const row = byNumber.get(unit.number);
      const item = row ? row.element : make("li", { className: "unit fixed" }, make("pre", { lang: this.story.languages.original }, unit.source));
      item.classList.toggle("first", unit.block !== block);
      block = unit.block;
      return item;
    });
  }

  #head(title) {
    const { addresses, languages } = this.story;
    const see = [["original", languageName(languages.original)], ["translation", languageName(languages.translation)], ["parallel", t("story.parallel")]]
      .filter(([kind]) => addresses?.[kind]).map(([kind, words]) => make("a", { href: addresses[kind], target: "sitegen-page" }, words));
    this.counts = make("p", { className: "counts" });
    this.undoButton = actionButton("undo", () => this.undo(), { keeps: true });
    this.redoButton = actionButton("redo", () => this.redo(), { keeps: true });
    this.needButton = actionButton("need", () => this.nextInNeed(), { keeps: true });
    this.releaseButton = actionButton("release", () => openRelease(this));
    return make("header", { className: "story-head" },
      make("p", { className: "crumb" }, make("a", { href: listAddress() }, `← ${t("story.back")}`)),
      // The headline is the first thing to be translated; it need not stand there twice.
      make("h1", { tabIndex: -1, lang: languages.original, className: this.rows[0]?.unit.kind === "title" ? "visually-hidden" : "" }, title),
      make("p", { className: "see" }, see.length ? t("story.see") : "", " ", see.flatMap((link, at) => (at ? [" · ", link] : [link]))),
      this.counts,
      make("div", { className: "tools", role: "group", ariaLabel: t("story.tools") },
        this.#open ? [this.needButton, this.undoButton, this.redoButton] : [], actionButton("fields", () => openFields(this)), this.#open ? this.releaseButton : ""));
  }

  #problems() {
    const { problems = [], translated } = this.story;
    const translate = button(t("story.translate"), () => this.#translate(translate), { className: "primary" });
    return make("section", { className: "closed", hidden: this.#open && !problems.length },
      this.#open ? "" : make("p", {}, make("b", {}, t("story.closed"))), problems.map((problem) => make("p", {}, String(problem.message ?? problem))),
      translated === false && make("p", { className: "buttons" }, translate));
  }

  async #translate(pressed) {
    const busy = make("span", { className: "aside" }, t("translate.busy"));
    pressed.disabled = true;
    pressed.after(busy);
    announce(t("translate.busy"));
    try {
      this.use(await ask("POST", storyPath(this.slug, "/translate")), true);
      this.desk.querySelector("h1").focus({ preventScroll: true });
    } catch (error) {
      warn(error.status ? error.message : t("server.gone"));
      pressed.disabled = false;
      busy.remove();
    }
  }

  /** Can its sentences be edited? */
  get #open() {
    return this.story.open ?? true;
  }

  #sides() {
    const { original, translation } = this.story.languages;
    return make("div", { className: "sides", ariaHidden: "true" }, make("span", {}, languageName(original)), make("span", {}, languageName(translation)));
  }

  // For thumbs: what keys do elsewhere.
  #thumbs() {
    const one = (action, label, run) => button(label, run, { keeps: true, ariaLabel: t(`action.${action}`) });
    return make("div", { className: "thumbs", role: "group", ariaLabel: t("story.tools") },
      one("previous", "↑", () => this.step(-1)), one("next", "↓", () => this.step(1)),
      button(t("thumb.need"), () => this.nextInNeed(), { keeps: true }),
      button(t("thumb.accept"), () => this.accept(), { keeps: true, className: "primary" }),
      one("undo", "↶", () => this.undo()));
  }

  // What the sentences tell.

  entered(row) {
    if (this.active === row) return;
    this.active?.element.classList.remove("active");
    this.active = row;
    row.element.classList.add("active");
    window.history.replaceState(null, "", `#/story/${encodeURIComponent(this.slug)}/${row.unit.number}`);
    this.panel.show(row);
  }

  left(row) {
    row.save();
  }

  changed(row, typed) {
    if (row === this.active) this.panel.changed(typed);
    this.#showCounts();
  }

  /** A row has grown: the sentence in hand stays in view. */
  grown(row) {
    if (this.active && this.active !== row) this.active.element.scrollIntoView({ block: "nearest" });
  }

  gone(row) {
    drafts.keep(this.slug, row.unit, row.text);
    warn(t("sentence.gone"));
    this.refresh(true);
  }

  #showCounts() {
    if (!this.counts?.isConnected) return;
    const waiting = this.rows.filter((row) => row.needsWork).length;
    const own = this.rows.filter((row) => row.unit.person).length;
    const { reviewed } = this.story;
    const held = heldBack(this.story);
    this.counts.replaceChildren(
      ...(this.#open ? [make("b", {}, waiting ? tn("story.waiting", waiting) : t("story.nothingWaits")), " ", t("story.own", { n: own, total: this.rows.length }), " "] : []),
      reviewed?.whole ? t("story.reviewed", { by: reviewed.by ?? "", on: day(reviewed.on) }) : "",
      held && make("span", { className: "trouble" }, " ", t(`publish.${held}`)));
    this.needButton.classList.toggle("primary", waiting > 0);
    this.releaseButton.classList.toggle("primary", !waiting);
    this.undoButton.disabled = !history.lastDone();
    this.redoButton.disabled = !history.lastUndone();
  }

  // What changes on disk.

  /** Files have changed, perhaps this one (`null`: nobody knows which). */
  changedOnDisk(slugs) {
    if (slugs && !slugs.includes(this.slug)) return;
    if (!slugs) this.panel.reload(); // what helps may have been asked for while the server was away
    clearTimeout(this.soon);
    this.soon = setTimeout(() => this.refresh(), 150);
  }

  async refresh(whole = false) {
    const shown = this.rows.map((row) => row.unit);
    try {
      const story = await ask("GET", storyPath(this.slug));
      // The answer may be older than what was saved while it was on its way.
      if (!whole && this.rows.some((row, at) => row.busy || row.unit !== shown[at])) {
        this.changedOnDisk(null);
        return;
      }
      if (!whole && story.version === this.story.version) return;
      this.use(story, whole);
      this.#retry();
    } catch (error) {
      if (error instanceof Refused) warn(error.message);
    }
  }

  /** Show a story as the server gave it; where the sentences are the same, nothing that is typed is touched. */
  use(story, whole = false) {
    const shape = (one) => JSON.stringify(one.units.map((unit) => [unit.number, unit.kind, unit.block, unit.source]));
    const same = !whole && shape(story) === shape(this.story);
    this.story = story;
    if (same) {
      const units = new Map(story.units.map((unit) => [unit.number, unit]));
      for (const row of this.rows) if (!row.busy) row.update(units.get(row.unit.number));
      this.#showCounts();
      return;
    }
    const held = this.active?.element.contains(document.activeElement) ? { ...this.active.unit, at: this.active.field.selectionStart } : null;
    this.render();
    const row = held && (this.rows.find((one) => one.unit.source === held.source) ?? this.rows.find((one) => one.unit.number >= held.number) ?? this.rows.at(-1));
    row?.field.focus();
    if (row) row.field.setSelectionRange(held.at, held.at);
  }

  async #retry() {
    for (const row of this.rows) if (row.waiting && !(await row.save()) && row.waiting) return;
  }

  // Going from sentence to sentence.

  goTo(number) {
    const row = this.rows.find((one) => one.unit.number === number);
    if (row && !row.element.contains(document.activeElement)) this.#focus(row);
  }

  #focus(row) {
    row.field.focus({ preventScroll: true });
    row.element.scrollIntoView({ block: "center", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
  }

  #say(text) {
    announce(text);
    toast(text);
  }

  /** Go on by so many sentences; the one in hand may be `done` with. */
  step(by, done = false) {
    const at = this.rows.indexOf(this.active);
    const row = this.rows[this.active ? at + by : 0];
    if (row) this.#focus(row);
    else this.#say(t(done && !this.rows.some((one) => one !== this.active && one.needsWork && !one.busy) ? "story.nothingWaits" : "story.end"));
  }

  nextInNeed() {
    const at = this.rows.indexOf(this.active);
    const row = [...this.rows.slice(at + 1), ...this.rows.slice(0, at + 1)].find((one) => one !== this.active && one.needsWork);
    if (row) this.#focus(row);
    else {
      this.#say(t("story.nothingWaits"));
      this.releaseButton.focus();
    }
  }

  async accept() {
    const row = this.active;
    if (!row) return;
    this.step(1, true);
    await row.accept();
  }

  undo() {
    return takeBack(this);
  }

  redo() {
    return doAgain(this);
  }

  async #do(action, digit) {
    const row = this.active;
    const actions = {
      save: () => (row?.save(), this.step(1, true)), accept: () => this.accept(), need: () => this.nextInNeed(),
      next: () => this.step(1), previous: () => this.step(-1), undo: () => this.undo(), redo: () => this.redo(),
      fields: () => openFields(this), release: () => openRelease(this), list: () => (location.hash = listAddress()),
      term: () => this.panel.insertTerm(digit), match: () => this.panel.useMatch(digit), concordance: () => this.panel.searchSelection(),
      translate: () => row && this.panel.translate(), machine: () => row?.machine(), copy: () => row?.replace(row.unit.source),
      addTerm: () => openTerm(this), split: () => row && openSplit(this, row), join: () => row && this.join(row),
    };
    await actions[action]?.();
  }

  join(row) {
    const next = this.rows[this.rows.indexOf(row) + 1];
    if (canJoin(row, next)) return joinSentences(this, row, next);
    return this.#say(t("join.not"));
  }

  pressed(event, free) {
    const { action, digit } = actionOf(event);
    const enter = event.key === "Enter" && event.target.matches?.(".typed") && !event.shiftKey && !event.altKey;
    if (!action && !enter) {
      const undo = event.key.toLowerCase() === "z" && (event.ctrlKey || event.metaKey) && !event.target.matches?.("textarea, input");
      if (undo) (event.shiftKey ? this.redo() : this.undo(), event.preventDefault());
      else if (event.key === "Escape" && this.active && (free || this.panel.element.contains(event.target))) this.active.field.focus();
      return;
    }
    event.preventDefault();
    this.#do(action ?? "save", digit);
  }
}

