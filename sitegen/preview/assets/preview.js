// Keeps a page of the preview up to date: loads it again when the site was built, and says what is wrong with it.
(() => {
  "use strict";
  const script = document.currentScript;
  const { version, events } = script.dataset;
  let stream = null;
  let shown = "[]";

  const make = (name, properties, ...children) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  };

  // Everything is put in as text: messages quote articles, which are not trusted.
  const items = (problems) => problems.map(({ place, message, severity }) => {
    const where = place ? [make("code", { textContent: place }), " "] : [];
    return make("li", { className: severity }, ...where, make("span", { textContent: message }));
  });

  const heading = (problems) => {
    const number = (severity, noun) => {
      const found = problems.filter((problem) => problem.severity === severity).length;
      return found ? [`${found} ${noun}${found > 1 ? "s" : ""}`] : [];
    };
    return [...number("error", "error"), ...number("warning", "warning")].join(", ");
  };

  // In a shadow tree, so that neither the theme's style nor ours reaches the other.
  const showOver = (problems) => {
    document.querySelector("sitegen-preview")?.remove();
    if (!problems.length) return;
    const host = document.createElement("sitegen-preview");
    const style = make("link", { rel: "stylesheet", href: new URL("preview.css", script.src).href });
    const open = problems.some((problem) => problem.severity === "error");
    const list = make("ul", { className: "problems" }, ...items(problems));
    const panel = make("details", { open }, make("summary", { textContent: heading(problems) }), list);
    panel.className = open ? "panel error" : "panel warning";
    const region = make("section", { ariaLabel: "Preview" }, panel);
    host.attachShadow({ mode: "open" }).append(style, region);
    document.documentElement.append(host);
  };

  const show = (problems) => {
    if (JSON.stringify(problems) === shown) return;
    shown = JSON.stringify(problems);
    const list = document.getElementById("preview-problems");
    if (list) list.replaceChildren(...items(problems));
    else showOver(problems);
  };

  const close = () => {
    stream?.close();
    stream = null;
  };
  // Browsers open few connections to a host: pages that nobody sees must not use them up.
  const follow = () => {
    if (stream || document.hidden) return;
    stream = new EventSource(events);
    stream.onmessage = (event) => {
      const status = JSON.parse(event.data);
      if (status.version === version) show(status.problems);
      else {
        close();
        location.reload(); // which keeps the place on the page
      }
    };
  };

  document.addEventListener("visibilitychange", () => (document.hidden ? close() : follow()));
  addEventListener("pagehide", close);
  addEventListener("pageshow", follow);
  follow();
})();
