// @ts-check
/** Before one builds: whoever opens building, or clicks where a layer may stand, brings it. */

/**
 * @param {HTMLElement} app
 * @param {import('../types.js').Context & {guard: import('../acts/guard.js').Guard}} context
 * @param {() => Promise<void>} bring   fetches building; once it is there this does nothing more
 */
export function mount(app, { store, guard }, bring) {
  let built = false;
  const building = async () => {
    await bring();
    built = true;
  };
  store.on(
    ({ network }) => network.building || network.draft !== null,
    (wanted) => {
      if (wanted && !built) guard(building);
    },
  );
  app.addEventListener(
    'click',
    (event) => {
      const spot = /** @type {Element} */ (event.target).closest('[data-insert], [data-swap]');
      if (!(spot instanceof HTMLElement) || built) return;
      event.stopPropagation();
      guard(async () => {
        await building();
        if (spot.isConnected) spot.click();
      });
    },
    { capture: true },
  );
}
