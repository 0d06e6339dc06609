// @ts-check
/** Sample by sample: what each adds to a parameter's gradient, and how the batch's comes of it. */
import { drawSoon, atRest } from '../platform/draw-soon.js';
import { el as sketched } from '../lib/sketch.js';
import { clear, el, hide, made } from '../platform/dom.js';
import { redraw } from '../platform/redraw.js';
import { keepingFocus } from '../platform/keeping-focus.js';
import { cell as cellName, subject } from '../lib/names.js';
import { divisible, isMean, mixer, rowsOf } from '../lib/parts.js';
import { valueAt } from '../lib/touching.js';
import { partsTable } from './batch/parts-table.js';

/** @typedef {import('../types.js').Context} Context */
/** @typedef {import('../types.js').Cell} Cell */
/** @typedef {import('../types.js').Trace} Trace */
/** @typedef {import('../types.js').Translate} Translate */

/**
 * @param {HTMLElement} root
 * @param {Context} context
 */
export function mount(root, context) {
  const { store, t, act } = context;
  root.classList.add('parts');
  const parts = createParts(context, () => draw());
  const rest = atRest(() => draw());

  /** Below the edge of the column nobody sees it. */
  let seen = false;
  new IntersectionObserver((found) => {
    seen = found[found.length - 1].isIntersecting;
    if (seen) draw();
  }).observe(root);

  /** What can be seen at once; the rest of it is asked for where it is in sight, or at rest. */
  const begin = () => {
    const { trace } = store.get().stage;
    const cell = divisible(store.get());
    if (seen || !cell || !trace?.checkpoint) return draw();
    hide(root, false);
    redraw(root, headOf(cellName(cell.address, cell.at, trace)));
    rest();
  };
  const headOf = (/** @type {string} */ name) =>
    sketched('header', null, sketched('h3', null, t('parts.title')), sketched('span', null, name));

  const draw = () => keepingFocus(root, contents, 'part');
  const contents = () => {
    const { stage, focus, reader } = store.get();
    const { trace, checkpoint } = stage;
    const cell = divisible(store.get());
    clear(root);
    hide(root, !cell);
    if (!cell || !trace?.checkpoint) return;
    const count = trace.batch.indices.length;
    const rows = rowsOf(count, focus.sample);
    const name = cellName(cell.address, cell.at, trace);
    root.append(made(headOf(name)));
    const known = parts.of(trace.checkpoint, cell, rows);
    const whole = valueAt(trace, cell, focus.explanation);
    if (whole === null || !known) return;
    const averaged = isMean(trace);
    const mixing = mixer(trace);
    const { sample } = focus;
    const mean = averaged && !mixing;
    root.append(
      partsTable({ name, whole, rows, parts: known, count, mean, sample }, t, act.follow),
      el('p', { class: 'note' }, how(averaged, mixing && subject(mixing.id, trace, t), count)),
    );
    const loss = checkpoint?.nodes.find(({ role }) => role === 'loss');
    if (!reader.manner.lock && loss?.settings?.reduction) root.append(reduction(averaged, t, act));
  };

  /** @param {boolean} averaged @param {string | null} mixing @param {number} n */
  const how = (averaged, mixing, n) => {
    if (!mixing) return t(averaged ? 'parts.how.mean' : 'parts.how.sum', { n });
    const shares = t(averaged ? 'parts.how.share' : 'parts.how.sum', { n });
    return `${shares} ${t('parts.mixed', { layer: mixing })}`;
  };

  store.onAny(
    ({ focus, stage, teaching, reader }) => [
      focus.selection,
      stage.trace,
      stage.cursor,
      focus.sample,
      focus.explanation,
      teaching.guess,
      reader.lang,
    ],
    drawSoon(begin),
  );
}

/**
 * The parts of a number, asked for as they are wanted.
 * @param {Pick<Context, 'api'>} context
 * @param {() => void} come   more of them are known
 */
function createParts({ api }, come) {
  /** @type {{key: string, parts: Map<number, number>, asked: Set<number>}} */
  let known = { key: '', parts: new Map(), asked: new Set() };

  /** @param {string} id @param {Cell} cell @param {number[]} rows */
  const ask = async (id, { address, at }, rows) => {
    const { parts, asked } = known;
    const missing = rows.filter((n) => !parts.has(n) && !asked.has(n));
    if (!missing.length) return;
    for (const n of missing) asked.add(n);
    const found = await Promise.all(missing.map((n) => api.part(id, address, at, n))).catch(
      () => null,
    );
    for (const n of missing) asked.delete(n);
    if (!found || parts !== known.parts) return;
    for (const [k, n] of missing.entries()) parts.set(n, found[k]);
    come();
  };

  return {
    /**
     * Of these samples; null while some are not known.
     * @param {string} id
     * @param {Cell} cell
     * @param {number[]} rows
     */
    of: (id, cell, rows) => {
      const key = [id, cell.address, ...cell.at].join();
      if (key !== known.key) known = { key, parts: new Map(), asked: new Set() };
      ask(id, cell, rows);
      const found = rows.flatMap((n) => known.parts.get(n) ?? []);
      return found.length === rows.length ? found : null;
    },
  };
}

/**
 * The error can be changed from one to the other.
 * @param {boolean} mean
 * @param {Translate} t
 * @param {Context['act']} act
 */
function reduction(mean, t, act) {
  const choice = (/** @type {'mean' | 'sum'} */ name) =>
    el(
      'button',
      {
        dataset: { part: name },
        attrs: { type: 'button', 'aria-pressed': String(mean === (name === 'mean')) },
        on: {
          click: () => act.edit({ description: { network: { loss: { reduction: name } } } }),
        },
      },
      t(`parts.${name}`),
    );
  return el(
    'div',
    { class: 'parts-row' },
    el('span', null, t('parts.reduction')),
    el(
      'div',
      { class: 'seg', attrs: { role: 'group', 'aria-label': t('parts.reduction') } },
      choice('mean'),
      choice('sum'),
    ),
  );
}
