// The pages work without this. It keeps the reader's place when the language changes, and marks the likelier language.
(() => {
  "use strict";

  // The sentence that the reader is at: the one that the address names while it is in view or the page is at its top,
  // or else the topmost in view.
  const place = () => {
    const top = document.querySelector(".masthead").getBoundingClientRect().bottom;
    const box = (element) => element.getBoundingClientRect();
    const sentences = [...document.querySelectorAll(".sentence[id]")];
    const atTop = !sentences.length || box(sentences[0]).top >= top;
    const named = document.getElementById(location.hash.slice(1));
    if (named && /^(s\d|fn)/.test(named.id) && (atTop || (box(named).bottom > top && box(named).top < innerHeight))) {
      return "#" + named.id;
    }
    const reading = atTop ? null : sentences.find((element) => box(element).bottom > top);
    return reading ? "#" + reading.id : "";
  };

  for (const link of document.querySelectorAll("a[data-same-page]")) {
    const page = link.href;
    for (const event of ["pointerdown", "focus", "click"]) {
      link.addEventListener(event, () => { link.href = page + place(); });
    }
  }

  const editions = [...document.querySelectorAll(".choose .edition")];
  for (const language of navigator.languages || []) {
    const match = editions.find((edition) => edition.lang.split("-")[0] === language.split("-")[0]);
    if (match) {
      match.classList.add("likely");
      break;
    }
  }
})();
