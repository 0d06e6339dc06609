// @ts-check
/** Moves a layer up or down the list: by its grip, with a pointer or with the arrow keys. */

/**
 * @param {HTMLElement} root   holds rows [data-layer], each with a [data-grip]
 * @param {Pick<ReturnType<typeof import('../acts/builder.js').createBuilder>, 'move' | 'layers'>}
 *   build
 */
export function reorder(root, build) {
  const rows = () => /** @type {HTMLElement[]} */ ([...root.querySelectorAll('[data-layer]')]);

  root.addEventListener('keydown', async (event) => {
    const grip = /** @type {Element} */ (event.target).closest('[data-grip]');
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!(grip instanceof HTMLElement) || by === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    const from = Number(grip.dataset.grip);
    const to = from + by;
    if (to < 0 || to >= build.layers().length) return;
    await build.move(from, to);
    /** @type {HTMLElement | null} */ (root.querySelector(`[data-grip="${to}"]`))?.focus();
  });

  root.addEventListener('pointerdown', (event) => {
    const grip = /** @type {Element} */ (event.target).closest('[data-grip]');
    if (!(grip instanceof HTMLElement) || event.button !== 0) return;
    const from = Number(grip.dataset.grip);
    const row = rows()[from];
    let to = from;
    grip.setPointerCapture(event.pointerId);
    row.classList.add('dragged');
    /** @param {PointerEvent} move */
    const drag = (move) => {
      row.style.setProperty('--by', `${move.clientY - event.clientY}px`);
      const others = rows().filter((other) => other !== row);
      to = others.filter((other) => middle(other) < move.clientY).length;
      for (const other of others) other.classList.toggle('above', middle(other) < move.clientY);
    };
    const drop = () => {
      grip.removeEventListener('pointermove', drag);
      row.classList.remove('dragged');
      row.style.removeProperty('--by');
      build.move(from, to);
    };
    grip.addEventListener('pointermove', drag);
    grip.addEventListener('pointerup', drop, { once: true });
    grip.addEventListener(
      'pointercancel',
      () => {
        to = from;
        drop();
      },
      { once: true },
    );
  });
}

/** @param {Element} row */
function middle(row) {
  const { top, height } = row.getBoundingClientRect();
  return top + height / 2;
}
