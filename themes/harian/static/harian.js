// The pages work without this. It keeps the reader's place when the language changes, marks the likelier language, and
// switches between light and dark.
(() => {
  "use strict";

  // The sentence that the reader is at: the one that the address names while it is in view or the page is at its top,
  // or else the topmost in view.
  const name = ({ id, dataset }) => "#" + (dataset.sentence > 0 ? "s" + dataset.sentence : id);
  const place = () => {
    const top = (document.querySelector(".sides") || document.querySelector(".masthead")).getBoundingClientRect().bottom;
    const box = (element) => element.getBoundingClientRect();
    const sentences = [...document.querySelectorAll(".body .sentence[id]")];
    const atTop = !sentences.length || box(sentences[0]).top >= top;
    const named = document.getElementById(location.hash.slice(1));
    if (named && /^(s\d|fn)/.test(named.id) && (atTop || (box(named).bottom > top && box(named).top < innerHeight))) {
      return name(named);
    }
    const reading = atTop ? null : sentences.find((element) => box(element).bottom > top);
    return reading ? name(reading) : "";
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

  // Light or dark: as the system prefers, until the reader chooses the other. The choice is remembered for all pages;
  // templates/scheme.js makes it count before anything is painted.
  const root = document.documentElement;
  const key = "sitegen-scheme";
  const system = matchMedia("(prefers-color-scheme: dark)");
  const dark = () => (root.dataset.scheme ? root.dataset.scheme === "dark" : system.matches);
  const choose = (chosen) => {
    if (chosen) root.dataset.scheme = chosen;
    else delete root.dataset.scheme;
    document.querySelector(".scheme")?.setAttribute("aria-pressed", String(dark()));
  };
  const remembered = () => {
    try { return localStorage.getItem(key); } catch { return root.dataset.scheme; }
  };

  document.querySelector(".scheme")?.addEventListener("click", () => {
    const chosen = dark() ? "light" : "dark";
    const preferred = (chosen === "dark") === system.matches;
    choose(preferred ? null : chosen);
    try {
      if (preferred) localStorage.removeItem(key);
      else localStorage.setItem(key, chosen);
    } catch { /* not remembered, but it counts on this page */ }
  });
  for (const [target, event] of [[system, "change"], [window, "storage"], [window, "pageshow"]]) {
    target.addEventListener(event, () => choose(remembered()));
  }
})();
