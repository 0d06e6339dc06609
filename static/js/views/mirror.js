// @ts-check
/**
 * What a layer uses of another: a small hatched copy of each parameter, that leads to its owner.
 */
import { tensor } from '../lib/address.js';
import { largest } from '../lib/largest.js';
import { nodeName, text } from '../lib/names.js';
import { sizes } from '../lib/shape.js';
import { folded } from '../lib/together.js';
import { el } from '../platform/dom.js';

/**
 * One mirror for each parameter that a node shares; none where it has its own.
 * @param {import('./scene.js').Scene} scene
 * @param {string} id
 */
export function mirrors(scene, id) {
  const { trace, t } = scene;
  const owner = trace.nodes.find((node) => node.id === id)?.share;
  const names = Object.keys(trace.nodes.find((node) => node.id === owner)?.parameters ?? {});
  return names.map((name) => {
    const address = tensor(owner ?? '', name);
    const called = text(address, trace);
    const from = nodeName(owner ?? '', trace, t);
    return el(
      'button',
      {
        class: 'mirror',
        dataset: { source: address },
        attrs: {
          type: 'button',
          'aria-label': t('stage.mirror', { what: called, owner: from }),
          title: t('stage.mirror', { what: called, owner: from }),
        },
        on: { click: () => lead(scene, owner ?? '', address) },
      },
      el('span', null, called),
      el('i', null, sizes(trace.tensors[address].shape)),
      el('em', null, `↙ ${from}`),
    );
  });
}

/**
 * To the owner's tile; where it is folded away, it is unfolded first.
 * @param {import('./scene.js').Scene} scene
 * @param {string} owner
 * @param {string} address
 */
function lead({ trace, act, store }, owner, address) {
  const within = folded(trace, store.get().focus.opened).find(({ nodes }) => nodes.includes(owner));
  if (within) act.turn(within.key);
  const tile = document.querySelector(`.board figure[data-tensor="${address}"]`);
  const cell = tile?.querySelector('button, [tabindex]');
  tile?.scrollIntoView({ block: 'nearest', inline: 'center' });
  if (cell instanceof HTMLElement) cell.focus({ preventScroll: true });
  act.select(address, largest(trace.tensors[address]));
}
