// @ts-check
/**
 * A table of one's own: pasted, dropped or chosen as a file; which columns are for what; every
 * problem with its line.
 */
import { clear, el } from '../../platform/dom.js';
import { icon } from '../../draw/icons.js';
import { fromJson } from '../../lib/data/from-json.js';
import { HEAD, asksMark, problemsOfAll, readWith, wrongWith } from '../../lib/data/table.js';
import { createColumns } from './columns.js';
import { picture, thumbnailOf } from './picture.js';
import { preview } from './preview.js';
import { select } from './select.js';

/** @typedef {import('./dialog.js').Context} Context */
/** @typedef {import('../../lib/data/offer.js').Wish} Wish */
/** @typedef {import('../../types.js').Flaw} Flaw */

const WAIT = 350;
/** A longer table is not written into the field whole. */
const LONG = 200_000;
const HEADERS = [null, true, false];
const GAPS = /** @type {const} */ (['drop', 'mean']);

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
    const general = problemsOfAll(errors, read ?? []);
    const untold = read ? 0 : Math.max(0, (table?.problems ?? 0) - errors.length);
    const held = (read ?? []).filter((/** @type {any} */ { problems }) => problems).length;
    if (held)
      found.append(
        el(
          'p',
          { class: 'problems' },
          t(held === 1 ? 'samples.wrong.column' : 'samples.wrong.columns', { n: held }),
        ),
      );
    if (general.length)
      found.append(
        el(
          'ul',
          { class: 'problems' },
          general.map((flaw) => el('li', null, t(...wrongWith(flaw)))),
          untold > 0 && el('li', null, t('samples.wrong.more', { n: untold })),
        ),
      );
    found.append(...json(), ...(read ? shown(table, errors) : wayBack()));
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
    columns.show(table.columns, errors, wishes.target !== undefined);
    return [
      el('p', { class: 'note' }, summary(table)),
      question(errors),
      el('div', { class: 'row' }, headerChoice(), gapsChoice(table), imagesChoice(table)),
      el(
        'div',
        { class: 'columns' },
        columns.root,
        look && picture(look, { width: 170, height: 130, dot: 2.2, most: 9 }),
      ),
      classesChoice(table),
      preview(table, t),
    ].filter((part) => part !== null);
  };

  /** How the table was read. @param {any} table */
  const summary = (table) => {
    const separator = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar', ' ': 'blanks' }[
      /** @type {string} */ (table.separator)
    ];
    return [
      t(table.rows === 1 ? 'samples.read.one' : 'samples.read', { n: table.rows }),
      t(`samples.separator.${separator}`),
      t(table.decimal === ',' ? 'samples.decimal.comma' : 'samples.decimal.point'),
      table.thousands.length > 0 && t('samples.thousands', { columns: named(table.thousands) }),
      table.empty_columns > 0 && t('samples.empty'),
    ]
      .filter(Boolean)
      .join(' · ');
  };

  /** @param {string[]} names */
  const named = (names) =>
    names
      .slice(0, 3)
      .map((name) => t('samples.quoted', { name }))
      .join(', ') + (names.length > 3 ? ', …' : '');

  /**
   * A number that can be read in two ways: the reader says which one is meant.
   * @param {Flaw[]} errors
   */
  const question = (errors) => {
    const flaw = asksMark(errors);
    if (!flaw) return null;
    const text = String(flaw.found?.text ?? flaw.found);
    return el(
      'div',
      { class: 'row asks', attrs: { role: 'group' } },
      el('p', null, t('samples.mark.asks', { found: text })),
      ['.', ','].map((mark) =>
        el(
          'button',
          {
            class: 'btn outlined',
            dataset: { key: `decimal${mark}` },
            attrs: { type: 'button' },
            on: { click: () => wish({ decimal: mark }) },
          },
          t(mark === '.' ? 'samples.mark.point' : 'samples.mark.comma', {
            found: text,
            number: String(readWith(text, mark)).replace('-', '−'),
          }),
        ),
      ),
    );
  };

  const headerChoice = () =>
    el(
      'label',
      null,
      t('samples.header'),
      select(
        { key: 'header', label: t('samples.header') },
        ['auto', 'yes', 'no'].map((key) => t(`samples.header.${key}`)),
        HEADERS.indexOf(wishes.header ?? null),
        (at) => wish({ header: HEADERS[at], target: undefined, inputs: undefined }),
      ),
    );

  /** @param {any} table */
  const gapsChoice = (table) => {
    if (!table.columns.some((/** @type {any} */ { gaps, role }) => gaps && role !== 'unused'))
      return null;
    const told =
      table.left_out === undefined
        ? ''
        : ` ${t('samples.gaps.told', { out: table.left_out, filled: table.filled })}`;
    return el(
      'label',
      null,
      t('samples.gaps.rows'),
      select(
        { key: 'gaps', label: t('samples.gaps.rows') },
        GAPS.map((how) => t(`samples.gaps.${how}`)),
        GAPS.indexOf(wishes.gaps ?? 'drop'),
        (at) => wish({ gaps: GAPS[at] }),
      ),
      told,
    );
  };

  /** @param {any} table */
  const imagesChoice = ({ image_side: side }) =>
    side &&
    el(
      'label',
      null,
      checkbox('images', Boolean(wishes.images), (on) => wish({ images: on })),
      t('samples.images', { side }),
    );

  /** Numbers of the target that may be classes are asked about. @param {any} table */
  const classesChoice = (table) => {
    const targets = table.columns.filter((/** @type {any} */ { role }) => role === 'target');
    const { classes } = table;
    return el(
      'div',
      { class: table.may_be_classes && wishes.classes === undefined ? 'row asks' : 'row' },
      table.may_be_classes &&
        wishes.classes === undefined &&
        el('p', null, t('samples.classes.asks', { name: targets[0].name })),
      targets.length === 1 &&
        targets[0].type === 'number' &&
        el(
          'label',
          null,
          checkbox('classes', Boolean(classes), (on) => wish({ classes: on })),
          t('samples.classes'),
        ),
      classes &&
        el(
          'p',
          { class: 'note classes' },
          t('samples.classes.named', { n: classes.length }),
          ' ',
          classes
            .slice(0, 12)
            .map((/** @type {string} */ name, /** @type {number} */ k) =>
              el('span', { class: `tag c${k % 5}` }, name),
            ),
          classes.length > 12 && '…',
        ),
    );
  };

  /** @param {string} key @param {boolean} on @param {(on: boolean) => void} give */
  const checkbox = (key, on, give) => {
    const box = el('input', {
      dataset: { key },
      attrs: { type: 'checkbox', checked: on },
      on: { change: () => give(box.checked) },
    });
    return box;
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

/**
 * Whether bytes may be a table: it has no NUL, unless it says that it is UTF-16.
 * @param {ArrayBuffer} bytes
 */
function isText(bytes) {
  const head = new Uint8Array(bytes);
  return !head.includes(0) || isUtf16(head);
}

/** @param {Uint8Array} head */
const isUtf16 = ([first, second]) =>
  (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);

/**
 * As spreadsheets write files: UTF-8, UTF-16 if it says so, else the encoding of Windows.
 * @param {ArrayBuffer} bytes
 */
function decoded(bytes) {
  const head = new Uint8Array(bytes, 0, Math.min(2, bytes.byteLength));
  if (isUtf16(head))
    return new TextDecoder(head[0] === 0xff ? 'utf-16le' : 'utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
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
