// The parallel page works without this. It lets the reader choose a sentence: its counterpart lights up, keys and buttons
// lead to the next one and to the other language, and the link to it can be copied. Keys do something only while the
// chosen sentence, or what belongs to it, has the focus; all others stay the browser's.
(() => {
  "use strict";

  const text = document.querySelector(".parallel-text");
  const tools = text.querySelector(".tools");
  const said = text.querySelector(".said");
  const sentences = [...text.querySelectorAll("[data-sentence]")];
  const names = [...new Set(sentences.map((sentence) => sentence.dataset.sentence))];
  const numbers = [...text.querySelectorAll(".sentence-number")];
  const suggestions = [...text.querySelectorAll(".suggest")];
  const sideOf = (sentence) => sentence.closest("[lang]").lang;
  const named = (name) => sentences.filter((sentence) => sentence.dataset.sentence === name);
  const hash = (name) => "#" + (name > 0 ? "s" + name : name);
  let chosen = null;

  // A sentence on the wanted side; where that has none, its counterpart.
  const find = (name, lang) => named(name).find((sentence) => sideOf(sentence) === lang) || named(name)[0];

  const mark = (sentence) => {
    for (const other of sentences) other.classList.remove("chosen", "counterpart");
    chosen = sentence;
    tools.hidden = !sentence;
    text.classList.toggle("choosing", !!sentence);
    said.textContent = "";
    if (!sentence) return;
    const { sentence: name } = sentence.dataset;
    for (const other of named(name)) {
      other.classList.add(sideOf(other) === sideOf(sentence) ? "chosen" : "counterpart");
    }
    // One stop of the Tab key for all numbers: that of the chosen sentence; and one for the way to suggest a better one.
    for (const link of suggestions) link.tabIndex = link.closest("[data-sentence]").dataset.sentence === name ? 0 : -1;
    for (const number of numbers) number.tabIndex = number.textContent === name ? 0 : -1;
    if (!(name > 0) && numbers.length) numbers[0].tabIndex = 0;
    tools.querySelector(".place").textContent = name > 0 ? `${name} / ${tools.dataset.count}` : "";
    tools.querySelector("[data-do=previous]").disabled = name === names[0];
    tools.querySelector("[data-do=next]").disabled = name === names[names.length - 1];
  };

  // The focus goes to the sentence, so that it is read aloud and the Tab key goes on from there.
  const go = (sentence, keepFocus) => {
    mark(sentence);
    history.replaceState(history.state, "", hash(sentence.dataset.sentence));
    if (!keepFocus) sentence.focus({ preventScroll: true });
    sentence.scrollIntoView({ block: "nearest" });
  };

  const step = (by, keepFocus) => {
    const name = names[names.indexOf(chosen.dataset.sentence) + by];
    if (name !== undefined) go(find(name, sideOf(chosen)), keepFocus);
  };

  const other = (keepFocus) => {
    go(named(chosen.dataset.sentence).find((one) => sideOf(one) !== sideOf(chosen)) || chosen, keepFocus);
  };

  const leave = () => {
    const last = chosen;
    mark(null);
    history.replaceState(history.state, "", location.pathname + location.search);
    if (document.activeElement && text.contains(document.activeElement)) document.activeElement.blur();
    getSelection().collapse(last, 0);  // the Tab key goes on from here
  };

  // A sentence of the other language is linked to on the page on which that language comes first.
  const copy = async () => {
    const page = sideOf(chosen) === text.dataset.lang ? location.pathname : text.dataset.other;
    try {
      await navigator.clipboard.writeText(new URL(page + hash(chosen.dataset.sentence), location.href).href);
      said.textContent = tools.dataset.copied;
    } catch {
      said.textContent = tools.dataset.notCopied;
    }
  };

  const actions = {
    next: (keepFocus) => step(1, keepFocus),
    previous: (keepFocus) => step(-1, keepFocus),
    switch: other,
    copy,
    leave,
  };
  const keys = { j: "next", k: "previous", s: "switch", c: "copy", Escape: "leave" };

  text.addEventListener("keydown", (event) => {
    const action = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!action || !chosen || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    event.preventDefault();
    actions[action](tools.contains(event.target));
  });

  tools.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button && chosen) actions[button.dataset.do](true);
  });

  text.addEventListener("click", (event) => {
    const sentence = event.target.closest("[data-sentence]");
    if (sentence && !event.target.closest("a") && getSelection().isCollapsed) go(sentence);
  });

  // A link inside a sentence, or its number, chooses it too.
  text.addEventListener("focusin", ({ target }) => {
    const sentence = target.closest("[data-sentence]")
      || (numbers.includes(target) && find(target.textContent, text.dataset.lang));
    if (sentence && !(chosen && sentence.dataset.sentence === chosen.dataset.sentence && !target.matches("[data-sentence]"))) {
      mark(sentence);
    }
  });

  // Sentences in tables stand apart from their counterparts, so the style sheet alone cannot light both.
  const light = (event) => {
    const sentence = event.target.closest("[data-sentence]");
    for (const one of text.querySelectorAll(".lit")) one.classList.remove("lit");
    if (sentence) for (const one of named(sentence.dataset.sentence)) one.classList.add("lit");
  };
  text.addEventListener("pointerover", light);
  text.addEventListener("pointerleave", light);

  const arrive = () => {
    const sentence = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (sentence && sentence.matches("[data-sentence]")) mark(sentence);
  };

  for (const sentence of sentences) sentence.tabIndex = -1;
  for (const link of [...numbers.slice(1), ...suggestions]) link.tabIndex = -1;
  text.classList.add("live");
  addEventListener("hashchange", arrive);
  arrive();
})();
