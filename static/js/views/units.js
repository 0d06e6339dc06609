// @ts-check
/**
 * While the learning is open: the unit of a layer that the pointer is on, or that is selected, to
 * see what it makes of the inputs.
 */

/** @typedef {import('../types.js').Context} Context */
/** @typedef {import('../types.js').State} State */

/** @param {HTMLElement} root   the stage @param {Context} context */
export function mount(root, { store }) {
  /** @param {State['focus']['unit']} unit */
  const put = (unit) => {
    const now = store.get().focus.unit;
    if (unit?.address !== now?.address || unit?.j !== now?.j) store.set({ focus: { unit } });
  };
  const chosen = () => {
    const {
      focus: { selection },
      stage: { trace },
      runs: { learning },
    } = store.get();
    const [, j] = selection?.at ?? [];
    return learning &&
      selection &&
      !selection.auto &&
      outputs(trace, selection.address) &&
      j !== undefined
      ? { address: selection.address, j }
      : null;
  };
  root.addEventListener('pointermove', (event) => {
    const {
      stage: { trace },
      runs: { learning },
    } = store.get();
    const target = /** @type {HTMLElement} */ (event.target);
    const address = target.closest('figure')?.dataset.tensor ?? '';
    const count = learning ? outputs(trace, address) : 0;
    const picture = target.closest('.cell, canvas, .ghost');
    if (!count || !(picture instanceof HTMLElement)) return put(chosen());
    const { left, width } = picture.getBoundingClientRect();
    const at = picture.dataset.at?.split(',');
    return put({
      address,
      j: at
        ? Number(at[1])
        : Math.max(0, Math.min(count - 1, Math.floor((count * (event.clientX - left)) / width))),
    });
  });
  root.addEventListener('pointerleave', () => put(chosen()));
  store.onAny(
    ({ focus, stage, runs }) => [focus.selection, stage.trace, runs.learning],
    () => put(chosen()),
  );
}

/**
 * How many units a tensor has, if it is what a layer gives for each sample.
 * @param {State['stage']['trace']} trace
 * @param {string} address
 */
function outputs(trace, address) {
  const tensor = trace?.tensors[address];
  return tensor?.role === 'activation' && tensor.shape.length === 2 ? tensor.shape[1] : 0;
}
