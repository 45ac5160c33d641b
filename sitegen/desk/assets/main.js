// The desk: which page is shown is in the address after #, so that the browser's own Back works.

import { follow } from "./api.js";
import { button, make, toast } from "./dom.js";
import { openKeys } from "./keys.js";
import { ListPage } from "./list.js";
import { language, languageName, loadMessages, otherLanguage, t } from "./messages.js";
import { StoryPage } from "./story/story.js";

const desk = document.getElementById("desk");
let page = null;

const where = () => {
  const [path, query = ""] = location.hash.replace(/^#/, "").split("?");
  const [kind, slug, number] = path.split("/").filter(Boolean).map(decodeURIComponent);
  return kind === "story" && slug ? { slug, number: number === undefined ? null : Number(number) } : { query: new URLSearchParams(query) };
};

async function show() {
  const asked = where();
  if (page instanceof StoryPage && page.slug === asked.slug) {
    page.goTo(asked.number);
    return;
  }
  if (page instanceof ListPage && asked.query) {
    page.read(asked.query);
    return;
  }
  await page?.leave();
  const from = page instanceof StoryPage ? page.slug : null;
  page = asked.slug ? new StoryPage(desk, asked.slug, asked.number) : new ListPage(desk, asked.query, from);
  document.body.className = asked.slug ? "at-story" : "at-list";
  scrollTo(0, 0);
  await page.open();
}

function masthead() {
  const other = otherLanguage();
  const link = make("a", { lang: other, hrefLang: other, href: `?lang=${other}${location.hash}` }, languageName(other, other));
  link.addEventListener("click", () => (link.href = `?lang=${other}${location.hash}`));
  document.querySelector(".masthead").append(
    make("p", { className: "name" }, make("a", { href: "#/" }, t("desk.name"))),
    make("a", { className: "to-site", href: "/" }, t("desk.site")),
    link,
    button("?", () => openKeys(), { className: "round", ariaLabel: t("keys.title"), title: t("keys.title") }),
  );
  document.querySelector(".skip").textContent = t("desk.skip");
  document.querySelector(".skip").addEventListener("click", (event) => {
    event.preventDefault();
    desk.focus();
  });
}

const typing = (target) => target.matches?.("textarea, input, select, [contenteditable]");

addEventListener("keydown", (event) => {
  if (event.isComposing || event.defaultPrevented) return;
  const free = !typing(event.target) && !event.ctrlKey && !event.metaKey && !event.altKey;
  if (event.key === "F1" || (free && event.key === "?")) {
    event.preventDefault();
    if (!document.querySelector("dialog[open]")) openKeys();
  } else if (!document.querySelector("dialog[open]")) page?.pressed(event, free);
});
addEventListener("hashchange", show);
addEventListener("beforeunload", (event) => page?.mayBeLost?.() && event.preventDefault());
addEventListener("pagehide", () => page?.leave());
addEventListener("online", () => page?.changedOnDisk?.(null));

await loadMessages();
document.title = t("desk.name");
masthead();
await show();
follow((slugs) => page?.changedOnDisk?.(slugs), (told) => page?.progressed?.(told));
if (!window.HTMLDialogElement) toast(t("desk.oldBrowser"), "trouble");
document.documentElement.dataset.language = language;
