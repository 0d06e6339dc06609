// @ts-check
/** Sample by sample: what each adds to a parameter's gradient, and how the batch's comes of it. */
import { drawSoon, atRest } from '../platform/draw-soon.js';
import { el } from '../lib/sketch.js';
import { hide } from '../platform/dom.js';
import { redraw } from '../platform/redraw.js';
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
  const bodyOf = createBody(
    context,
    createParts(context, () => draw()),
  );
  const rest = atRest(() => draw());

  /** Below the edge of the column nobody sees it. */
  let seen = false;
  new IntersectionObserver((found) => {
    seen = found[found.length - 1].isIntersecting;
    if (seen) draw();
  }).observe(root);

  /**
   * What stood there last keeps its place, out of sight, until what comes next is known.
   * @type {ReturnType<typeof el>[]}
   */
  let body = [];

  /** @param {Cell} cell @param {Trace} trace @param {typeof body | null} known */
  const put = ({ address, at }, trace, known) => {
    body = known ?? body;
    const name = cellName(address, at, trace);
    redraw(
      root,
      el('header', null, el('h3', null, t('parts.title')), el('span', null, name)),
      el('div', { class: known ? 'shown' : 'shown waits' }, body),
    );
  };

  /** What can be seen at once; the rest of it is asked for where it is in sight, or at rest. */
  const begin = () => {
    const { trace } = store.get().stage;
    const cell = divisible(store.get());
    if (seen || !cell || !trace?.checkpoint) return draw();
    hide(root, false);
    put(cell, trace, null);
    rest();
  };

  const draw = () => {
    const { trace } = store.get().stage;
    const cell = divisible(store.get());
    hide(root, !cell);
    if (cell && trace?.checkpoint) put(cell, trace, bodyOf(cell, trace, trace.checkpoint));
  };

  root.addEventListener('click', ({ target }) => {
    const { part } = /** @type {HTMLElement} */ (
      /** @type {Element} */ (target).closest('[data-part]') ?? root
    ).dataset;
    if (part === undefined) return;
    if (part === 'mean' || part === 'sum')
      act.edit({ description: { network: { loss: { reduction: part } } } });
    else act.follow(store.get().focus.sample === Number(part) ? null : Number(part));
  });
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
 * What is told below the panel's name: the table, how the batch's gradient comes of it, and the
 * choice between a mean and a sum.
 * @param {Context} context
 * @param {ReturnType<typeof createParts>} parts
 */
function createBody({ store, t }, parts) {
  /** Null while it is not known. @param {Cell} cell @param {Trace} trace @param {string} id */
  const bodyOf = (cell, trace, id) => {
    const { stage, focus, reader } = store.get();
    const { sample } = focus;
    const count = trace.batch.indices.length;
    const rows = rowsOf(count, sample);
    const known = parts.of(id, cell, rows);
    const whole = valueAt(trace, cell, focus.explanation);
    if (whole === null || !known) return null;
    const averaged = isMean(trace);
    const mixing = mixer(trace);
    const mean = averaged && !mixing;
    const name = cellName(cell.address, cell.at, trace);
    const loss = stage.checkpoint?.nodes.find(({ role }) => role === 'loss');
    const free = !reader.manner.lock && loss?.settings?.reduction;
    return [
      partsTable({ name, whole, rows, parts: known, count, mean, sample }, t),
      el('p', { class: 'note' }, how(averaged, mixing && subject(mixing.id, trace, t), count)),
      ...(free ? [reduction(averaged, t)] : []),
    ];
  };

  /** @param {boolean} averaged @param {string | null} mixing @param {number} n */
  const how = (averaged, mixing, n) => {
    if (!mixing) return t(averaged ? 'parts.how.mean' : 'parts.how.sum', { n });
    const shares = t(averaged ? 'parts.how.share' : 'parts.how.sum', { n });
    return `${shares} ${t('parts.mixed', { layer: mixing })}`;
  };

  return bodyOf;
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
 */
function reduction(mean, t) {
  const choice = (/** @type {'mean' | 'sum'} */ name) =>
    el(
      'button',
      {
        dataset: { part: name },
        attrs: { type: 'button', 'aria-pressed': String(mean === (name === 'mean')) },
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
