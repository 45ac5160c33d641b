// What all articles of this language have in common.
export default {
  layout: "article.njk",
  permalink: (data) => `/${data.lang}/${data.slug}/`,
};
