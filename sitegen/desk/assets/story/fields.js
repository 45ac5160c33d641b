// What stands in the front matter beside the texts: dates, tags, captions, draft, withdrawn, corrections.

import { ask, storyPath } from "../api.js";
import { announce, make, openDialog, toast } from "../dom.js";
import { languageName, t } from "../messages.js";

// How each field is typed; the order is that of the form.
const KINDS = {
  title: "text", date: "date", time: "time", updated: "text", dateline: "text", tags: "list", authors: "list", editors: "list", byline: "text",
  caption: "long", credit: "text", image_alt: "long", draft: "flag", correction: "long", withdrawn: "flag", withdrawn_reason: "long",
};

const shown = (kind, value) => (kind === "list" ? (value ?? []).map((item) => item.name ?? item).join(", ") : value ?? "");

function control(side, name, lang) {
  const kind = KINDS[name];
  const id = `field-${side}-${name}`;
  if (kind === "long") return make("textarea", { id, rows: 2, lang });
  if (kind === "flag") return make("input", { id, type: "checkbox" });
  return make("input", {
    id, type: kind === "list" ? "text" : kind, lang, autocomplete: "off", step: kind === "time" ? "1" : null,
    placeholder: name === "updated" ? "2022-01-31 19:30" : null,
  });
}

class Field {
  constructor(side, name, lang, value) {
    Object.assign(this, { side, name, kind: KINDS[name], input: control(side, name, lang) });
    const label = make("label", { htmlFor: this.input.id }, t(`field.${name}`), this.kind === "list" ? make("span", { className: "aside" }, ` ${t("field.commas")}`) : "");
    this.clash = make("span", { className: "trouble" });
    this.element = make("p", { className: this.kind === "flag" ? "form-field flag" : "form-field" }, ...(this.kind === "flag" ? [this.input, label] : [label, this.input]), this.clash);
    this.show(value);
  }

  show(value) {
    this.base = value;
    if (this.kind === "flag") this.input.checked = Boolean(value);
    else this.input.value = shown(this.kind, value);
    // A date that the browser's own field cannot show is typed as text.
    if (["date", "time"].includes(this.kind) && value && !this.input.value) {
      this.input.type = "text";
      this.input.value = value;
    }
    this.first = this.#raw();
  }

  #raw() {
    return this.kind === "flag" ? this.input.checked : this.input.value.trim();
  }

  get changed() {
    return this.#raw() !== this.first;
  }

  get value() {
    const raw = this.#raw();
    if (this.kind === "list") return raw.split(",").map((item) => item.trim()).filter(Boolean);
    return raw;
  }

  /** The file has another value now: what was typed stays, and both are shown. Returns whether there are two. */
  meet(value) {
    if (JSON.stringify(value) === JSON.stringify(this.base)) return false;
    if (!this.changed) {
      this.show(value);
      return false;
    }
    this.base = value;
    this.clash.textContent = t("field.clash", { value: this.kind === "flag" ? t(value ? "yes" : "no") : shown(this.kind, value) });
    return true;
  }
}

/** Open the form. */
export function openFields(page) {
  const { languages } = page.story;
  const sides = Object.entries(page.story.fields).map(([side, values]) => {
    const fields = Object.keys(KINDS).filter((name) => name in values).map((name) => new Field(side, name, languages[side], values[name]));
    return { side, fields };
  });
  const all = sides.flatMap(({ fields }) => fields);
  const said = make("div", { className: "outcome", role: "alert" });
  const form = make("form", { className: "form" },
    make("div", { className: "columns" }, sides.map(({ side, fields }) => make("fieldset", {}, make("legend", {}, languageName(languages[side])), fields.map((field) => field.element)))),
    make("div", { className: "foot" }, said, make("p", { className: "buttons" }, make("button", { type: "submit", className: "primary" }, t("fields.save")))));

  async function save(again = true) {
    const changes = { version: page.story.version };
    for (const field of all) if (field.changed) changes[field.side] = { ...changes[field.side], [field.name]: field.value };
    try {
      page.use(await ask("PATCH", storyPath(page.slug, "/fields"), changes));
      announce(t("fields.saved"));
      toast(t("fields.saved"));
      dialog.close();
    } catch (error) {
      // A sentence that was saved a moment ago also makes it another file; no field meets that.
      if (error.status === 409 && !(await meet()) && again) await save(false);
      else if (error.status === 409) said.replaceChildren(make("p", { className: "trouble" }, t("fields.clash")));
      else said.replaceChildren(make("p", { className: "trouble" }, error.status ? error.message : t("fields.unreachable")),
        make("ul", {}, (error.body?.problems ?? []).map((problem) => make("li", {}, String(problem.message ?? problem)))));
    }
  }

  async function meet() {
    page.use(await ask("GET", storyPath(page.slug)));
    return all.filter((field) => field.meet(page.story.fields[field.side][field.name])).length > 0;
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    save();
  });
  // What was typed is only given up by one who asks twice.
  let warned = false;
  form.addEventListener("input", () => (warned = false));
  const mayClose = () => {
    if (warned || !all.some((field) => field.changed)) return true;
    said.replaceChildren(make("p", { className: "trouble" }, t("fields.unsaved")));
    warned = true;
    return false;
  };
  const dialog = openDialog(t("action.fields"), t("close"), form, { className: "wide", mayClose });
}
