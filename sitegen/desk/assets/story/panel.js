// What helps with the sentence in hand: its doubts, changes in its original, terms, matches, other translations, concordance.

import { ask, unitPath } from "../api.js";
import { marked, shownDifferences } from "./differences.js";
import { announce, button, key, make, warn } from "../dom.js";
import { actionButton, KEYS } from "../keys.js";
import { has, languageName, number, t, tn } from "../messages.js";
import { openSplit } from "./split.js";
import { openTerm } from "./terms.js";

const CHECK_AFTER = 350;
const HELP_AFTER = 120;
const NEARLY_THE_SAME = 85;
const SEARCH_AGAIN = 1000;

const section = (title, ...content) => make("section", {}, make("h3", {}, title), ...content);

/** What an issue is, and what the check has found. */
function issueWords({ kind, message, detail }) {
  if (!has(`issue.${kind}`)) return [message ?? kind];
  return [make("b", {}, t(`issue.${kind}`)), detail ? `: ${detail}` : ""];
}

export class Panel {
  #help = null;

  constructor(page) {
    Object.assign(this, { page, row: null, terms: [], matches: [], hypotheses: [] });
    this.element = make("aside", { className: "panel", ariaLabel: t("panel.title") });
  }

  stop() {
    clearTimeout(this.checking);
    clearTimeout(this.helping);
    clearTimeout(this.searching);
    this.#help?.abort();
  }

  close() {
    this.stop();
    this.row = null;
    this.element.remove();
  }

  show(row) {
    this.stop();
    if (this.row) this.row.shownIssues = null;
    Object.assign(this, { row, terms: [], matches: [], hypotheses: [], issues: row.unit.issues });
    this.doubt = section(t("panel.doubt"));
    this.before = make("p", { lang: this.page.story.languages.original });
    this.original = section(t("panel.original"), this.before);
    this.termList = section(t("panel.terms"));
    this.matchList = section(t("panel.matches"));
    this.others = section(t("panel.others"), this.#translateButton());
    this.element.replaceChildren(this.doubt, this.original, this.#actions(), this.termList, this.matchList, this.others, this.#concordance());
    row.element.append(this.element);
    this.element.scrollTop = 0;
    this.#showDoubt();
    for (const list of [this.termList, this.matchList]) list.hidden = true;
    this.helping = setTimeout(() => this.#load(row), HELP_AFTER);
    this.changed(row.dirty);
  }

  #actions() {
    const { page, row } = this;
    return make("div", { className: "actions", role: "group", ariaLabel: t("panel.actions") },
      actionButton("accept", () => page.accept(), { className: "primary" }),
      actionButton("machine", () => row.machine()), actionButton("copy", () => row.replace(row.unit.source), { keeps: true }),
      actionButton("addTerm", () => openTerm(page), { keeps: true }),
      row.unit.kind === "sentence" && [actionButton("split", () => openSplit(page, row)), actionButton("join", () => page.join(row))]);
  }

  #showDoubt() {
    const { row } = this;
    const { unit } = row;
    const lines = [
      unit.stale ? make("li", {}, t("doubt.stale")) : null,
      ...this.issues.map((issue) => make("li", {}, issueWords(issue))),
      !unit.person && !row.dirty && unit.confidence !== null && unit.confidence !== undefined ? make("li", { className: "aside" }, t("doubt.confidence", { n: number(Math.round(unit.confidence * 100)) })) : null,
    ].filter(Boolean);
    this.doubt.replaceChildren(make("h3", {}, t("panel.doubt")),
      lines.length ? make("ul", { className: "doubts" }, lines) : make("p", { className: "aside" }, t("doubt.none")));
    this.original.hidden = !unit.stale || !this.before.hasChildNodes();
  }

  /** The sentence has changed, by typing or by being saved. */
  changed(typed) {
    clearTimeout(this.checking);
    // What a person wrote is checked as it stands; of the machine's sentence the file says more.
    if (typed || this.row.unit.person) this.checking = setTimeout(() => this.#check(this.row), typed ? CHECK_AFTER : 0);
    else if (!this.row.dirty) {
      this.row.shownIssues = null;
      this.#use(this.row.unit.issues, false);
    }
  }

  async #check(row) {
    try {
      const { issues } = await ask("POST", "check", { source: row.unit.source, target: row.text });
      if (row !== this.row) return;
      row.shownIssues = issues;
      this.#use(issues, true);
    } catch { /* checks only help; saving tells of a server that is gone */ }
  }

  #use(issues, tell) {
    const kinds = (all) => all.map((issue) => issue.kind).join();
    if (tell && kinds(issues) !== kinds(this.issues)) announce(issues.length ? tn("check.found", issues.length) : t("check.none"));
    this.issues = issues;
    this.row.markWords(issues);
    this.#showDoubt();
  }

  /** Ask again for terms and matches: the glossary has changed, or the server was away. */
  reload() {
    if (this.row) this.#load(this.row);
  }

  async #load(row) {
    this.#help?.abort();
    this.#help = new AbortController();
    try {
      const help = await ask("GET", unitPath(this.page.slug, row.unit.number, "/help"), undefined, { signal: this.#help.signal });
      if (row !== this.row) return;
      if (help.before) this.before.replaceChildren(...shownDifferences(help.before, row.unit.source));
      this.#showDoubt();
      this.#showTerms(help.terms ?? []);
      this.#showMatches(help.matches ?? []);
    } catch (error) {
      if (error.status) warn(error.message);
    }
  }

  #showTerms(found) {
    // A term that stands twice in the original is shown once.
    const terms = [...new Map(found.map((term) => [JSON.stringify(term), term])).values()].filter((term) => term.english?.length);
    // The keys go to the best words of each term first, so that none is without.
    this.terms = [...terms.map((term) => term.english[0]), ...terms.flatMap((term) => term.english.slice(1))];
    this.termList.hidden = !terms.length;
    const { original, translation } = this.page.story.languages;
    const word = (english, place) => {
      const made = button(make("span", { lang: translation }, english), () => this.row.insert(english), {
        keeps: true, title: t("term.insert", { word: english }), "aria-keyshortcuts": place <= 9 ? `Alt+${place}` : null,
      });
      if (place <= 9) made.append(" ", key(String(place)));
      return made;
    };
    let others = terms.length;
    const item = (term, at) => make("li", {}, make("span", { lang: original }, term.indonesian),
      term.note ? make("span", { className: "aside" }, term.note) : "",
      make("span", { className: "choices" }, term.english.map((english, choice) => word(english, choice ? ++others : at + 1))));
    this.termList.replaceChildren(make("h3", {}, t("panel.terms"), " ", key(KEYS.term)), make("ul", { className: "terms" }, terms.map(item)));
  }

  #showMatches(found) {
    // That the machine says the same of the same sentence elsewhere is no help.
    const matches = found.filter(({ origin, target }) => origin !== "machine" || target !== this.row.unit.target);
    this.matches = matches;
    this.matchList.hidden = !matches.length;
    if (matches[0]?.score >= NEARLY_THE_SAME) this.termList.before(this.matchList);
    const { original, translation } = this.page.story.languages;
    const item = (match, at) => make("li", {},
      make("p", { className: "match-head" }, make("b", {}, `${number(Math.round(match.score))} %`), " ", t(`match.${match.origin}`),
        match.slug && match.slug !== this.page.slug ? [" · ", make("a", { href: `#/story/${encodeURIComponent(match.slug)}/${match.number}` }, t("match.story"))] : ""),
      make("p", { className: "match-source", lang: original }, shownDifferences(match.source, this.row.unit.source)),
      make("p", { lang: translation }, match.target),
      this.#useButton(match.target, at));
    this.matchList.replaceChildren(make("h3", {}, t("panel.matches")), make("ol", { className: "matches" }, matches.map(item)));
  }

  #useButton(text, at) {
    const keys = at < 9 ? `Alt+Shift+${at + 1}` : null;
    const made = button(t("use"), () => this.#take(text), { keeps: true, "aria-keyshortcuts": keys });
    if (keys) made.append(" ", key(keys));
    return made;
  }

  // On a small screen the sentence may be far above what it is taken from.
  #take(text) {
    this.row.replace(text);
    this.row.field.scrollIntoView({ block: "nearest" });
  }

  insertTerm(digit) {
    if (this.row && this.terms[digit - 1]) this.row.insert(this.terms[digit - 1]);
  }

  /** Put a match in place of the sentence; other translations are counted after the matches. */
  useMatch(digit) {
    const chosen = [...this.matches, ...this.hypotheses][digit - 1];
    if (this.row && chosen) this.#take(chosen.target);
  }

  #translateButton() {
    return actionButton("translate", () => this.translate(), { keeps: true });
  }

  /** Let the model translate the sentence anew. */
  async translate() {
    const { row } = this;
    if (!row) return;
    this.others.replaceChildren(make("h3", {}, t("panel.others")), make("p", { className: "aside" }, t("translate.busy")));
    this.others.scrollIntoView({ block: "nearest" });
    announce(t("translate.busy"));
    try {
      const { hypotheses } = await ask("POST", unitPath(this.page.slug, row.unit.number, "/translate"));
      if (row !== this.row) return;
      this.#showHypotheses(hypotheses ?? []);
    } catch (error) {
      if (row !== this.row) return;
      warn(error.status ? error.message : t("server.gone"));
      this.others.replaceChildren(make("h3", {}, t("panel.others")), this.#translateButton());
    }
  }

  #showHypotheses(found) {
    const others = found.filter(({ target }) => target !== this.row.text);
    const hypotheses = [...others.filter(({ issues }) => !issues?.length), ...others.filter(({ issues }) => issues?.length)];
    this.hypotheses = hypotheses;
    const item = ({ target, issues }, at) => make("li", {},
      // What it would take away stands in the field: only what is new is shown, so that it can be read.
      make("p", { lang: this.page.story.languages.translation }, shownDifferences(this.row.text, target).filter((part) => part.nodeName !== "DEL")),
      issues?.length ? make("p", { className: "aside" }, issues.flatMap((issue, place) => [place ? "; " : "", ...issueWords(issue)])) : "",
      this.#useButton(target, this.matches.length + at));
    this.others.replaceChildren(make("h3", {}, t("panel.others")),
      hypotheses.length ? make("ol", { className: "matches" }, hypotheses.map(item)) : make("p", { className: "aside" }, t("translate.none")));
    this.others.scrollIntoView({ block: hypotheses.length ? "start" : "nearest" });
    announce(hypotheses.length ? tn("translate.found", hypotheses.length) : t("translate.none"));
  }

  #concordance() {
    const { original, translation } = this.page.story.languages;
    this.word = make("input", { type: "search", id: "concordance", autocomplete: "off", ariaLabel: t("concordance.word") });
    this.wordLang = make("select", { ariaLabel: t("concordance.language") }, [original, translation].map((tag) => make("option", { value: tag }, languageName(tag))));
    this.occurrences = make("div", { className: "occurrences" });
    const form = make("form", { className: "concordance", role: "search" }, this.word, this.wordLang, make("button", { type: "submit" }, t("concordance.search")));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#search();
    });
    const title = make("h3", {}, t("panel.concordance"), " ", key("Alt+K"));
    this.where = make("section", {}, title, form, this.occurrences);
    return this.where;
  }

  /** Look up the words that are selected in either text. */
  searchSelection() {
    if (!this.row) return;
    const { original, translation } = this.page.story.languages;
    const chosen = this.row.selectedWords();
    const word = chosen.source || chosen.target || this.row.wordAtCursor();
    this.wordLang.value = chosen.source || !word ? original : translation;
    this.word.value = word;
    this.word.focus();
    this.word.select();
    if (word) this.#search();
  }

  async #search(again = false) {
    clearTimeout(this.searching);
    const { row } = this;
    const word = this.word.value.trim();
    if (!word) return;
    const asked = this.wordLang.value;
    const { original, translation } = this.page.story.languages;
    const look = (lang) => ask("GET", `concordance?${new URLSearchParams({ q: word, lang })}`);
    try {
      // A word that stands nowhere in one language may be one of the other.
      let answer = await look(asked);
      if (!answer.total) {
        const other = asked === original ? translation : original;
        const there = await look(other);
        if (there.total) [answer, this.wordLang.value] = [there, other];
      }
      if (row !== this.row || word !== this.word.value.trim()) return;
      if (!again || answer.total !== this.total) this.#showOccurrences(answer.found, answer.total, word, this.wordLang.value);
      if (!again) this.where.scrollIntoView({ block: "start" });
      // Stories that have just changed are still being read.
      if (answer.waiting) this.searching = setTimeout(() => this.#search(true), SEARCH_AGAIN);
    } catch (error) {
      warn(error.status ? error.message : t("server.gone"));
    }
  }

  #showOccurrences(found, total, word, lang) {
    const { original, translation } = this.page.story.languages;
    const side = (text, tag) => make("p", { lang: tag }, tag === lang ? marked(text, [word]) : text);
    const said = tn("concordance.found", total);
    this.total = total;
    announce(said);
    this.occurrences.replaceChildren(make("p", { className: "aside" }, said), make("ol", { className: "matches" }, found.map((one) => make("li", {},
      side(one.source, original), side(one.target, translation),
      make("p", { className: "match-head" }, t(one.person ? "match.person" : "match.machine"), " · ",
        make("a", { href: `#/story/${encodeURIComponent(one.slug)}/${one.number}` }, t("match.story")))))));
  }
}
