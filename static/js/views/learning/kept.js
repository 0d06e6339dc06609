// @ts-check
/** A kept run beside the one shown: first what differs, then both errors at the same iteration. */
import { clear, el } from '../../platform/dom.js';
import { tableHead } from '../../draw/table-head.js';
import { nearest } from '../../lib/charts.js';
import { near } from '../../lib/format.js';
import { readingOf } from '../../lib/pictures.js';
import { differencesOf } from '../compared.js';

/** More differences than this are counted. */
const MOST = 3;

/**
 * @param {HTMLElement} root
 * @param {import('./view.js').Context} context
 */
export function mount(root, context) {
  const { store, t, trainer } = context;
  const title = el('h3');
  const area = el('div', { class: 'kept-area' });
  root.append(el('header', null, title), area);

  /** The language in which it stands that nothing is kept. */
  let drawn = '';

  /** @param {string} key @param {() => void} run @param {string} words @param {boolean} outlined */
  const button = (key, run, words, outlined) =>
    el(
      'button',
      {
        class: outlined ? 'btn outlined' : 'btn',
        dataset: { train: key },
        attrs: { type: 'button', title: key === 'keep' ? 'K' : null },
        on: { click: run },
      },
      words,
    );

  /** @param {string} name @param {string} was @param {string} is @param {boolean} [differs] */
  const row = (name, was, is, differs) =>
    el(
      'tr',
      { class: differs ? 'differs' : '' },
      el('th', { attrs: { scope: 'row', title: name } }, name),
      el('td', { attrs: { title: was } }, was),
      el('td', { attrs: { title: is } }, is),
    );

  return () => {
    const { runs } = store.get();
    const { kept, run } = runs;
    const { lang } = store.get().reader;
    if (!kept && drawn === lang) return; // nothing of it moves
    drawn = kept ? '' : lang;
    const focused = /** @type {HTMLElement | null} */ (document.activeElement)?.dataset.train;
    title.textContent = t('learn.kept');
    clear(area);
    const keys = el(
      'div',
      { class: 'kept-keys' },
      button('keep', trainer.keep, t('train.keep'), true),
    );
    if (!kept) area.append(el('p', null, t('learn.kept.none')));
    else {
      const { iteration, error, test, batch } = readingOf(store.get());
      const found = differencesOf(context);
      const at = (/** @type {import('../../lib/charts.js').Series} */ series) => {
        const point = nearest(series, iteration);
        return point ? near(point[1], 3) : '—';
      };
      const same = run !== null && kept.base === run.base;
      keys.append(button('drop', trainer.drop, t('learn.drop'), false));
      area.append(
        el(
          'table',
          { class: 'kept-table' },
          tableHead([null, t('learn.kept.was'), t('learn.kept.now')]),
          el(
            'tbody',
            null,
            found.slice(0, MOST).map(({ name, from, to }) => row(name, from, to, true)),
            found.length > MOST && row(t('learn.kept.more', { n: found.length - MOST }), '', ''),
            row(
              t('learn.kept.error', { k: iteration + 1 }),
              at(kept.trains.length ? kept.trains : kept.losses),
              near(error ?? batch, 3),
            ),
            (kept.tests.length > 0 || test !== null) &&
              row(t('learn.test'), at(kept.tests), test === null ? '—' : near(test, 3)),
          ),
        ),
      );
      if (!found.length)
        area.append(el('p', null, t(same ? 'learn.kept.self' : 'learn.kept.same')));
    }
    area.append(keys);
    if (focused)
      /** @type {HTMLElement | null} */ (area.querySelector(`[data-train="${focused}"]`))?.focus();
  };
}
