// @ts-check
/** Shows the page as a teacher's link wants it: manner.css leaves out, locks and enlarges. */

/**
 * @param {HTMLElement} app
 * @param {import('../types.js').Context} context
 */
export function mount(app, { store }) {
  store.on(
    (state) => state.reader.manner,
    ({ hide, lock, present }) => {
      app.dataset.hide = hide.join(' ');
      app.classList.toggle('locked', lock);
      document.documentElement.classList.toggle('present', present);
    },
  );
}
