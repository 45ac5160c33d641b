// The list of stories: what waits in each, most urgent first.

import { ask } from "./api.js";
import { announce, button, make, warn } from "./dom.js";
import * as drafts from "./drafts.js";
import { day, number, t, tn } from "./messages.js";

const FILTERS = ["all", "needs_work", "poor", "stale", "issues", "unreviewed", "errors", "drafts"];
const SORTS = ["urgent", "newest", "title"];
const STEP = 50;
let last = "#/";

/** Return the address of the list as it was last shown, with its filter and search. */
export const listAddress = () => last;

export class ListPage {
  #asked = null;

  constructor(desk, query, from) {
    Object.assign(this, { desk, from, stories: [], total: 0 });
    this.#take(query);
  }

  #take(query) {
    this.filter = FILTERS.includes(query.get("filter")) ? query.get("filter") : "all";
    this.sort = SORTS.includes(query.get("sort")) ? query.get("sort") : "urgent";
    this.q = query.get("q") ?? "";
    last = `#/${String(query) && `?${query}`}`;
  }

  async open() {
    document.title = t("desk.name");
    this.search = make("input", { type: "search", id: "search", value: this.q, autocomplete: "off", oninput: () => this.#soon() });
    this.order = make("select", { id: "sort", onchange: () => this.#go() },
      SORTS.map((sort) => make("option", { value: sort, selected: sort === this.sort }, t(`sort.${sort}`))));
    this.filters = make("ul", { className: "filters" });
    this.progress = make("section", { className: "progress", ariaLabel: t("progress.title") });
    this.found = make("p", { className: "found", tabIndex: -1 });
    this.list = make("ol", { className: "stories" });
    this.more = button(t("list.more"), () => this.#more(), { className: "more", hidden: true });
    this.desk.replaceChildren(
      make("h1", { className: "page-title" }, t("list.title")),
      this.progress,
      make("div", { className: "finder", role: "search" },
        make("div", {}, make("label", { htmlFor: "search" }, t("list.search")), this.search),
        make("div", {}, make("label", { htmlFor: "sort" }, t("list.sort")), this.order)),
      make("nav", { ariaLabel: t("list.filters") }, this.filters),
      this.found, this.list, this.more,
    );
    await this.#load();
    const back = this.from && this.#links().find((link) => link.dataset.slug === this.from);
    if (back) back.focus();
    else if (document.activeElement === document.body) this.desk.focus({ preventScroll: true });
  }

  leave() {
    clearTimeout(this.typing);
    clearTimeout(this.timer);
    this.#asked?.abort();
  }

  /** The address has changed: Back, a filter, a search. */
  async read(query) {
    this.#take(query);
    if (document.activeElement !== this.search) this.search.value = this.q;
    this.order.value = this.sort;
    await this.#load();
  }

  changedOnDisk() {
    this.#soonAgain(500);
  }

  #soonAgain(wait) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.#load(Math.max(STEP, this.stories.length)), wait);
  }

  /** The server has read more of the stories. */
  progressed({ read, stories }) {
    if (!this.waiting) return;
    this.found.textContent = this.#said(stories - read);
    if (read === stories) this.#soonAgain(0);
  }

  #said(waiting) {
    return tn("list.found", this.total) + (waiting ? ` ${tn("list.waiting", waiting)}` : "");
  }

  #address(values = {}) {
    const { filter, sort, q } = { filter: this.filter, sort: this.order?.value ?? this.sort, q: this.search?.value ?? this.q, ...values };
    const query = new URLSearchParams();
    if (filter !== "all") query.set("filter", filter);
    if (sort !== "urgent") query.set("sort", sort);
    if (q) query.set("q", q);
    return `#/?${query}`;
  }

  #soon() {
    clearTimeout(this.typing);
    this.typing = setTimeout(() => this.#go(), 200);
  }

  #go() {
    window.history.replaceState(null, "", this.#address());
    this.read(new URLSearchParams(location.hash.split("?")[1]));
  }

  async #load(limit = STEP) {
    await this.#fetch(0, limit, (answer) => {
      const held = document.activeElement?.dataset?.slug;
      this.stories = answer.stories;
      this.#show(answer);
      if (held) this.#links().find((link) => link.dataset.slug === held)?.focus();
    });
  }

  async #more() {
    const from = this.stories.length;
    await this.#fetch(from, STEP, (answer) => {
      this.stories = [...this.stories, ...answer.stories];
      this.#show(answer);
      this.#links()[from]?.focus();
    });
  }

  async #fetch(offset, limit, use) {
    this.#asked?.abort();
    this.#asked = new AbortController();
    const query = new URLSearchParams({ filter: this.filter, q: this.q, sort: this.sort, offset, limit });
    try {
      use(await ask("GET", `stories?${query}`, undefined, { signal: this.#asked.signal }));
    } catch (error) {
      if (error.name !== "AbortError") warn(error.status ? error.message : t("server.none"));
    }
  }

  #show(answer) {
    this.total = answer.total;
    this.waiting = answer.waiting;
    const said = this.#said(answer.waiting);
    if (answer.waiting) this.#soonAgain(answer.waiting > STEP ? 2000 : 500);
    if (this.found.textContent && this.found.textContent !== said) announce(said);
    this.found.textContent = said;
    const unsaved = new Set(drafts.all().map((draft) => draft.slug));
    this.list.replaceChildren(...this.stories.map((story) => this.#story(story, unsaved.has(story.slug))));
    this.more.hidden = this.stories.length >= answer.total;
    this.filters.replaceChildren(...FILTERS.map((filter) => make("li", {}, make("a", {
      href: this.#address({ filter }), "aria-current": filter === this.filter ? "true" : null,
    }, t(`filter.${filter}`)))));
    this.#showProgress(answer.progress);
  }

  #showProgress(progress) {
    const doubtful = progress.rough + progress.poor;
    const rest = Math.max(0, progress.sentences - progress.by_person - doubtful);
    const part = (kind, count) => {
      const bar = make("span", { className: kind });
      bar.style.flexGrow = String(count);
      return bar;
    };
    const fact = (kind, count, key) => make("li", { className: kind }, make("b", {}, number(count)), " ", tn(key, count));
    this.progress.replaceChildren(
      make("div", { className: "bar", ariaHidden: "true" }, part("person", progress.by_person), part("good", rest), part("rough", progress.rough), part("poor", progress.poor)),
      make("ul", {},
        make("li", {}, t("progress.reviewed", { n: number(progress.reviewed), total: number(progress.stories) })),
        fact("person", progress.by_person, "progress.person"), fact("good", rest, "progress.good"), fact("rough", progress.rough, "progress.rough"),
        fact("poor", progress.poor, "progress.poor"), progress.stale ? fact("stale", progress.stale, "progress.stale") : null),
    );
  }

  #story(story, unsaved) {
    const waits = ["poor", "rough", "issues", "stale"].filter((kind) => story.counts[kind])
      .map((kind) => make("li", { className: kind }, tn(`waits.${kind}`, story.counts[kind])));
    const marks = ["draft", "withdrawn"].filter((kind) => story[kind]).map((kind) => make("li", { className: "mark" }, t(`mark.${kind}`)));
    const done = story.reviewed ? make("li", { className: "person" }, t("mark.reviewed")) : null;
    const open = !waits.length && !done && story.read ? make("li", {}, t("mark.unread")) : null;
    const busy = story.read ? null : make("li", { className: "mark" }, t("mark.busy"));
    const link = make("a", { href: `#/story/${encodeURIComponent(story.slug)}` }, story.title || story.slug);
    link.dataset.slug = story.slug;
    return make("li", { className: "story" },
      make("p", { className: "date" }, day(story.date)),
      make("div", { className: "headlines" },
        make("h2", {}, link),
        make("p", { className: "translated" }, story.read ? story.translated_title || t("list.untranslated") : "")),
      make("ul", { className: "waits" },
        unsaved ? make("li", { className: "poor" }, t("mark.unsaved")) : null, marks, waits, done, open, busy,
        (story.problems ?? []).map((problem) => make("li", { className: "problem" }, String(problem.message ?? problem)))));
  }

  #links() {
    return [...this.list.querySelectorAll("h2 a")];
  }

  pressed(event, free) {
    if (event.key === "Escape" && event.target === this.search && this.search.value) {
      this.search.value = "";
      this.#go();
    } else if (event.key === "ArrowDown" && event.target === this.search) this.#step(1, event);
    else if (free && event.key === "/") {
      event.preventDefault();
      this.search.focus();
    } else if (free && ["j", "ArrowDown"].includes(event.key)) this.#step(1, event);
    else if (free && ["k", "ArrowUp"].includes(event.key)) this.#step(-1, event);
  }

  #step(by, event) {
    const links = this.#links();
    const at = links.indexOf(document.activeElement);
    if (event.key.startsWith("Arrow") && at < 0 && event.target !== this.search) return; // the page scrolls
    event.preventDefault();
    if (at === 0 && by < 0) this.search.focus();
    else links[Math.min(links.length - 1, at + by)]?.focus();
  }
}
