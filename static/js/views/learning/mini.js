// @ts-check
/** On a phone the stage is this: each layer's first parameter over its gradient, and its size. */
import { clear, el } from '../../platform/dom.js';
import { sizeOf } from '../../platform/sizes.js';
import { cellRows, fill, tracks } from '../../draw/cells.js';
import { paint } from '../../draw/heatmap.js';
import { gradientOf, tensor } from '../../lib/address.js';
import { shortWriting, written } from '../../lib/digits.js';
import { near } from '../../lib/format.js';
import { measure } from '../../lib/grid.js';
import { liveOn } from '../../lib/live.js';
import { nodeName, text } from '../../lib/names.js';
import { own } from '../../lib/scale.js';
import { extent, lie } from '../../lib/shape.js';

/** More columns or rows than this are a picture. */
const FEW = { rows: 4, cols: 4 };
/** A picture's room, in pixels. */
const ROOM = { width: 92, height: 46 };

/**
 * @param {HTMLElement} root
 * @param {import('./view.js').Context} context
 */
export function mount(root, { store, t }) {
  return () => {
    if (!sizeOf(root).width) return;
    const { runs, stage } = store.get();
    const { trace } = stage;
    clear(root);
    if (!trace) return;
    const live = liveOn(runs, trace);
    const look = (/** @type {string} */ address) =>
      live?.tensors[address] ?? trace.tensors[address] ?? null;
    const layers = trace.nodes.flatMap(({ id, parameters }) => {
      const [name] = Object.keys(parameters ?? {});
      return name ? [{ id, address: tensor(id, name) }] : [];
    });
    root.style.setProperty('--n', String(layers.length));
    const first = layers[0] && text(layers[0].address, trace).replace(/[₀-₉]+/, '');
    const sloped = (/** @type {string} */ address) =>
      picture(look(address), 'g', text(address, trace));
    const row = (
      /** @type {string} */ name,
      /** @type {(address: string) => HTMLElement} */ draw,
    ) => [el('span', { class: 'row-name' }, name), ...layers.map(({ address }) => draw(address))];
    root.append(
      el('span'),
      ...layers.map(({ id }) => el('b', null, nodeName(id, trace, t))),
      ...row(first ?? '', (address) => picture(look(address), 'v', text(address, trace))),
      ...row(`∂E/∂${first ?? ''}`, (address) => sloped(gradientOf(address))),
      ...row(t('stage.size'), (address) => {
        const norm =
          live?.norms[gradientOf(address)] ?? normOf(trace.tensors[gradientOf(address)] ?? null);
        return el('span', null, near(norm, 3));
      }),
    );
  };
}

/** @param {import('../../types.js').Tensor | null} found */
const normOf = (found) =>
  found?.data ? Math.hypot(...found.data) : Number(found?.stats?.norm ?? NaN);

/**
 * @param {import('../../types.js').Tensor | null} found
 * @param {'v' | 'g'} kind
 * @param {string} name   of the tensor
 */
function picture(found, kind, name) {
  if (!found) return el('span', null, '–');
  const { data, shape, preview } = found;
  const flat = lie(shape);
  const { rows, cols } = extent(flat);
  if (data && rows <= FEW.rows && cols <= FEW.cols) {
    const { rows: lines, cells } = cellRows(flat);
    const writing = shortWriting(data, (words) => words.length < 6, false);
    const top = Math.max(1e-300, ...data.map(Math.abs).filter(Number.isFinite));
    [...cells.values()].forEach((cell, k) => {
      fill(cell, data[k], written(data[k], writing), top);
    });
    return el(
      'div',
      {
        class: `cells ${kind}`,
        attrs: { role: 'grid', 'aria-label': name },
        style: { 'grid-template-columns': tracks(flat.across, flat.cols, 'auto') },
      },
      lines,
    );
  }
  const seen = data ? { data, shape } : preview;
  if (!seen) return el('span', null, '–');
  const laid = lie(seen.shape);
  const all = extent(laid);
  const pitch = {
    width: ROOM.width / all.cols,
    height: Math.min(14, ROOM.height / all.rows),
    gap: 0,
    apart: 0,
  };
  const size = measure(laid, pitch);
  const canvas = el('canvas', {
    attrs: { 'aria-hidden': 'true' },
    style: { width: `${size.width}px`, height: `${size.height}px` },
  });
  paint(canvas, { data: seen.data, flat: laid, pitch, kind, top: own(seen.data) });
  return el('div', { class: `tile ${kind}` }, canvas);
}
