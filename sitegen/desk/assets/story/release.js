// "I have read all of this", and publishing.

import { ask, storyPath } from "../api.js";
import { announce, button, make, openDialog } from "../dom.js";
import { day, number, t, tn } from "../messages.js";

const NAME = "desk-name";

const kept = () => {
  try {
    return localStorage.getItem(NAME) ?? "";
  } catch {
    return "";
  }
};
const keepName = (name) => {
  try {
    localStorage.setItem(NAME, name);
  } catch { /* asked again next time */ }
};
const trouble = (error) => make("p", { className: "trouble" }, error.status ? error.message : t("server.gone"));

function review(page) {
  const said = make("div", { role: "status" });
  const box = make("section", {});

  async function send(method, body) {
    try {
      page.use(await ask(method, storyPath(page.slug, "/review"), { version: page.story.version, ...body }));
      show();
      announce(t(method === "POST" ? "review.done" : "review.takenBack"));
      (box.querySelector("button") ?? box).focus();
    } catch (error) {
      if (error.status === 409) page.refresh();
      said.replaceChildren(trouble(error));
    }
  }

  function show() {
    const { reviewed } = page.story;
    said.replaceChildren();
    const waiting = page.rows.filter((row) => row.needsWork).length;
    const name = make("input", { type: "text", id: "reviewer", autocomplete: "name", required: true, value: kept(), maxLength: 100, autofocus: !reviewed?.whole });
    const form = make("form", { className: "form" },
      waiting ? make("p", { className: "trouble" }, tn("story.waiting", waiting)) : "",
      make("p", { className: "form-field" }, make("label", { htmlFor: "reviewer" }, t("review.name")), name),
      make("p", { className: "buttons" }, make("button", { type: "submit", className: "primary" }, t("review.do"))));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      keepName(name.value.trim());
      send("POST", { by: name.value.trim() });
    });
    const done = [make("p", {}, t("story.reviewed", { by: reviewed?.by ?? "", on: day(reviewed?.on) })), make("p", { className: "buttons" }, button(t("review.takeBack"), () => send("DELETE", {})))];
    box.replaceChildren(make("h3", {}, t("review.title")), ...(reviewed?.whole ? done : [form]), said);
  }

  show();
  return box;
}

/** Why a story is not on the site, whatever is published: "draft", "withdrawn" or nothing. */
export const heldBack = ({ fields }) => {
  const { original = {}, translation = {} } = fields ?? {};
  return original.withdrawn ? "withdrawn" : original.draft ? "draft" : translation.draft ? "draftTranslation" : "";
};

/** How many files are added, changed and deleted, in words. */
const counted = (counts) => Object.entries(counts).filter(([, count]) => count).map(([kind, count]) => `${t(`plan.${kind}`)}: ${number(count)}`).join(", ");

function publishing(page) {
  const held = heldBack(page.story);
  const box = make("section", {}, make("h3", {}, t("publish.title")), make("p", { className: "aside" }, t("publish.whole")), held && make("p", { className: "trouble" }, t(`publish.${held}`)));
  const said = make("div", { role: "status", className: "outcome" });
  const plan = make("pre", { className: "plan", hidden: true, tabIndex: 0, ariaLabel: t("publish.plan") });

  const problems = (found) => make("ul", {}, (found ?? []).map((problem) => make("li", {}, String(problem.message ?? problem))));

  async function run(select, dryRun, now) {
    said.replaceChildren(make("p", { className: "aside" }, t(dryRun ? "publish.planning" : "publish.busy")));
    now.disabled = true;
    try {
      const answer = await ask("POST", "publish", { target: select.value, dry_run: dryRun });
      plan.textContent = answer.plan.join("\n");
      plan.hidden = !plan.textContent;
      const nothing = dryRun && !answer.plan.length;
      const outcome = make("p", { tabIndex: -1 }, t(nothing ? "publish.nothing" : dryRun ? "publish.planned" : "publish.done"), " ", counted(answer.counts));
      said.replaceChildren(outcome, problems(answer.problems));
      now.disabled = !dryRun;
      (dryRun ? now : outcome).focus();
    } catch (error) {
      const outcome = trouble(error);
      outcome.tabIndex = -1;
      said.replaceChildren(outcome, problems(error.body?.problems));
      outcome.focus();
    }
  }

  async function show() {
    let targets;
    try {
      const answer = await ask("GET", "targets");
      targets = (answer.targets ?? answer).map((target) => target.name ?? target);
    } catch (error) {
      box.append(trouble(error));
      return;
    }
    if (!targets.length) {
      box.append(make("p", { className: "aside" }, t("publish.noTarget")));
      return;
    }
    const select = make("select", { id: "target", onchange: () => (now.disabled = true) }, targets.map((name) => make("option", { value: name }, name)));
    const now = button(t("publish.do"), () => run(select, false, now), { className: "primary", disabled: true });
    box.append(make("p", { className: "form-field" }, make("label", { htmlFor: "target" }, t("publish.target")), select),
      make("p", { className: "buttons" }, button(t("publish.dryRun"), () => run(select, true, now)), now), said, plan);
  }

  show();
  return box;
}

/** Open the dialog of release. */
export async function openRelease(page) {
  const saved = await page.active?.save();
  if (saved === false) return;
  await page.refresh(); // so that what is signed is what was read
  openDialog(t("action.release"), t("close"), [review(page), publishing(page)], { className: "wide" });
}
