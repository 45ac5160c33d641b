// What an Indonesian reader's words are in the index, which has each word by its root (sitegen/rendering/search_words.py).
// The candidates are those of sitegen/languages/indonesian_roots.py, in the same order. The dictionary is not here: the index itself
// tells which of them is the root.
const MARK = "‿"; // ends what is a whole word in the index
const CLITICS = /(?:nya|ku|mu)?(?:lah|kah|pun)?$/;
const SUFFIXES = ["", "kan", "an", "i"];
const NOT_TOGETHER = {
  ber: ["i"], di: ["an"], ke: ["i", "kan"], me: ["an"], meng: ["an"], menge: ["an"], se: ["i", "kan"], ter: ["an"],
};
const PREFIXES = [
  ["di", /^di/, ""],
  ["ke", /^ke/, ""],
  ["se", /^se/, ""],
  ["ber", /^(?:ber|be(?=[^aeiou]er)|bel(?=ajar))/, ""],
  ["ter", /^(?:ter|te(?=[^aeiou]er))/, ""],
  ["pe", /^(?:per|pel(?=ajar))/, ""],
  ["me", /^me(?=[lmnrwy])/, ""],
  ["pe", /^pe(?=[lmnrwy]|[djkst][aeiou])/, ""],
  ["me", /^(?:mem(?=[bfvp])|men(?=[cdjzs]|tr))/, ""],
  ["pe", /^(?:pem(?=[bfvp])|pen(?=[cdjzs]|tr))/, ""],
  ["meng", /^meng(?=[aeioughk])/, ""],
  ["peng", /^peng(?=[aeioughk])/, ""],
  ["me", /^mem(?=[aeiou])/, "p"],
  ["pe", /^pem(?=[aeiou])/, "p"],
  ["me", /^men(?=[aeiou])/, "t"],
  ["pe", /^pen(?=[aeiou])/, "t"],
  ["me", /^meny(?=[aeiou])/, "s"],
  ["pe", /^peny(?=[aeiou])/, "s"],
  ["me", /^meng(?=[aeiou])/, "k"],
  ["pe", /^peng(?=[aeiou])/, "k"],
  ["menge", /^menge(?=[^aeiou]+[aeiou][^aeiou]+$)/, ""],
  ["penge", /^penge(?=[^aeiou]+[aeiou][^aeiou]+$)/, ""],
];
const MOST_PREFIXES = 3;
const SHORT = ["di", "meng", "peng", "menge", "penge"];

function* withoutPrefixes(word, suffix, outer = "", count = 1, cost = 0) {
  for (const [kind, pattern, start] of PREFIXES) {
    const match = word.match(pattern);
    const first = outer || kind;
    if (!match || NOT_TOGETHER[first]?.includes(suffix)) continue;
    const root = start + word.slice(match[0].length);
    const total = cost + match[0].length + (start === "k" ? 1 : -start.length);
    if (root.length < 4 && !(root.length === 3 && SHORT.includes(first))) continue;
    yield [root, total];
    if (count < MOST_PREFIXES) yield* withoutPrefixes(root, suffix, first, count + 1, total);
  }
}

function* forms(word) {
  for (const stem of new Set([word, word.replace(CLITICS, "")])) {
    for (const suffix of SUFFIXES) {
      if (!stem.endsWith(suffix)) continue;
      const base = stem.slice(0, stem.length - suffix.length);
      const least = !suffix && word === `${base}nya` ? 3 : 4;
      if (base.length >= least && suffix !== "i") yield [base, 0];
      yield* withoutPrefixes(base, suffix);
    }
  }
}

// What may be the root of a word in small letters, without the word itself, the likeliest first.
export const candidates = (word) => {
  const found = new Map();
  for (const [root, cost] of forms(word)) if (root !== word) found.set(root, Math.min(cost, found.get(root) ?? cost));
  const order = ([one, low], [other, high]) => low - high || other.length - one.length || (one < other ? -1 : 1);
  return [...found].sort(order).map(([root]) => root);
};

const PIECE = /(?<number>\d+(?:[.,]\d+)*)(?!\p{L})|(?<unit>rp(?=\d)|\p{L}+(?=\d+[.,]\d))|[\p{L}\p{N}]+(?:['’][\p{L}\p{N}]+)*/gu;

const number = (written) =>
  (/^\d{1,3}(\.\d{3})+(,\d+)?$/.test(written) ? written.replaceAll(".", "") : written).replace(/[.,]/g, MARK);

// The words and numbers of a query: as they are written, and as the index has them if they are whole and no more.
const pieces = (query) =>
  [...query.toLowerCase().matchAll(PIECE)].filter(({ groups }) => !groups.unit).map(({ 0: written, groups }) => {
    const word = written.replace(/['’]/g, "");
    return { word, whole: (groups.number ? number(written) : word) + MARK };
  });

// A word that the index has is looked for with all that has the same root, but not with what merely begins like it. One
// that it has not may be unfinished; if nothing begins so either, it may be a form of a word that the index has.
const resolved = async ({ word, whole }, index) => {
  if (await index.has(whole)) return whole;
  const roots = candidates(word);
  for (const root of roots) if (await index.has(word + root + MARK)) return root + MARK;
  if (await index.hasBeginning(word)) return word;
  for (const root of roots) if (await index.has(root + MARK)) return root + MARK;
  return null;
};

// What Pagefind finds for what a reader means. Words that no story has are left out while there are others.
export const find = async (query, pagefind) => {
  const search = async (words) => (await pagefind.search(words)).results;
  const index = {
    has: async (term) => (await search(`"${term}"`)).length > 0,
    // Where no word begins so, Pagefind looks for shorter ones: what it found must show it.
    hasBeginning: async (word) => {
      const [first] = await search(word);
      if (!first) return false;
      const { excerpt, meta } = await first.data();
      const shown = `${excerpt.replace(/<\/?mark>/g, "")} ${Object.values(meta).join(" ")}`;
      return pieces(shown).some((piece) => piece.word.startsWith(word));
    },
  };
  const found = await Promise.all(pieces(query).map((piece) => resolved(piece, index)));
  const words = found.filter(Boolean);
  if (!words.length) return [];
  if (/^".+"$/.test(query)) return search(`"${words.join(" ")}"`);
  const results = await search([...new Set(words)].join(" "));
  // Each part of a large index leaves out, or shortens, what it has no word for.
  const whole = await Promise.all(words.filter((word) => word.endsWith(MARK)).map((word) => search(`"${word}"`)));
  const allowed = whole.map((some) => new Set(some.map(({ id }) => id)));
  return results.filter(({ id }) => allowed.every((ids) => ids.has(id)));
};
