// @ts-check
/**
 * Follows files of one's own: a version that has been saved is taken within a second, and the page
 * moves to the same step of the same iteration, computed by it.
 */
import { isOutdated } from '../lib/own-code.js';
import { ApiProblem, Offline } from '../platform/api/no-answer.js';

/** @typedef {import('../answers.js').OwnKinds} OwnKinds */

/** Milliseconds until it is asked again of a server that did not answer. */
const RETRY = 1000;

/**
 * @param {Pick<import('../types.js').Context, 'store' | 'api' | 'act'> & {checker:
 *   ReturnType<typeof import('./checker.js').createChecker>, guard:
 *   import('./guard.js').Guard}} context
 */
export function createOwnCode({ store, api, act, checker, guard }) {
  /** Moves to the code of now, if what is shown is computed by other code; checks it again. */
  const renew = async () => {
    const { server, stage, gradients } = store.get();
    if (!isOutdated(stage.checkpoint, server.own)) return;
    const { check, checked } = gradients;
    await act.keepUp();
    const now = store.get();
    if (!check || isOutdated(now.stage.checkpoint, server.own) || now.gradients.check) return;
    await checker.toggle();
    if (checked) await checker.open(checked.address);
  };

  /** @param {OwnKinds} told */
  const take = async ({ version, kinds }) => {
    const { catalog } = store.get().server;
    const known = catalog.version === version ? catalog : await api.catalogOf(version);
    store.set({ server: { catalog: known, own: kinds } });
    await renew();
  };

  /** As long as the page is looked at: a hidden one asks nothing, and catches up later. */
  const follow = async () => {
    /** @type {string | undefined} */
    let stamp;
    for (;;) {
      await seen();
      const leaving = new AbortController();
      const leave = () => document.hidden && leaving.abort();
      document.addEventListener('visibilitychange', leave);
      try {
        const told = await api.kinds(stamp, leaving.signal);
        if (told.stamp !== stamp) await guard(() => take(told));
        ({ stamp } = told);
      } catch (error) {
        if (!(error instanceof Offline || error instanceof ApiProblem)) throw error;
        if (!leaving.signal.aborted) await pause();
      } finally {
        document.removeEventListener('visibilitychange', leave);
      }
    }
  };

  store.on((state) => state.stage.checkpoint, renew);
  return { follow };
}

const pause = () =>
  new Promise((resolve) => {
    setTimeout(resolve, RETRY);
  });

/** Until the page is looked at. */
const seen = () =>
  new Promise((resolve) => {
    if (!document.hidden) return resolve(null);
    const look = () => {
      if (document.hidden) return;
      document.removeEventListener('visibilitychange', look);
      resolve(null);
    };
    document.addEventListener('visibilitychange', look);
  });
