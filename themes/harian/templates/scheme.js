(() => {
  const root = document.documentElement;
  root.classList.add("scripted");
  try {
    const chosen = localStorage.getItem("sitegen-scheme");
    if (chosen === "dark" || chosen === "light") root.dataset.scheme = chosen;
  } catch { /* storage is not allowed: the system's colours stay */ }
})();
