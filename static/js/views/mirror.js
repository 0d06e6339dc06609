// @ts-check
/**
 * What a layer uses of another: a small hatched copy of each parameter, that leads to its owner.
 */
import { tensor } from '../lib/address.js';
import { largest } from '../lib/largest.js';
import { nodeName, text } from '../lib/names.js';
import { sizes } from '../lib/shape.js';
import { el } from '../platform/dom.js';

/**
 * One mirror for each parameter that a node shares; none where it has its own.
 * @param {import('./scene.js').Scene} scene
 * @param {string} id
 */
export function mirrors({ trace, t, act }, id) {
  const owner = trace.nodes.find((node) => node.id === id)?.share;
  const names = Object.keys(trace.nodes.find((node) => node.id === owner)?.parameters ?? {});
  return names.map((name) => {
    const address = tensor(owner ?? '', name);
    const called = text(address, trace);
    const from = nodeName(owner ?? '', trace, t);
    const button = el(
      'button',
      {
        class: 'mirror',
        dataset: { source: address },
        attrs: {
          type: 'button',
          'aria-label': t('stage.mirror', { what: called, owner: from }),
          title: t('stage.mirror', { what: called, owner: from }),
        },
        on: { click: () => lead(button, address, largest(trace.tensors[address]), act.select) },
      },
      el('span', null, called),
      el('i', null, sizes(trace.tensors[address].shape)),
      el('em', null, `↙ ${from}`),
    );
    return button;
  });
}

/**
 * To the owner's tile.
 * @param {Element} from
 * @param {string} address
 * @param {number[]} at
 * @param {(address: string, at: number[]) => void} select
 */
function lead(from, address, at, select) {
  const tile = from.closest('.board')?.querySelector(`figure[data-tensor="${address}"]`);
  const cell = tile?.querySelector('button, [tabindex]');
  tile?.scrollIntoView({ block: 'nearest', inline: 'center' });
  if (cell instanceof HTMLElement) cell.focus({ preventScroll: true });
  select(address, at);
}
