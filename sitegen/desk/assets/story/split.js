// Splitting and joining sentences, in both texts at once.

import { ask, storyPath } from "../api.js";
import { announce, make, openDialog, warn } from "../dom.js";
import * as history from "./history.js";
import { languageName, t } from "../messages.js";

const places = (text) => [...text.matchAll(/\s+(?=\S)/g)].map((found) => found.index + found[0].length).filter((at) => text.slice(0, at).trim());

const nearest = (among, wished) => among.reduce((best, at) => (Math.abs(at - wished) < Math.abs(best - wished) ? at : best), among[0]);

// Where a sentence seems to end, or else a clause, nearest to the place that is wished for.
function likely(text, found, wished) {
  const after = (sign, next) => found.filter((at) => sign.test(text.slice(0, at)) && next.test(text.slice(at)));
  const among = [after(/[.!?][”"'’)]*\s+$/, /^[“"'‘(]*[\p{Lu}\d]/u), after(/[,;:–—][”"'’)]*\s+$/, /^/), found].find((ends) => ends.length);
  return nearest(among, wished);
}

function cutter(text, lang, wished, exactly) {
  const found = places(text);
  const [first, second] = [make("span", { className: "half" }), make("span", { className: "half" })];
  const slider = make("input", { type: "range", min: "0", max: String(found.length - 1), step: "1", ariaLabel: t("split.where", { language: languageName(lang) }) });
  const show = () => {
    const at = found[Number(slider.value)];
    first.textContent = text.slice(0, at).trimEnd();
    second.textContent = text.slice(at);
    slider.setAttribute("aria-valuetext", `${text.slice(0, at).trim().split(/\s+/).slice(-3).join(" ")} | ${second.textContent.split(/\s+/).slice(0, 3).join(" ")}`);
  };
  slider.value = String(found.indexOf((exactly ? nearest : (among, at) => likely(text, among, at))(found, wished)));
  slider.addEventListener("input", show);
  show();
  /** Put the cut where a part of the text (0 to 1) ends. */
  const move = (part) => {
    slider.value = String(found.indexOf(likely(text, found, part * text.length)));
    show();
  };
  return { slider, move, part: () => found[Number(slider.value)] / text.length, element: make("div", { className: "cutter", lang }, make("p", {}, first, make("span", { className: "cut", ariaHidden: "true" }, " ‖ "), second), slider), at: () => found[Number(slider.value)] };
}

/** Ask where a sentence is to be split, and split it. */
export async function openSplit(page, row) {
  if (!(await row.save())) return;
  const { unit } = row;
  if (unit.kind !== "sentence" || !places(unit.source).length || !places(unit.target).length) {
    announce(t("split.not"));
    return;
  }
  const { original, translation } = page.story.languages;
  // Where the cursor is, the person wants the cut; at the beginning or the end it says nothing.
  const share = row.field.selectionStart / Math.max(1, unit.target.length);
  const isWished = share > 0 && share < 1;
  const wished = isWished ? share : 0.5;
  const source = cutter(unit.source, original, wished * unit.source.length);
  const target = cutter(unit.target, translation, wished * unit.target.length, isWished);
  let sending = false;
  const run = async () => {
    if (sending) return; // Enter on a slider submits in some browsers and not in others
    sending = true;
    const [sourceAt, targetAt] = [[source.at()], [target.at()]];
    const body = { number: unit.number, source_at: sourceAt, target_at: targetAt, seen: unit.seen };
    if (await reshape(page, "/split", body, { kind: "split", number: unit.number, sourceAt, targetAt })) {
      dialog.close();
      page.goTo(unit.number);
    }
    sending = false;
  };
  // The translation's cut goes with the original's, unless a person has said where it is to be.
  let own = isWished;
  target.slider.addEventListener("input", () => (own = true));
  source.slider.addEventListener("input", () => own || target.move(source.part()));
  source.slider.setAttribute("autofocus", "");
  const form = make("form", {}, make("p", { className: "aside" }, t("split.how")), source.element, target.element,
    make("p", { className: "buttons" }, make("button", { type: "submit", className: "primary" }, t("split.do"))));
  form.addEventListener("keydown", (event) => event.key === "Enter" && event.target.type === "range" && form.requestSubmit());
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    run();
  });
  const dialog = openDialog(t("action.split"), t("close"), form);
}

/** Can two rows become one sentence? */
export const canJoin = (row, next) =>
  Boolean(next) && row.unit.kind === "sentence" && next.unit.kind === "sentence" && row.unit.block === next.unit.block;

/** Join a sentence with the next one. */
export async function joinSentences(page, row, next) {
  if (!(await row.save()) || !(await next.save())) return;
  // Where the seam was, should it be taken back: both are joined with one space.
  const [sourceAt, targetAt] = [[row.unit.source.length + 1], [row.unit.target.length + 1]];
  const number = row.unit.number;
  if (await reshape(page, "/join", { number, seen: [row.unit.seen, next.unit.seen] }, { kind: "join", number, sourceAt, targetAt })) page.goTo(number);
}

/** Send a split or join, and show the story as it has become; true if it was done. */
export async function reshape(page, path, body, edit = null) {
  try {
    const story = await ask("POST", storyPath(page.slug, path), body);
    if (edit) history.note({ slug: page.slug, ...edit });
    page.use(story, true);
    if (edit) announce(t(`${edit.kind}.done`));
    return true;
  } catch (error) {
    warn(error.status ? error.message : t("server.gone"));
    if (error.status === 409) page.refresh();
    return false;
  }
}
