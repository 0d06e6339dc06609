// @ts-check
/** Sample by sample: what each adds to a parameter's gradient, and how the batch's comes of it. */
import { barOf } from '../draw/bar.js';
import { afterPaint } from '../platform/after-paint.js';
import { clear, el } from '../platform/dom.js';
import { decimals, exact, near } from '../lib/format.js';
import { cell as cellName, subject } from '../lib/names.js';
import { divisible, isMean, mixer, rowsOf } from '../lib/parts.js';
import { valueAt } from '../lib/touching.js';

/** @typedef {import('../types.js').Context} Context */
/** @typedef {import('../types.js').Cell} Cell */

/**
 * @param {HTMLElement} root
 * @param {Context} context
 */
export function mount(root, { store, api, t, act }) {
  root.classList.add('parts');
  /** @type {{key: string, parts: Map<number, number>, asked: Set<number>}} */
  let known = { key: '', parts: new Map(), asked: new Set() };

  /** @param {string} id @param {Cell} cell @param {number[]} rows */
  const fetchParts = async (id, { address, at }, rows) => {
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
    draw();
  };

  const draw = () => {
    const {
      stage: { trace, checkpoint },
      focus: { sample, explanation },
    } = store.get();
    const cell = divisible(store.get());
    const focused = /** @type {HTMLElement | null} */ (document.activeElement)?.dataset.part;
    clear(root);
    root.hidden = !cell;
    if (!cell || !trace?.checkpoint) return;
    const key = [trace.checkpoint, cell.address, ...cell.at].join();
    if (key !== known.key) known = { key, parts: new Map(), asked: new Set() };
    const count = trace.batch.indices.length;
    const rows = rowsOf(count, sample);
    const name = cellName(cell.address, cell.at, trace);
    root.append(el('header', null, el('h3', null, t('parts.title')), el('span', null, name)));
    const { checkpoint: id } = trace;
    fetchParts(id, cell, rows);
    const whole = valueAt(trace, cell, explanation);
    const parts = rows.map((n) => known.parts.get(n));
    if (whole === null || parts.includes(undefined)) return;
    const numbers = /** @type {number[]} */ (parts);
    const averaged = isMean(trace);
    const mixing = mixer(trace);
    const mean = averaged && !mixing;
    const rest = rows.length < count ? whole - numbers.reduce((sum, part) => sum + part, 0) : null;
    const digits = decimals([whole, ...numbers]);
    const top = Math.max(...[whole, rest ?? 0, ...numbers].map(Math.abs));
    const cells = (/** @type {number} */ value, /** @type {number | null} */ alone) => [
      el('td', { attrs: { title: exact(value) } }, near(value, digits)),
      mean &&
        el(
          'td',
          { attrs: alone === null ? {} : { title: exact(alone) } },
          alone === null ? '' : near(alone, digits),
        ),
      el('td', { class: 'bar g' }, barOf(value, top)),
    ];
    const row = (/** @type {number} */ n, /** @type {number} */ k) =>
      el(
        'tr',
        { class: n === sample ? 'followed' : '' },
        el(
          'th',
          { attrs: { scope: 'row' } },
          el(
            'button',
            {
              dataset: { part: n },
              attrs: {
                type: 'button',
                'aria-pressed': String(n === sample),
                'aria-label': t('batch.follow', { n }),
              },
              on: { click: () => act.follow(n === sample ? null : n) },
            },
            n,
          ),
        ),
        cells(numbers[k], numbers[k] * count),
      );
    root.append(
      el(
        'table',
        null,
        el(
          'thead',
          null,
          el(
            'tr',
            null,
            [t('number.sample'), t('parts.part'), mean && t('parts.alone')].map(
              (word) => word && el('th', { attrs: { scope: 'col' } }, word),
            ),
            el('td'),
          ),
        ),
        el(
          'tbody',
          null,
          rows.map(row),
          rest !== null &&
            el(
              'tr',
              null,
              el('th', { attrs: { scope: 'row' } }, t('parts.more', { n: count - rows.length })),
              cells(rest, null),
            ),
        ),
        el(
          'tfoot',
          null,
          el(
            'tr',
            null,
            el('th', { attrs: { scope: 'row' } }, name),
            el('td', null, el('small', null, t('parts.sum')), ` ${near(whole, digits)}`),
            mean && el('td', null, el('small', null, t('parts.mean')), ` ${near(whole, digits)}`),
            el('td', { class: 'bar g' }, barOf(whole, top)),
          ),
        ),
      ),
      el('p', { class: 'note' }, how(averaged, mixing && subject(mixing.id, trace, t), count)),
      reduction(checkpoint, averaged) ?? '',
    );
    if (focused)
      /** @type {HTMLElement | null} */ (root.querySelector(`[data-part="${focused}"]`))?.focus();
  };

  /** @param {boolean} averaged @param {string | null} mixing @param {number} n */
  const how = (averaged, mixing, n) => {
    if (!mixing) return t(averaged ? 'parts.how.mean' : 'parts.how.sum', { n });
    const shares = t(averaged ? 'parts.how.share' : 'parts.how.sum', { n });
    return `${shares} ${t('parts.mixed', { layer: mixing })}`;
  };

  /**
   * Where the error has both, it can be changed from one to the other.
   * @param {import('../types.js').State['stage']['checkpoint']} checkpoint
   * @param {boolean} mean
   */
  const reduction = (checkpoint, mean) => {
    if (
      store.get().reader.manner.lock ||
      !checkpoint?.nodes.find(({ role }) => role === 'loss')?.settings?.reduction
    )
      return null;
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
  };

  const soon = afterPaint(draw);
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
    soon,
  );
}
