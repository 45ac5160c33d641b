// Settings of the Eleventy site.
import { EleventyI18nPlugin } from "@11ty/eleventy";
import { feedPlugin } from "@11ty/eleventy-plugin-rss";
import footnotes from "markdown-it-footnote";
import sites from "./_data/sites.js";

const IN_A_LIST = 20;

/** Returns the articles of each tag. */
function byTag(articles) {
  const groups = new Map();
  for (const article of articles) {
    for (const tag of article.data.tags) {
      if (!groups.has(tag)) groups.set(tag, []);
      groups.get(tag).push(article);
    }
  }
  return groups;
}

/** Returns what each page of each tag's list shows: pagination of Eleventy itself goes over one list only. */
function tagPages(articles) {
  return [...byTag(articles)].flatMap(([tag, tagged]) => {
    const pages = Math.ceil(tagged.length / IN_A_LIST);
    return Array.from({ length: pages }, (_, index) => ({
      tag,
      articles: tagged.slice(index * IN_A_LIST, (index + 1) * IN_A_LIST),
      address: index ? `${tag}/page/${index + 1}` : tag,
      newer: index === 0 ? "" : index === 1 ? tag : `${tag}/page/${index}`,
      older: index + 1 < pages ? `${tag}/page/${index + 2}` : "",
    }));
  });
}

export default function (config) {
  config.addPlugin(EleventyI18nPlugin, { defaultLanguage: "id" });
  config.addPassthroughCopy({ static: "/" });
  config.amendLibrary("md", (library) => library.use(footnotes));
  for (const [lang, site] of Object.entries(sites)) {
    const newestFirst = (api) => api.getFilteredByGlob(`content/${lang}/*.md`).toReversed();
    config.addCollection(`articles-${lang}`, (api) => api.getFilteredByGlob(`content/${lang}/*.md`));
    config.addCollection(`newest-${lang}`, newestFirst);
    config.addCollection(`tags-${lang}`, (api) => [...byTag(newestFirst(api))].sort());
    config.addCollection(`tagPages-${lang}`, (api) => tagPages(newestFirst(api)));
    config.addPlugin(feedPlugin, {
      type: "atom",
      outputPath: `/${lang}/feed.xml`,
      collection: { name: `articles-${lang}`, limit: IN_A_LIST },
      metadata: {
        language: lang,
        title: site.name,
        subtitle: site.description,
        base: `https://example.org/${lang}/`,
        author: { name: site.name },
      },
    });
  }
  const formats = Object.fromEntries(
    Object.keys(sites).map((lang) => [lang, new Intl.DateTimeFormat(lang, { dateStyle: "long", timeZone: "UTC" })]),
  );
  config.addFilter("longDate", (date, lang) => formats[lang].format(date));
  config.addFilter("isoDate", (date) => date.toISOString().slice(0, 10));
}

export const config = {
  dir: { output: "public" },
  // Articles hold no template code: nothing has to look for it in them.
  markdownTemplateEngine: false,
  htmlTemplateEngine: false,
  templateFormats: ["md", "njk"],
};
