#!/bin/sh
# Pagefind leaves out a word of a query that no page has, and shortens one until some page has a word that it begins
# with. Each of several merged indexes does so for itself: with two indexes, a query of two words that one page has also
# finds pages of the other index that have only one of them; with one index of the same pages it does not.
# Ends with 1 when it behaves otherwise.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-fund --no-audit pagefind@1.5.2 >/dev/null 2>&1
page() { # FOLDER NAME WORDS
  mkdir -p "$1"
  printf '<html lang="zxx"><body><h1>%s</h1><p>%s</p></body></html>' "$2" "$3" >"$1/$2.html"
}
page both first 'price of coffee'
page both second 'price of rice'
page one first 'price of coffee'
page two second 'price of rice'
for name in both one two; do
  npx --no-install pagefind --site "$name" --output-path "index/$name" --silent
done
echo "{\"type\": \"module\"}" >index/package.json
cat >ask.mjs <<'JAVASCRIPT'
import { readFile } from "node:fs/promises";
import { fileURLToPath, pathToFileURL } from "node:url";

// Pagefind's own program for browsers, which here asks for files.
globalThis.document = { querySelector: () => null, documentElement: { getAttribute: () => "zxx" } };
globalThis.window = globalThis;
globalThis.location = { href: "file:///", origin: "file://" };
globalThis.fetch = async (address) => {
  const data = await readFile(fileURLToPath(new URL(address, "file:///").href.split("?")[0]));
  const bytes = data.buffer.slice(data.byteOffset, data.byteOffset + data.length);
  return { ok: true, arrayBuffer: async () => bytes, json: async () => JSON.parse(data) };
};
const place = (name) => pathToFileURL(`index/${name}/`).href;
const titles = async (merged, query) => {
  const [first, ...more] = merged;
  const pagefind = await import(`${place(first)}pagefind.js?${merged}`);
  const options = { basePath: place(first) };
  await pagefind.options(options);
  await pagefind.init();
  for (const name of more) await pagefind.mergeIndex(place(name), {});
  const { results } = await pagefind.search(query);
  return (await Promise.all(results.map((result) => result.data()))).map(({ meta }) => meta.title).sort().join(" ");
};
const expected = [
  [["both"], "price coffee", "first"],
  [["one", "two"], "price coffee", "first second"],
  [["both"], "coffee nowhere", "first"],
  [["both"], "ricefield", "second"],
];
let same = true;
for (const [merged, query, found] of expected) {
  const now = await titles(merged, query);
  same &&= now === found;
  console.log(`pagefind 1.5.2, ${merged.join(" + ")}: ${query} -> ${now}${now === found ? "" : ` (was ${found})`}`);
}
console.log(same ? "as described" : "the behaviour has changed");
process.exit(same ? 0 : 1);
JAVASCRIPT
node ask.mjs
