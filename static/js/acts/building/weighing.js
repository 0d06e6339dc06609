// @ts-check
/** While the network is being built, which losses suit it; an iteration later the same. */

/**
 * @param {import('../../types.js').Store} store
 * @param {ReturnType<typeof import('./offering.js').createOffering>} offers
 */
export function keepWeighed(store, offers) {
  let last = '';
  const weigh = async () => {
    const { network, stage } = store.get();
    const { building, draft } = network;
    const { checkpoint } = stage;
    const of =
      building && checkpoint ? JSON.stringify([checkpoint.base, draft?.layers, draft?.patch]) : '';
    if (of === last) return;
    last = of;
    if (!of) return;
    const found = await offers({ role: 'loss', index: 0, swap: true }).catch(() => null);
    if (last === of && found) {
      const weighed = Object.fromEntries(found.map(({ kind, errors }) => [kind, errors]));
      store.set({ network: { weighed } });
    }
    if (!found) last = ''; // the server is away
  };
  store.onAny(({ network, stage }) => [network.building, stage.checkpoint, network.draft], weigh);
}
