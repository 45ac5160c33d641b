// Where two texts differ, word by word, and which words of a text are meant: all as elements with plain text.

import { make } from "../dom.js";

const words = (text) => text.match(/\p{L}[\p{L}\p{M}\p{N}'’-]*|\p{N}+(?:[.,:]\p{N}+)*|\s+|[^\s\p{L}\p{N}]/gu) ?? [];

// Lengths of the longest common subsequence of what follows.
function table(one, other) {
  const lengths = Array.from({ length: one.length + 1 }, () => new Uint16Array(other.length + 1));
  for (let i = one.length - 1; i >= 0; i--) {
    for (let j = other.length - 1; j >= 0; j--) {
      lengths[i][j] = one[i] === other[j] ? lengths[i + 1][j + 1] + 1 : Math.max(lengths[i + 1][j], lengths[i][j + 1]);
    }
  }
  return lengths;
}

/** Return [kind, text] where kind is "same", "removed" or "added". */
export function differences(before, after) {
  const [one, other] = [words(before), words(after)];
  const lengths = table(one, other);
  const found = [];
  const put = (kind, text) => {
    if (found.at(-1)?.[0] === kind) found.at(-1)[1] += text;
    else found.push([kind, text]);
  };
  let [i, j] = [0, 0];
  while (i < one.length && j < other.length) {
    if (one[i] === other[j]) {
      put("same", one[i++]);
      j++;
    } else if (lengths[i + 1][j] >= lengths[i][j + 1]) put("removed", one[i++]);
    else put("added", other[j++]);
  }
  while (i < one.length) put("removed", one[i++]);
  while (j < other.length) put("added", other[j++]);
  return found;
}

/** Return elements that show how `after` differs from `before`. */
export const shownDifferences = (before, after) =>
  differences(before, after).map(([kind, text]) =>
    kind === "same" ? text : make(kind === "added" ? "ins" : "del", {}, text));

const isWord = (character) => character !== undefined && /[\p{L}\p{N}]/u.test(character);

/** Return the text with each of the `phrases` in a <mark>; whole words only, in any case. */
export function marked(text, phrases) {
  const lower = text.toLowerCase();
  const ranges = [];
  for (const phrase of phrases) {
    const sought = phrase.trim().toLowerCase();
    for (let at = sought ? lower.indexOf(sought) : -1; at >= 0; at = lower.indexOf(sought, at + 1)) {
      const end = at + sought.length;
      const inWord = (isWord(sought[0]) && isWord(lower[at - 1])) || (isWord(sought.at(-1)) && isWord(lower[end]));
      if (!inWord) ranges.push([at, end]);
    }
  }
  ranges.sort(([one], [other]) => one - other);
  const parts = [];
  let from = 0;
  for (const [start, end] of ranges) {
    if (start < from) continue;
    parts.push(text.slice(from, start), make("mark", {}, text.slice(start, end)));
    from = end;
  }
  parts.push(text.slice(from));
  return parts.filter((part) => part !== "");
}
