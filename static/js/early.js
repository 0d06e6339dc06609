// @ts-check
/**
 * Runs before the first paint, so that a chosen theme does not flash, and a file that is dropped
 * before the page is whole is not what the browser shows instead; the rest of the page is modules.
 */
try {
  const chosen = localStorage.getItem('backstep.theme');
  if (chosen === 'light' || chosen === 'dark') document.documentElement.dataset.theme = chosen;
} catch {
  // a browser that remembers nothing follows the system
}

/** What was dropped, until there is somebody to open it; null is nothing that can be opened. */
/** @type {File | null | undefined} */
let held;
/** @param {DragEvent} event */
const hold = (event) => {
  if (!event.dataTransfer?.types.includes('Files')) return;
  event.preventDefault(); // the browser would leave the page for it
  if (event.type === 'drop') held = event.dataTransfer.files[0] ?? null;
};
addEventListener('dragover', hold);
addEventListener('drop', hold);
addEventListener(
  'backstep.opens',
  (event) => {
    removeEventListener('dragover', hold);
    removeEventListener('drop', hold);
    const { detail: open } = /** @type {CustomEvent<(file: File | null) => void>} */ (event);
    if (held !== undefined) open(held);
  },
  { once: true },
);
