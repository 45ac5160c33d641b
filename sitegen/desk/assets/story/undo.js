// Taking edits back and doing them again, in whichever story they were made.

import { announce, toast, warn } from "../dom.js";
import * as history from "./history.js";
import { t } from "../messages.js";
import { reshape } from "./split.js";

// Numbers move when lines come and go; the original tells the sentence.
const rowOf = (page, edit) =>
  page.rows.find((row) => row.unit.number === edit.number && row.unit.source === edit.source) ?? page.rows.find((row) => row.unit.source === edit.source);

async function change(page, edit, back) {
  const row = rowOf(page, edit);
  const [now, then] = back ? [edit.after, edit.before] : [edit.before, edit.after];
  if (!row || row.unit.target !== now || row.dirty) return false;
  row.field.focus();
  row.element.scrollIntoView({ block: "nearest" });
  // Where the text stayed, the edit was about whose it is.
  return now === then ? row.acceptAgain(back === edit.accepted ? edit.doubts : null) : row.write({ target: then });
}

const join = (page, edit) => {
  const at = page.rows.findIndex((row) => row.unit.number === edit.number);
  const pair = page.rows.slice(at, at + 2);
  return pair.length === 2 ? reshape(page, "/join", { number: edit.number, seen: pair.map((row) => row.unit.seen) }) : false;
};
const split = (page, edit) => {
  const row = page.rows.find((one) => one.unit.number === edit.number);
  return row ? reshape(page, "/split", { number: edit.number, source_at: edit.sourceAt, target_at: edit.targetAt, seen: row.unit.seen }) : false;
};

async function perform(page, edit, back) {
  if (edit.slug !== page.slug) {
    location.hash = `#/story/${encodeURIComponent(edit.slug)}/${edit.number}`;
    announce(t("undo.elsewhere"));
    toast(t("undo.elsewhere"));
    return null;
  }
  if (edit.kind === "split") return back ? join(page, edit) : split(page, edit);
  if (edit.kind === "join") return back ? split(page, edit) : join(page, edit);
  return change(page, edit, back);
}

/** Take the last edit back. In another story, go there first: nobody changes what they do not see. */
export async function takeBack(page) {
  await page.active?.save();
  const edit = history.lastDone();
  if (!edit) return announce(t("undo.nothing"));
  const done = await perform(page, edit, true);
  if (done !== null) history.takenBack(edit, done);
  if (done === false) return warn(t("undo.changed"));
  return done && announce(t("undo.done"));
}

/** Do the last edit that was taken back again. */
export async function doAgain(page) {
  const edit = history.lastUndone();
  if (!edit) return announce(t("redo.nothing"));
  const done = await perform(page, edit, false);
  if (done !== null) history.doneAgain(edit, done);
  if (done === false) return warn(t("undo.changed"));
  return done && announce(t("redo.done"));
}
