// @ts-check
/**
 * Asks the server for what the drawer shows: the way that led here, the samples, how good the
 * network is, what it predicts.
 */
import { followLooks } from './drawer/looks.js';
import { followRuns } from './drawer/runs.js';
import { followPlanes, followUnit } from './drawer/units.js';

/**
 * @typedef {Pick<import('../types.js').Context, 'store' | 'api'> & {guard:
 *   import('./guard.js').Guard}} Context
 */

/** @param {Context} context */
export function createDrawerData(context) {
  followRuns(context);
  followLooks(context);
  followUnit(context);
  followPlanes(context);
}
