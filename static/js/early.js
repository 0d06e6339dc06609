// @ts-check
/**
 * Runs before the first paint, so that a chosen theme does not flash; the rest of the page is
 * modules.
 */
try {
  const chosen = localStorage.getItem('backstep.theme');
  if (chosen === 'light' || chosen === 'dark') document.documentElement.dataset.theme = chosen;
} catch {
  // a browser that remembers nothing follows the system
}
