// What was typed and is not yet in a file, kept in this browser so that a reload or a dead server loses nothing.

const PREFIX = "desk-draft:";
let works = true;

const keyOf = (slug, number) => `${PREFIX}${slug}:${number}`;

/** Keep a text of a unit, with what the person saw when typing it. Returns false where the browser keeps nothing. */
export function keep(slug, unit, target) {
  const draft = { slug, number: unit.number, target, source: unit.source, base: unit.target, seen: unit.seen, at: new Date().toISOString() };
  try {
    localStorage.setItem(keyOf(slug, unit.number), JSON.stringify(draft));
    works = true;
  } catch {
    works = false;
  }
  return works;
}

/** Forget a draft, but not one that another tab has typed since. */
export function drop(slug, number, target) {
  try {
    const draft = JSON.parse(localStorage.getItem(keyOf(slug, number)));
    if (draft && (target === undefined || draft.target === target)) localStorage.removeItem(keyOf(slug, number));
  } catch { /* a draft that cannot be read stays */ }
}

/** Return the drafts of a story, or of all. */
export function all(slug) {
  const found = [];
  try {
    for (const key of Object.keys(localStorage)) {
      if (!key.startsWith(PREFIX)) continue;
      try {
        const draft = JSON.parse(localStorage.getItem(key));
        if (draft && (slug === undefined || draft.slug === slug)) found.push(draft);
      } catch { /* not ours */ }
    }
  } catch { /* storage is not allowed */ }
  return found.sort((one, other) => one.number - other.number);
}

/** Does this browser keep drafts? */
export const kept = () => works;
