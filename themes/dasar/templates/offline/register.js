// Starts the worker that keeps what was read. Where it may not run, as in a preview, pages are as they were.
(() => {
  const { worker } = document.currentScript.dataset;
  const workers = navigator.serviceWorker;
  if (!workers) return;
  const isNew = !workers.controller;
  addEventListener("load", async () => {
    try {
      await workers.register(worker, { updateViaCache: "none" });
      const { active } = await workers.ready;
      const loaded = performance.getEntriesByType("resource").map((entry) => entry.name);
      if (isNew) active.postMessage({ keep: [location.href.split("#")[0], ...loaded] });
    } catch { /* no worker is allowed here */ }
  });
})();
