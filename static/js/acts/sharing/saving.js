// @ts-check
/** A file that another machine opens: all that led to the checkpoint, and what is looked at. */
import { stood } from '../../lib/standing.js';

/** How long the browser has the text after it was asked to save it, in milliseconds. */
const READ = 10_000;

/**
 * @param {Pick<import('../../types.js').Context, 'store' | 'api'> & {guard:
 *   import('../guard.js').Guard}} context
 */
export const createSaving =
  ({ store, api, guard }) =>
  () =>
    guard(async () => {
      const state = stood(store.get());
      const { checkpoint } = state.stage;
      if (!checkpoint) return;
      const text = JSON.stringify({ ...(await api.exported(checkpoint.id)), view: viewOf(state) });
      save(`backstep-${checkpoint.id}.backstep.json`, text);
    });

/** @param {import('../../types.js').State} state */
const viewOf = ({ stage: { cursor }, focus: { selection, pins, sample }, reader: { lang } }) => ({
  step: cursor,
  cell: selection && { address: selection.address, at: selection.at },
  pins,
  sample,
  lang,
});

/** @param {string} name @param {string} text */
function save(name, text) {
  const address = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const link = document.createElement('a');
  Object.assign(link, { href: address, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), READ);
}
