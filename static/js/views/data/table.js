// @ts-check
/**
 * A table of one's own: pasted, dropped or chosen as a file; which columns are for what; every
 * problem with its line.
 */
import { clear, el } from '../../platform/dom.js';
import { icon } from '../../draw/icons.js';
import { fromJson } from '../../lib/data/from-json.js';
import { HEAD, problemsOfAll, wrongWith } from '../../lib/data/table.js';
import { createColumns } from './columns.js';
import { picture, thumbnailOf } from './picture.js';
import { decoded, isText } from './file-text.js';
import { preview } from './preview.js';
import {
  classesChoice,
  gapsChoice,
  headerChoice,
  imagesChoice,
  question,
  summary,
} from './table-choices.js';

/** @typedef {import('./dialog.js').Context} Context */
/** @typedef {import('../../lib/data/offer.js').Wish} Wish */
/** @typedef {import('../../types.js').Flaw} Flaw */

const WAIT = 350;
/** A longer table is not written into the field whole. */
const LONG = 200_000;

/**
 * @param {HTMLElement} root
 * @param {Context} context
 * @param {(wish: Wish | null) => void} offer
 */
export function mount(root, { store, t, chooser, guard }, offer) {
  /** A table that is too long for the field. @type {string | null} */
  let whole = null;
  /** @type {import('../../lib/data/table.js').Wishes} */
  let wishes = {};
  /** The JSON that the table in the field was made of. @type {string | null} */
  let source = null;
  let timer = 0;
  let turn = 0;
  const file = el('input', {
    attrs: {
      type: 'file',
      accept: '.csv,.tsv,.txt,.json,.jsonl,text/csv,text/plain',
      hidden: true,
    },
    on: {
      change: () => {
        if (file.files?.[0]) open(file.files[0]);
        file.value = '';
      },
    },
  });
  const field = el('textarea', {
    dataset: { key: 'table' },
    attrs: { rows: 5, spellcheck: 'false', autocomplete: 'off', wrap: 'off' },
    on: {
      input: () => {
        whole = null;
        source = null;
        note.textContent = '';
        begin();
        soon();
      },
    },
  });
  const choose = el('button', {
    class: 'btn outlined',
    attrs: { type: 'button' },
    on: { click: () => file.click() },
  });
  const say = el('p', { class: 'say' });
  const note = el('p', { class: 'note' });
  const found = el('div', { class: 'found', attrs: { role: 'status' } });
  root.append(say, field, el('div', { class: 'row' }, choose, file, note), found);
  root.addEventListener('dragover', (event) => {
    event.preventDefault();
    event.stopPropagation();
  });
  root.addEventListener('drop', (event) => {
    const [dropped] = event.dataTransfer?.files ?? [];
    if (!dropped) return;
    event.preventDefault();
    event.stopPropagation();
    open(dropped);
  });

  const columns = createColumns({ t }, (change) => wish(change));

  /**
   * What is no text is sent in part: enough for the server to say what it is.
   * @param {File} chosen
   */
  const open = async (chosen) => {
    const head = await chosen.slice(0, HEAD).arrayBuffer();
    const text = decoded(isText(head) ? await chosen.arrayBuffer() : head);
    source = null;
    whole = text.length > LONG || !isText(head) ? text : null;
    const seen = whole ? `${text.slice(0, 2000)}\n…` : text;
    field.value = isText(head) ? seen : '';
    note.textContent = chosen.name;
    begin();
    read();
  };
  const begin = () => {
    wishes = {};
    columns.forget();
  };
  const soon = () => {
    clearTimeout(timer);
    timer = window.setTimeout(read, WAIT);
  };

  const read = () =>
    guard(async () => {
      const text = whole ?? field.value;
      const mine = ++turn;
      clearTimeout(timer);
      offer(null);
      if (!text.trim()) return clear(found);
      const { made, errors, table } = await chooser.read(text, {
        ...wishes,
        lang: store.get().reader.lang,
      });
      if (mine !== turn) return;
      draw(made ?? table, errors);
      if (made) offer(wished(made));
    });

  /** @param {any} table   as far as it could be read @param {Flaw[]} errors */
  const draw = (table, errors) => {
    const focused = /** @type {HTMLElement | null} */ (document.activeElement)?.dataset.key;
    const read = table?.columns;
    clear(found);
    found.append(
      ...problems(table, errors, t),
      ...json(),
      ...(read ? shown(table, errors) : wayBack()),
    );
    if (focused)
      /** @type {HTMLElement | null} */ (
        found.querySelector(`[data-key="${CSS.escape(focused)}"]`)
      )?.focus();
  };

  /** What was written as JSON can be read as a table, and goes back. */
  const json = () => {
    const written = whole ?? field.value;
    const table = fromJson(written);
    if (table)
      return [
        offerTo('samples.json', { rows: table.rows, columns: table.columns }, () => {
          source = written;
          put(table.csv);
        }),
      ];
    return source === null ? [] : [offerTo('samples.json.back', {}, () => put(source ?? ''))];
  };
  /** @param {string} key @param {Record<string, number>} slots @param {() => void} then */
  const offerTo = (key, slots, then) =>
    el(
      'p',
      { class: 'json' },
      el(
        'button',
        { class: 'btn outlined', dataset: { key }, attrs: { type: 'button' }, on: { click: then } },
        t(key, slots),
      ),
    );
  /** Another text in place of the one in the field. @param {string} text */
  const put = (text) => {
    whole = text.length > LONG ? text : null;
    field.value = whole ? `${text.slice(0, 2000)}\n…` : text;
    begin();
    read();
  };

  /** @param {import('../../lib/data/table.js').Wishes} change */
  const wish = (change) => {
    wishes = { ...wishes, ...change };
    read();
  };

  /** Whatever was wished for may be what is wrong. */
  const wayBack = () =>
    Object.keys(wishes).length
      ? [
          el(
            'button',
            {
              class: 'btn outlined',
              attrs: { type: 'button' },
              on: {
                click: () => {
                  begin();
                  read();
                },
              },
            },
            t('samples.again'),
          ),
        ]
      : [];

  /** @param {any} table @param {Flaw[]} errors */
  const shown = (table, errors) => {
    const look = table.x && thumbnailOf(table, [0, 1], Boolean(table.classes));
    const asking = { t, wishes, wish };
    columns.show(table.columns, errors, wishes.target !== undefined);
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
        columns.root,
        look && picture(look, { width: 170, height: 130, dot: 2.2, most: 9 }),
      ),
      classesChoice(table, asking),
      preview(table, t),
    ].filter((part) => part !== null);
  };

  return {
    show() {
      say.textContent = t('samples.own.say');
      field.setAttribute('aria-label', t('samples.own'));
      field.placeholder = t('samples.own.example');
      clear(choose);
      choose.append(icon('open'), t('samples.file'));
      read();
    },
  };
}

/** @param {any} own @returns {Wish} */
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

/**
 * What is wrong: how many columns say so themselves, and all else in words.
 * @param {any} table   as far as it could be read
 * @param {Flaw[]} errors
 * @param {Context['t']} t
 */
function problems(table, errors, t) {
  const read = table?.columns;
  const general = problemsOfAll(errors, read ?? []);
  const untold = read ? 0 : Math.max(0, (table?.problems ?? 0) - errors.length);
  const held = (read ?? []).filter((/** @type {any} */ column) => column.problems).length;
  const key = held === 1 ? 'samples.wrong.column' : 'samples.wrong.columns';
  return [
    held > 0 && el('p', { class: 'problems' }, t(key, { n: held })),
    general.length > 0 &&
      el(
        'ul',
        { class: 'problems' },
        general.map((flaw) => el('li', null, t(...wrongWith(flaw)))),
        untold > 0 && el('li', null, t('samples.wrong.more', { n: untold })),
      ),
  ].filter((part) => part !== false);
}
