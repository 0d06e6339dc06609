// @ts-check
/**
 * A table of one's own: pasted, dropped or chosen as a file; which columns are for what; every
 * problem with its line.
 */
import { clear, el } from '../../platform/dom.js';
import { keepingFocus } from '../../platform/keeping-focus.js';
import { fromJson } from '../../lib/data/from-json.js';
import { createColumns } from './columns.js';
import { picture, thumbnailOf } from './picture.js';
import { preview } from './preview.js';
import {
  classesChoice,
  gapsChoice,
  headerChoice,
  imagesChoice,
  question,
  summary,
} from './table-choices.js';
import { createTableField, takesFiles } from './table-field.js';
import { problems } from './table-problems.js';

/** @typedef {import('./dialog.js').Context} Context */
/** @typedef {import('../../lib/data/offer.js').Wish} Wish */
/** @typedef {import('../../lib/data/table.js').Wishes} Wishes */
/** @typedef {import('../../types.js').Flaw} Flaw */
/** @typedef {import('../../answers.js').OwnSamples} Own */
/** @typedef {import('../../answers.js').Unread} Unread */
/** @typedef {import('./table-choices.js').Table} Table */

const WAIT = 350;

/**
 * @param {HTMLElement} root
 * @param {Context} context
 * @param {(wish: Wish | null) => void} offer
 */
export function mount(root, context, offer) {
  const { store, t, chooser, guard } = context;
  /** @type {Wishes} */
  let wishes = {};
  let timer = 0;
  let turn = 0;
  const field = createTableField(t, {
    typed: () => {
      asJson.forget();
      begin();
      clearTimeout(timer);
      timer = window.setTimeout(read, WAIT);
    },
    opened: () => {
      begin();
      read();
    },
  });
  const asJson = createAsJson(t, field);
  const found = el('div', { class: 'found', attrs: { role: 'status' } });
  const columns = createColumns({ t }, (change) => wish(change));
  root.append(...field.parts, found);
  takesFiles(root, (file) => {
    asJson.forget();
    field.open(file);
  });

  const begin = () => {
    wishes = {};
    columns.forget();
  };
  /** @param {Wishes} change */
  const wish = (change) => {
    wishes = { ...wishes, ...change };
    read();
  };
  const again = () => {
    begin();
    read();
  };

  const read = () =>
    guard(async () => {
      const text = field.text();
      const mine = ++turn;
      clearTimeout(timer);
      offer(null);
      if (!text.trim()) return clear(found);
      const lang = store.get().reader.lang;
      const { made, errors, table } = await chooser.read(text, { ...wishes, lang });
      if (mine !== turn) return;
      keepingFocus(found, () => draw(made ?? table ?? null, errors));
      if (made) offer(wished(made));
    });

  /** @param {Own | Unread | null} table   as far as it could be read @param {Flaw[]} errors */
  const draw = (table, errors) => {
    const asking = { t, wishes, wish };
    clear(found);
    found.append(...problems(table, errors, t), ...asJson.offers());
    if (table?.columns) {
      columns.show(table.columns, errors, wishes.target !== undefined);
      found.append(...shown(/** @type {Table} */ (table), errors, { asking, list: columns.root }));
    } else if (Object.keys(wishes).length) found.append(wayBack(t, again));
  };

  return {
    show() {
      field.words();
      read();
    },
  };
}

/**
 * What was written as JSON can be read as a table, and goes back.
 * @param {Context['t']} t
 * @param {ReturnType<typeof createTableField>} field
 */
function createAsJson(t, field) {
  /** The JSON that the table in the field was made of. @type {string | null} */
  let source = null;

  /** @param {string} key @param {Record<string, number>} slots @param {() => void} then */
  const offer = (key, slots, then) =>
    el(
      'p',
      { class: 'json' },
      el(
        'button',
        { class: 'btn outlined', dataset: { key }, attrs: { type: 'button' }, on: { click: then } },
        t(key, slots),
      ),
    );

  return {
    forget() {
      source = null;
    },
    offers() {
      const written = field.text();
      const table = fromJson(written);
      if (table)
        return [
          offer('samples.json', { rows: table.rows, columns: table.columns }, () => {
            source = written;
            field.put(table.csv);
          }),
        ];
      const back = source;
      return back === null ? [] : [offer('samples.json.back', {}, () => field.put(back))];
    },
  };
}

/**
 * Whatever was wished for may be what is wrong.
 * @param {Context['t']} t
 * @param {() => void} again
 */
const wayBack = (t, again) =>
  el(
    'button',
    { class: 'btn outlined', attrs: { type: 'button' }, on: { click: again } },
    t('samples.again'),
  );

/**
 * @param {Table} table
 * @param {Flaw[]} errors
 * @param {{asking: import('./table-choices.js').Asking, list: Node}} parts
 */
function shown(table, errors, { asking, list }) {
  const { t } = asking;
  const { x, target } = table;
  const look = x && target && thumbnailOf({ x, target }, [0, 1], Boolean(table.classes));
  return [
    el('p', { class: 'note' }, summary(table, t)),
    question(errors, asking),
    el(
      'div',
      { class: 'row' },
      headerChoice(asking),
      gapsChoice(table, asking),
      imagesChoice(table, asking),
    ),
    el(
      'div',
      { class: 'columns' },
      list,
      look && picture(look, { width: 170, height: 130, dot: 2.2, most: 9 }),
    ),
    classesChoice(table, asking),
    preview(table, t),
  ].filter((part) => part !== null);
}

/** @param {Own} own @returns {Wish} */
function wished({ x, target, classes, features, samples }) {
  const data = { x, target, classes, features };
  return {
    data,
    samples,
    classes: classes?.length ?? 0,
    outputs: target.shape[1] ?? 1,
    shape: x.shape.slice(1),
    targets: target.data.flat(),
    ...(classes ? { labels: target.data } : {}),
  };
}
