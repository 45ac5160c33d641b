// Adding a term to the glossary, from words that are selected in both texts.

import { ask } from "../api.js";
import { announce, button, make, openDialog, toast } from "../dom.js";
import { t, tn } from "../messages.js";

const USES = ["prefer", "placeholder", "copy", "leave"];

const field = (name, control) => make("p", { className: "form-field" }, make("label", { htmlFor: control.id }, t(`term.${name}`)), control);

/** What the number leaves out, while stories are still being read. */
const unread = (answer) => (answer.waiting ? tn("list.waiting", answer.waiting) : "");

/** Open the form for a new term. */
export function openTerm(page) {
  const chosen = page.active?.selectedWords() ?? { source: "", target: "" };
  const text = page.active?.unit.source ?? "";
  // In a headline in capitals they say nothing; a term in capitals stands only for what is written in capitals.
  if (text === text.toUpperCase()) chosen.source = chosen.source.toLowerCase();
  const { original, translation } = page.story.languages;
  const input = (name, values) => make("input", { type: "text", id: `term-${name}`, autocomplete: "off", ...values });
  const inputs = {
    indonesian: input("indonesian", { value: chosen.source, lang: original, required: true }),
    english: input("english", { value: chosen.target, lang: translation }),
    forms: input("forms", { lang: original }),
    use: make("select", { id: "term-use" }, USES.map((use) => make("option", { value: use }, t(`term.use.${use}`)))),
    note: input("note"),
  };
  const said = make("div", { className: "outcome", role: "status" });
  const add = make("button", { type: "submit", className: "primary" }, t("term.add"));
  const form = make("form", { className: "form" },
    ...Object.entries(inputs).map(([name, control]) => field(name, control)), said,
    make("p", { className: "buttons" }, button(t("term.try"), () => send(true)), add));
  const values = () => Object.fromEntries(Object.entries(inputs).map(([name, control]) => [name, control.value.trim()]));

  async function send(dryRun) {
    if (!form.reportValidity()) return;
    try {
      const answer = await ask("POST", "terms", { ...values(), dry_run: dryRun });
      if (dryRun) said.replaceChildren(make("p", {}, tn("term.affects", answer.total), " ", unread(answer)));
      else added(answer);
    } catch (error) {
      said.replaceChildren(make("p", { className: "trouble" }, error.status ? error.message : t("server.gone")));
    }
  }

  function added(answer) {
    announce(t("term.added"));
    toast(t("term.added"));
    page.panel.reload();
    add.disabled = true;
    const apply = button(tn("term.apply", answer.total), () => applied(answer, apply), { className: "primary" });
    said.replaceChildren(make("p", {}, t("term.added"), " ", tn("term.affects", answer.total), " ", unread(answer)), answer.total ? apply : "");
    if (answer.total) apply.focus();
    else dialog.close();
  }

  async function applied(answer, apply) {
    apply.disabled = true;
    said.append(make("p", { className: "aside" }, t("translate.busy")));
    try {
      const done = await ask("POST", "terms/apply", { sentences: answer.affected });
      dialog.close();
      const told = tn("term.applied", done.sentences.filter((one) => one.changed).length);
      announce(told);
      toast(told);
      page.refresh();
    } catch (error) {
      said.replaceChildren(make("p", { className: "trouble" }, error.status ? error.message : t("server.gone")), apply);
      apply.disabled = false;
    }
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(false);
  });
  (chosen.source ? inputs.english : inputs.indonesian).setAttribute("autofocus", "");
  const dialog = openDialog(t("action.addTerm"), t("close"), form);
}
