// @ts-check
/** Beside a curve that was kept: in which settings the run shown differs from it. */
import { clear, el } from '../dom.js';
import { writeNumber } from '../lib/number.js';
import { differences } from '../lib/run.js';

/** Longer values are not read out. */
const LONG = 24;

/** Weights and data are named; what is in them is too much to read. */
const LARGE = ['parameters', 'optimizer_state', 'layer_state', 'x', 'target'];

/**
 * @param {HTMLElement} root
 * @param {import('./drawer.js').Context} context
 */
export function mount(root, { store, t }) {
  const draw = () => {
    const { kept, checkpoint } = store.get();
    clear(root);
    root.hidden = !kept;
    if (!kept || !checkpoint) return;
    const found = differences(kept.description, checkpoint.description).filter(({ path }) => path[0] !== 'edit');
    root.append(el('span', { class: 'swatch', attrs: { 'aria-hidden': 'true' } }), el('span', null, t(found.length ? 'train.differs' : 'train.same')),
      ...found.map(({ path, from, to }) => el('span', { class: 'difference' }, nameOf(path), LARGE.includes(path.at(-1) ?? '') || path[0] === 'parameters' ? '' : `: ${short(from)} → ${short(to)}`)));
  };
  for (const slice of /** @type {const} */ (['kept', 'checkpoint', 'lang'])) store.on((state) => state[slice], draw);

  /** Such as l2.units, or optimizer.lr. @param {string[]} path */
  const nameOf = (path) => {
    const at = path.indexOf('layers'), rest = at >= 0 && path[at + 1] !== undefined ? [t('layer', { n: Number(path[at + 1]) + 1 }), ...path.slice(at + 2)] : path.filter((part) => part !== 'network');
    return rest.join(' · ');
  };
}

/** @param {any} value */
function short(value) {
  const text = typeof value === 'number' ? writeNumber(value) : typeof value === 'string' ? value : value?.kind ?? JSON.stringify(value) ?? '—';
  return text.length > LONG ? '…' : text;
}
