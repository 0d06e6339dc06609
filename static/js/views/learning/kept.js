// @ts-check
/** A kept run beside the one shown: first what differs, then both errors at the same iteration. */
import { clear, el } from '../../platform/dom.js';
import { keepingFocus } from '../../platform/keeping-focus.js';
import { tableHead } from '../../draw/table-head.js';
import { nearest } from '../../lib/charts.js';
import { near } from '../../lib/format.js';
import { readingOf } from '../../lib/pictures.js';
import { differencesOf } from '../compared.js';
import { trainButton } from './train-button.js';

/** @typedef {import('./view.js').Context} Context */
/** @typedef {import('../../lib/charts.js').Series} Series */

/** More differences than this are counted. */
const MOST = 3;

/**
 * @param {HTMLElement} root
 * @param {Context} context
 */
export function mount(root, context) {
  const { store, t, trainer } = context;
  const title = el('h3');
  const area = el('div', { class: 'kept-area' });
  root.append(el('header', null, title), area);

  /** The language in which it stands that nothing is kept. */
  let drawn = '';

  const fill = () => {
    const { kept, run } = store.get().runs;
    const keep = trainButton('keep', trainer.keep, t('train.keep'), {
      look: 'outlined',
      title: 'K',
    });
    const keys = el('div', { class: 'kept-keys' }, keep);
    clear(area);
    if (!kept) return area.append(el('p', null, t('learn.kept.none')), keys);
    const found = differencesOf(context);
    const same = run !== null && kept.base === run.base;
    keys.append(trainButton('drop', trainer.drop, t('learn.drop')));
    area.append(tableOf(kept, found, context));
    if (!found.length) area.append(el('p', null, t(same ? 'learn.kept.self' : 'learn.kept.same')));
    return area.append(keys);
  };

  return () => {
    const { kept } = store.get().runs;
    const { lang } = store.get().reader;
    if (!kept && drawn === lang) return; // nothing of it moves
    drawn = kept ? '' : lang;
    title.textContent = t('learn.kept');
    keepingFocus(area, fill, 'train');
  };
}

/**
 * @param {import('../../lib/run.js').Run} kept
 * @param {ReturnType<typeof differencesOf>} found
 * @param {Context} context
 */
function tableOf(kept, found, { store, t }) {
  const { iteration, error, test, batch } = readingOf(store.get());
  const then = (/** @type {Series} */ series) => {
    const point = nearest(series, iteration);
    return point ? near(point[1], 3) : '—';
  };
  return el(
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
        then(kept.trains.length ? kept.trains : kept.losses),
        near(error ?? batch, 3),
      ),
      (kept.tests.length > 0 || test !== null) &&
        row(t('learn.test'), then(kept.tests), test === null ? '—' : near(test, 3)),
    ),
  );
}

/** @param {string} name @param {string} was @param {string} is @param {boolean} [differs] */
const row = (name, was, is, differs) =>
  el(
    'tr',
    { class: differs ? 'differs' : '' },
    el('th', { attrs: { scope: 'row', title: name } }, name),
    el('td', { attrs: { title: was } }, was),
    el('td', { attrs: { title: is } }, is),
  );
