// @ts-check
/** A strip of pinned numbers: they stay in view while the steps go by. */
import { clear, el, renew } from '../platform/dom.js';
import { icon } from '../draw/icons.js';
import { compact, exact, fixed } from '../lib/format.js';
import { veiled } from '../lib/guess.js';
import { cell as cellName, kindOf } from '../lib/names.js';
import { cellNow } from '../lib/live.js';
import { pinnedAt } from '../lib/pins.js';
import { valueAt } from '../lib/touching.js';

/** @typedef {import('../types.js').Context} Context */
/** @typedef {import('../types.js').Cell} Cell */

/** @param {number} value */
const short = (value) =>
  Number.isInteger(value) || Math.abs(value) < 0.01 ? compact(value) : fixed(value, 3);

/**
 * @param {HTMLElement} root
 * @param {Context} context
 */
export function mount(root, { store, api, t, act }) {
  /** @type {Map<string, number>} */
  const far = new Map();

  /**
   * A number of a tensor that is too large to be here is asked for.
   * @param {string} id
   * @param {Cell} cell
   */
  const fetched = (id, cell) => {
    const key = [id, cell.address, ...cell.at].join();
    if (!far.has(key)) {
      far.set(key, NaN);
      api.tile(id, cell.address, cell.at.map((index) => `${index}:${index + 1}`).join(',')).then(
        ({ data }) => {
          far.set(key, data?.[0] ?? NaN);
          draw();
        },
        () => far.delete(key),
      );
    }
    return far.get(key) ?? NaN;
  };

  const draw = () => {
    const {
      stage: { trace, cursor },
      focus: { pins, selection },
      runs,
    } = store.get();
    const hidden = veiled(store.get());
    const focused = /** @type {HTMLElement | null} */ (document.activeElement)?.dataset.pin;
    const shown = trace ? pins.flatMap((pin) => pinnedAt(trace, pin, cursor) ?? []) : [];
    root.hidden = shown.length === 0;
    root.parentElement?.classList.toggle('with-pins', !root.hidden);
    root.setAttribute('aria-label', t('pins.label'));
    if (!trace) return clear(root);
    renew(
      root,
      el(
        'ul',
        null,
        shown.map(({ cell, known }) => {
          const live = cellNow(runs, trace, cell);
          const name = cellName(cell.address, cell.at, trace);
          const asked = live === undefined && known && cell.address === hidden;
          const still = () => valueAt(trace, cell) ?? fetched(trace.checkpoint ?? '', cell);
          const value = live ?? (known && !asked ? still() : NaN);
          const unseen = asked ? '?' : '—';
          const text = asked || (!known && live === undefined) ? unseen : short(value);
          const here =
            selection?.address === cell.address && String(selection.at) === String(cell.at);
          return el(
            'li',
            {
              class: ['pinned', kindOf(cell.address, trace), !known && 'unknown', here && 'here']
                .filter(Boolean)
                .join(' '),
            },
            el(
              'button',
              {
                class: 'pinned-name',
                dataset: { pin: name },
                attrs: {
                  type: 'button',
                  title: known && !asked ? exact(value) : t('stage.look.unknown'),
                  'aria-disabled': known ? null : 'true',
                },
                on: {
                  click: () => {
                    if (known) act.select(cell.address, cell.at);
                  },
                },
              },
              name,
              el('b', null, text),
            ),
            el(
              'button',
              {
                class: 'pinned-off',
                dataset: { pin: `${name} off` },
                attrs: {
                  type: 'button',
                  'aria-label': t('pins.remove', { name }),
                  title: t('pins.remove', { name }),
                },
                on: { click: () => act.pin(cell) },
              },
              icon('close'),
            ),
          );
        }),
      ),
    );
    if (focused)
      /** @type {HTMLElement | null} */ (
        root.querySelector(`[data-pin="${CSS.escape(focused)}"]`)
      )?.focus();
  };
  store.onAny(
    ({ focus, stage, teaching, reader, runs }) => [
      focus.pins,
      stage.trace,
      stage.cursor,
      focus.selection,
      teaching.guess,
      reader.lang,
      runs.training,
      runs.live,
    ],
    draw,
  );
}
