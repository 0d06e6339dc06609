// @ts-check
/** The gradient check: asked for by a person, forgotten when the network changes. */
import { Lookup } from '../platform/lookup.js';

/** @typedef {import('../lib/verdicts.js').Report} Report */

/**
 * @param {Pick<import('../types.js').Context, 'store' | 'api'> & {guard:
 *   import('./guard.js').Guard}} context
 */
export function createChecker({ store, api, guard }) {
  /** @type {Lookup<Report>} */
  const opened = new Lookup();

  let asked = 0;
  /** @param {(id: string) => Promise<void>} work */
  const checking = (work) =>
    guard(async () => {
      const { checkpoint } = store.get().stage;
      if (!checkpoint) return;
      asked += 1;
      store.set({ gradients: { checking: true } });
      await work(checkpoint.id).finally(() => {
        asked -= 1;
        if (!asked) store.set({ gradients: { checking: false } });
      });
    });
  /** @param {string} id */
  const stands = (id) => store.get().stage.checkpoint?.id === id;

  /** What was asked for last, whichever answer comes first. @type {string | null} */
  let wanted = null;

  /** @param {string} address */
  const open = (address) => {
    wanted = address;
    return checking(async (id) => {
      const report = await opened.load(`${id},${address}`, () => api.checkCells(id, address));
      if (stands(id) && wanted === address)
        store.set({ gradients: { checked: { address, report: report.tensors[address] } } });
    });
  };

  const close = () => {
    wanted = null;
    store.set({ gradients: { checked: null } });
  };

  // While the marks are there, a gradient's number that is asked for is shown beside its numeric
  // twin.
  store.on(
    (state) => state.focus.selection,
    (selection) => {
      const { check, checked } = store.get().gradients;
      if (!check || !selection || selection.auto || !(selection.address in check.tensors)) return;
      if (checked?.address !== selection.address) open(selection.address);
    },
  );

  return {
    /** Checks every gradient, or takes the marks away. */
    toggle() {
      if (store.get().gradients.check) {
        close();
        return store.set({ gradients: { check: null } });
      }
      return checking(async (id) => {
        const check = await api.check(id);
        if (stands(id)) store.set({ gradients: { check } });
      });
    },
    open,
    close,
  };
}
