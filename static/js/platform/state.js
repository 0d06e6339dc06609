// @ts-check
/** What the page knows, in slices: one for each of its concerns. `store.js` keeps it. */
import * as focus from './slices/focus.js';
import * as gradients from './slices/gradients.js';
import * as network from './slices/network.js';
import * as reader from './slices/reader.js';
import * as runs from './slices/runs.js';
import * as server from './slices/server.js';
import * as stage from './slices/stage.js';
import * as teaching from './slices/teaching.js';

/**
 * @typedef {object} State
 * @property {import('./slices/server.js').Server} server
 * @property {import('./slices/reader.js').Reader} reader
 * @property {import('./slices/stage.js').Stage} stage
 * @property {import('./slices/focus.js').Focus} focus
 * @property {import('./slices/network.js').Network} network
 * @property {import('./slices/gradients.js').Gradients} gradients
 * @property {import('./slices/runs.js').Runs} runs
 * @property {import('./slices/teaching.js').Teaching} teaching
 */

/**
 * What the page begins with.
 * @param {Pick<State['reader'], 'lang' | 'theme' | 'manner'> &
 *   Pick<State['focus'], 'pins' | 'sample'> & Pick<State['server'], 'languages'> &
 *   Pick<State['runs'], 'learning'>} wanted
 * @returns {State}
 */
export const begun = (wanted) => ({
  server: server.begun(wanted),
  reader: reader.begun(wanted),
  stage: stage.BEGUN,
  focus: focus.begun(wanted),
  network: network.BEGUN,
  gradients: gradients.BEGUN,
  runs: runs.begun(wanted),
  teaching: teaching.BEGUN,
});
