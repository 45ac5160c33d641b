// The search page. Pagefind and the parts of its index that a search needs are loaded when the reader turns to the field.
const search = document.querySelector("[data-index]");
const [form, field, status, list] = ["form", "input", ".status", ".results"].map((part) => search.querySelector(part));
const elsewhere = search.querySelector(".elsewhere");
const more = search.querySelector(".more");
const template = search.querySelector("template");
const STEP = 10;

let engine = null;
let asked = null; // what the page shows, or is about to
let waiting = []; // results that are not shown yet

const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

const load = () => {
  if (!search.dataset.index) return { find: () => [] }; // there is no story in this language
  engine ??= import(search.dataset.index + "pagefind.js").then(async (pagefind) => {
    const options = { excerptLength: 28, baseUrl: new URL("../..", new URL(search.dataset.index, location)).pathname };
    await pagefind.options(options);
    await pagefind.init();
    const parts = (search.dataset.more ?? "").split(" ").filter(Boolean);
    await Promise.all(parts.map((part) => pagefind.mergeIndex(part, options)));
    if (!search.dataset.words) return { find: async (query) => (await pagefind.search(query)).results };
    const { find } = await import(search.dataset.words);
    return { find: (query) => find(query, pagefind) };
  });
  engine.catch(() => { engine = null; });
  return engine;
};

// The sentence in which the best match stands, as an address within the page. A match in the headline has none.
const sentence = ({ anchors, weighted_locations: matches }) => {
  const best = Math.max(...matches.map((match) => match.balanced_score));
  const place = matches.find((match) => match.balanced_score === best)?.location;
  const before = anchors.filter(({ id, location }) => /^s\d+$/.test(id) && location <= place);
  return before.length ? "#" + before.at(-1).id : "";
};

const parse = (html) => new DOMParser().parseFromString(html, "text/html").body;

// The excerpt comes as HTML: of that, only text and marks are taken. It is no whole sentence where the story goes on.
const excerpt = (found) => {
  const body = parse(found.excerpt);
  const [part, whole] = [body, parse(found.raw_content)].map((element) => element.textContent.trim());
  const nodes = [...body.childNodes].map((node) => {
    if (node.nodeName !== "MARK") return node.textContent;
    const mark = document.createElement("mark");
    mark.textContent = node.textContent;
    return mark;
  });
  return [whole.startsWith(part) ? "" : "… ", ...nodes, whole.endsWith(part) ? "" : " …"];
};

const item = (found) => {
  const element = template.content.firstElementChild.cloneNode(true);
  const hash = sentence(found);
  const [link, summary, when] = ["a", ".summary", ".when"].map((part) => element.querySelector(part));
  link.textContent = found.meta.title;
  if (found.meta.title_lang) link.lang = found.meta.title_lang;
  link.href = found.url + hash;
  summary.append(...excerpt(found));
  if (found.meta.date) when.textContent = found.meta.date;
  else when.remove();
  for (const kind of ["parallel", "other"]) {
    const way = element.querySelector(`[data-way="${kind}"]`);
    if (!found.meta[kind]) {
      way.remove();
      continue;
    }
    way.href = found.meta[kind] + hash;
    way.ariaLabel = `${way.textContent}: ${found.meta.title}`; // out of the list, "Side by side" says little
  }
  return element;
};

// Shows the next results, and moves on to the first of them if the reader asked for more.
const show = async (query, goOn = false) => {
  const next = await Promise.all(waiting.slice(0, STEP).map((result) => result.data()));
  if (query !== asked) return;
  waiting = waiting.slice(STEP);
  const items = next.map(item);
  list.append(...items);
  more.hidden = waiting.length === 0;
  if (goOn) items[0]?.querySelector("a").focus();
};

const clear = () => {
  list.replaceChildren();
  waiting = [];
  status.textContent = "";
  elsewhere.hidden = more.hidden = true;
};

const run = async () => {
  const query = field.value.trim();
  if (query === asked) return;
  asked = query;
  const address = new URL(location);
  if (query) address.searchParams.set("q", query);
  else address.searchParams.delete("q");
  history.replaceState(null, "", address);
  if (!query) return clear();
  status.textContent = search.dataset.searching;
  try {
    const results = await (await load()).find(query);
    if (query !== asked) return;
    clear();
    waiting = results;
    await show(query);
    if (query !== asked) return;
    const link = elsewhere.querySelector("a");
    link.href = `${link.href.split("?")[0]}?q=${encodeURIComponent(query)}`;
    link.textContent = fill(search.dataset.elsewhere, { query });
    elsewhere.hidden = false;
    const count = results.length.toLocaleString(document.documentElement.lang);
    status.textContent = fill(results.length ? search.dataset.found : search.dataset.nothing, { count, query });
  } catch {
    clear();
    asked = null; // so that the same words can be tried again
    status.textContent = search.dataset.failed;
  }
};

let pause = 0;
field.addEventListener("focus", load, { once: true });
field.addEventListener("input", () => {
  clearTimeout(pause);
  pause = setTimeout(run, 250);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(pause);
  run();
});
more.querySelector("button").addEventListener("click", () => show(asked, true));

search.hidden = false;
field.value = new URL(location).searchParams.get("q") ?? "";
if (field.value) run();
else if (matchMedia("(pointer: fine)").matches) field.focus();
