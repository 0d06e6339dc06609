// @ts-check
/**
 * A typed guess is held against the number, and of a wrong one it is told which slip leads to it.
 */
import { near } from '../../lib/format.js';
import { namingAt, toldOf, toldOfOwn, tolerance, veiled, wantedDecimals } from '../../lib/guess.js';
import { cell as cellName, text } from '../../lib/names.js';
import { readTyped } from '../../lib/number.js';
import { isOwn, slipsOn } from '../../lib/own-code.js';

/** @typedef {import('../../types.js').Cell} Cell */
/** @typedef {{right: string} | {told: import('../../lib/guess.js').Told}} Verdict   right: the
 *   number that was guessed */

/** @type {Verdict} */
const OFFLINE = { told: [{ name: 'offline', slots: {} }] };

/**
 * @param {Pick<import('../../types.js').Context, 'store' | 'api'>} context
 * @param {Cell} asked
 * @param {string} typed
 * @returns {Promise<Verdict | null>}   null where something else is asked for meanwhile
 */
export async function judged({ store, api }, asked, typed) {
  const { trace } = store.get().stage;
  const { address, at } = asked;
  if (!trace?.checkpoint) return null;
  const { value, wrong } = readTyped(typed);
  if (value === undefined)
    return { told: [{ name: wrong === 'words' ? 'typed' : wrong, slots: {} }] };
  const isGone = () => veiled(store.get()) !== address || store.get().stage.trace !== trace;

  const explanation = await api.explain(trace.checkpoint, address, at).catch(() => null);
  if (isGone()) return null;
  if (!explanation) return OFFLINE;
  const exact = explanation.value;
  const decimals = wantedDecimals(trace, address);
  const within = tolerance(exact, decimals);
  if (Math.abs(exact - value) <= within || Object.is(exact, value))
    return { right: `${cellName(address, at, trace)} = ${near(exact, decimals + 1)}` };

  const about = { name: text(address, trace), guess: typed.trim() };
  const slips = await api
    .slips(trace.checkpoint, address, at, { guess: value, within: within / 2 })
    .catch(() => null);
  if (isGone()) return null;
  if (!slips) return OFFLINE;
  const told = toldOf(slips, about, namingAt(trace, address));
  const { server, stage } = store.get();
  const own = isOwn(server.catalog, trace, trace.steps[stage.cursor]);
  return {
    told: own ? toldOfOwn(told, slipsOn(trace, stage.checkpoint, server.own)[address]) : told,
  };
}
