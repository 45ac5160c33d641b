// What was typed in this browser before and is not saved: it is offered again when its story is opened.

import { button, make } from "../dom.js";
import * as drafts from "../drafts.js";
import { t, tn } from "../messages.js";

export class Offers {
  constructor(page) {
    this.page = page;
    this.element = make("section", { className: "orphans", hidden: true });
  }

  /** Put each draft into the sentence that it was typed for, and show those whose sentence is gone. */
  show() {
    const { rows, slug } = this.page;
    const left = [];
    for (const draft of drafts.all(slug)) {
      const same = rows.filter((row) => row.unit.source === draft.source);
      const row = same.find((one) => one.unit.number === draft.number) ?? same[0]
        ?? rows.find((one) => one.unit.number === draft.number && one.unit.target === draft.base);
      if (!row || row.dirty) left.push(draft);
      else {
        if (row.unit.number !== draft.number) drafts.drop(slug, draft.number, draft.target);
        if (draft.target === row.unit.target) drafts.drop(slug, row.unit.number, draft.target);
        else row.offer(draft);
      }
    }
    const offered = rows.filter((row) => row.offered);
    this.element.hidden = !left.length && !offered.length;
    this.element.replaceChildren(
      offered.length ? make("p", {}, tn("draft.offered", offered.length), " ",
        button(t("draft.saveAll"), () => this.#saveAll(offered)), button(t("draft.discardAll"), () => this.#discardAll(offered))) : "",
      ...left.map((draft) => this.#orphan(draft)));
  }

  #orphan(draft) {
    return make("p", { className: "orphan" }, t("draft.orphan"), make("q", {}, draft.target), " ",
      button(t("draft.discard"), (event) => {
        drafts.drop(this.page.slug, draft.number, draft.target);
        event.target.closest("p").remove();
        this.page.desk.querySelector("h1").focus();
      }));
  }

  async #saveAll(rows) {
    for (const row of rows) await row.save();
    this.element.hidden = !this.element.querySelector(".orphan");
    (rows.find((row) => row.conflict) ?? rows[0]).field.focus();
  }

  #discardAll(rows) {
    rows.forEach((row) => drafts.drop(this.page.slug, row.unit.number));
    this.page.open();
  }
}
