// The desk's own words, in the language that was asked for or that the browser prefers.

const LANGUAGES = ["id", "en"];
let messages = {};
export let language = "id";
let plurals;

const preferred = () => {
  const asked = new URLSearchParams(location.search).get("lang");
  if (LANGUAGES.includes(asked)) return asked;
  const known = navigator.languages.map((tag) => tag.split("-")[0].toLowerCase()).find((tag) => LANGUAGES.includes(tag));
  return known ?? "en";
};

/** Load the messages; to be awaited before anything is shown. */
export async function loadMessages() {
  language = preferred();
  plurals = new Intl.PluralRules(language);
  const answer = await fetch(new URL(`messages/${language}.json`, import.meta.url));
  messages = await answer.json();
  document.documentElement.lang = language;
}

const filled = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));

/** Return a message with its values filled in. */
export const t = (key, values = {}) => filled(messages[key] ?? key, values);

/** Return a message for a number, as `key.one` or `key.other`. */
export function tn(key, count, values = {}) {
  const form = `${key}.${plurals.select(count)}`;
  return filled(messages[form] ?? messages[`${key}.other`] ?? key, { n: number(count), ...values });
}

/** Is there such a message? */
export const has = (key) => key in messages;

export const number = (value) => new Intl.NumberFormat(language).format(value);

/** Return a day of a file (2022-01-03) as people write it. */
export function day(text) {
  const found = /^(\d{4})-(\d\d)-(\d\d)/.exec(text ?? "");
  if (!found) return text ?? "";
  const date = new Date(Date.UTC(Number(found[1]), Number(found[2]) - 1, Number(found[3])));
  return new Intl.DateTimeFormat(language, { dateStyle: "medium", timeZone: "UTC" }).format(date);
}

/** Return the name of a language, such as "Indonesian"; with `tag` as `inLanguage`, its own name for itself. */
export function languageName(tag, inLanguage = language) {
  try {
    return new Intl.DisplayNames([inLanguage], { type: "language" }).of(tag);
  } catch {
    return tag;
  }
}

/** The other language of the desk. */
export const otherLanguage = () => LANGUAGES.find((tag) => tag !== language);
