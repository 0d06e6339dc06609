// @ts-check
/** How good the network is: accuracy and which class it takes for which, or R². */
import { clear, el } from '../../platform/dom.js';
import { fixed, near } from '../../lib/format.js';

/** A table of more classes is too large to be read here. */
const CLASSES = 10;

/** @typedef {import('../../types.js').Metrics} Metrics */

/**
 * @param {HTMLElement} root
 * @param {import('../../types.js').Context} context
 */
export function mount(root, { store, t }) {
  const title = el('h3');
  const area = el('div', { class: 'plot-area quality', attrs: { tabindex: '0', role: 'region' } });
  root.append(el('header', null, title), area);

  return () => {
    const {
      runs: { seen, training },
      stage: { checkpoint },
      reader: { lang },
    } = store.get();
    root.classList.toggle('behind', !training && seen?.id !== checkpoint?.id);
    const { train, test } = training?.metrics ?? seen ?? { train: null, test: null };
    title.textContent = t('train.quality');
    area.setAttribute('aria-label', t('train.quality'));
    clear(area);
    if (!train) return;
    const parts = [train, ...(test?.samples ? [test] : [])];
    /** @param {string} name @param {(metrics: Metrics) => string} read */
    const row = (name, read) =>
      el(
        'tr',
        null,
        el('th', { attrs: { scope: 'row' } }, name),
        parts.map((part) => el('td', null, read(part))),
      );
    const share = (/** @type {number | null} */ value) =>
      value === null ? '—' : `${fixed(100 * value, 1)} %`;
    area.append(
      el(
        'table',
        { class: 'measures' },
        el(
          'thead',
          null,
          el(
            'tr',
            null,
            el('td'),
            parts.map(({ part }) => el('th', { attrs: { scope: 'col' } }, t(`train.part.${part}`))),
          ),
        ),
        el(
          'tbody',
          null,
          row(t('train.samples'), ({ samples }) => String(samples)),
          row(t('error'), ({ loss }) => (loss === null ? '—' : near(loss, 4))),
          train.accuracy !== null && row(t('train.accuracy'), ({ accuracy }) => share(accuracy)),
          train.accuracy === null && row('R²', ({ r2 }) => (r2 === null ? '—' : fixed(r2, 3))),
        ),
      ),
    );
    const shown = parts.at(-1);
    if (!shown?.confusion || shown.confusion.length > CLASSES) return;
    const most = Math.max(1, ...shown.confusion.flat());
    const classes = shown.classes ?? train.classes ?? seen?.train?.classes;
    const missed = (/** @type {number} */ count) => (count ? 'miss' : '');
    const name = (/** @type {number} */ k) => classes?.[k]?.[lang] ?? String(k);
    area.append(
      el(
        'table',
        {
          class: 'confusion',
          attrs: { 'aria-label': t('train.confusion', { part: t(`train.part.${shown.part}`) }) },
        },
        el('caption', null, t('train.confusion.short')),
        el(
          'thead',
          null,
          el(
            'tr',
            null,
            el('td'),
            shown.confusion.map((_, k) =>
              el('th', { attrs: { scope: 'col', title: name(k) } }, el('span', null, name(k))),
            ),
          ),
        ),
        el(
          'tbody',
          null,
          shown.confusion.map((counts, k) =>
            el(
              'tr',
              null,
              el('th', { attrs: { scope: 'row', title: name(k) } }, el('span', null, name(k))),
              counts.map((count, q) =>
                el(
                  'td',
                  {
                    class: k === q ? 'hit' : missed(count),
                    style: { '--share': `${Math.round((60 * count) / most)}%` },
                  },
                  count,
                ),
              ),
            ),
          ),
        ),
      ),
    );
  };
}
