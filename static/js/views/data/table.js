// @ts-check
/** A table of one's own: pasted, dropped or chosen as a file; which columns are for what; every problem with its line. */
import { clear, el } from '../../dom.js';
import { icon } from '../../draw/icons.js';
import { roles, wrongWith } from '../../lib/data/offer.js';
import { picture, thumbnailOf } from './picture.js';

/** @typedef {import('./dialog.js').Context} Context */
/** @typedef {import('../../lib/data/offer.js').Wish} Wish */

const WAIT = 350;
/** A longer table is not written into the field whole. */
const LONG = 200_000;
const ROLES = ['input', 'target', 'unused'];
const HEADERS = [null, true, false];

/**
 * @param {HTMLElement} root
 * @param {Context} context
 * @param {(wish: Wish | null) => void} offer
 */
export function mount(root, { store, t, chooser, guard }, offer) {
  /** A table that is too long for the field. @type {string | null} */
  let whole = null;
  /** @type {{target?: number[], inputs?: number[], header?: boolean | null, classes?: boolean | null}} */
  let wishes = {};
  let timer = 0, turn = 0;
  const file = el('input', { attrs: { type: 'file', accept: '.csv,.tsv,.txt,text/csv,text/plain', hidden: true }, on: { change: () => {
    if (file.files?.[0]) open(file.files[0]);
    file.value = '';
  } } });
  const field = el('textarea', { dataset: { key: 'table' }, attrs: { rows: 7, spellcheck: 'false', autocomplete: 'off', wrap: 'off' }, on: { input: () => {
    whole = null;
    wishes = {};
    soon();
  } } });
  const choose = el('button', { class: 'btn outlined', attrs: { type: 'button' }, on: { click: () => file.click() } });
  const say = el('p', { class: 'say' }), note = el('p', { class: 'note' }), found = el('div', { class: 'found', attrs: { role: 'status' } });
  root.append(say, field, el('div', { class: 'row' }, choose, file, note), found);
  root.addEventListener('dragover', (event) => { event.preventDefault(); event.stopPropagation(); });
  root.addEventListener('drop', (event) => {
    const [dropped] = event.dataTransfer?.files ?? [];
    if (!dropped) return;
    event.preventDefault();
    event.stopPropagation();
    open(dropped);
  });

  /** @param {File} chosen */
  const open = async (chosen) => {
    const text = decoded(await chosen.arrayBuffer());
    whole = text.length > LONG ? text : null;
    field.value = whole ? `${text.slice(0, 2000)}\n…` : text;
    note.textContent = chosen.name;
    wishes = {};
    read();
  };
  const soon = () => {
    clearTimeout(timer);
    timer = window.setTimeout(read, WAIT);
  };

  const read = () => guard(async () => {
    const text = whole ?? field.value, mine = ++turn;
    clearTimeout(timer);
    offer(null);
    if (!text.trim()) return clear(found);
    const { made, errors } = await chooser.read(text, wishes);
    if (mine !== turn) return;
    draw(made, errors);
    if (made) offer(wished(made));
  });

  /** @param {any} own @param {import('../../types.js').Flaw[]} errors */
  const draw = (own, errors) => {
    const focused = /** @type {HTMLElement | null} */ (document.activeElement)?.dataset.key;
    clear(found);
    if (errors.length) found.append(el('ul', { class: 'problems' }, errors.map((flaw) => el('li', null, t(...wrongWith(flaw))))));
    found.append(...(own ? shown(own) : wayBack()));
    if (focused) /** @type {HTMLElement | null} */ (found.querySelector(`[data-key="${CSS.escape(focused)}"]`))?.focus();
  };

  /** @param {Record<string, any>} change */
  const wish = (change) => { wishes = { ...wishes, ...change }; read(); };

  /** Whatever was wished for may be what is wrong. */
  const wayBack = () => (Object.keys(wishes).length ? [el('button', { class: 'btn outlined', attrs: { type: 'button' }, on: { click: () => { wishes = {}; read(); } } }, t('samples.again'))] : []);

  /** @param {any} own */
  const shown = (own) => {
    const look = thumbnailOf(own, [0, 1], Boolean(own.classes)), targets = own.columns.filter((/** @type {any} */ { role }) => role === 'target');
    const separator = { ',': 'comma', ';': 'semicolon', '\t': 'tab' }[/** @type {string} */ (own.separator)] ?? 'other';
    return [
      el('p', { class: 'note' }, [t('samples.read', { n: own.samples }), t(`samples.separator.${separator}`), t(own.decimal === ',' ? 'samples.decimal.comma' : 'samples.decimal.point')].join(' · ')),
      el('div', { class: 'columns' },
        el('table', null, el('thead', null, el('tr', null, ['column', 'holds', 'role'].map((key) => el('th', { attrs: { scope: 'col' } }, t(`samples.${key}`))))),
          el('tbody', null, own.columns.slice(0, 60).map((/** @type {any} */ { name, type, role }, /** @type {number} */ k) => el('tr', { class: role },
            el('th', { attrs: { scope: 'row' } }, name), el('td', null, t(`samples.type.${type}`)),
            el('td', null, select(`role${k}`, `${t('samples.role')}: ${name}`, ROLES.map((each) => t(`samples.role.${each}`)), ROLES.indexOf(role), (at) => wish(roles(own.columns, k, ROLES[at])))))))),
        look && picture(look, { width: 170, height: 130, dot: 2.2, most: 9 })),
      el('div', { class: 'row' },
        el('label', null, t('samples.header'), select('header', t('samples.header'), ['auto', 'yes', 'no'].map((key) => t(`samples.header.${key}`)), HEADERS.indexOf(wishes.header ?? null), (at) => wish({ header: HEADERS[at], target: undefined, inputs: undefined }))),
        targets.length === 1 && targets[0].type === 'number' && el('label', null, checkbox(Boolean(own.classes), (on) => wish({ classes: on })), t('samples.classes'))),
      own.classes && el('p', { class: 'note classes' }, t('samples.classes.named', { n: own.classes.length }), ' ', own.classes.slice(0, 12).map((/** @type {string} */ name, /** @type {number} */ k) => el('span', { class: `tag c${k % 5}` }, name)), own.classes.length > 12 && '…'),
    ].filter((part) => part !== false && part !== null);
  };

  /** @param {boolean} on @param {(on: boolean) => void} give */
  const checkbox = (on, give) => {
    const box = el('input', { dataset: { key: 'classes' }, attrs: { type: 'checkbox', checked: on }, on: { change: () => give(box.checked) } });
    return box;
  };

  return {
    show() {
      say.textContent = t('samples.own.say');
      field.setAttribute('aria-label', t('samples.own'));
      field.placeholder = store.get().lang === 'es' ? 'largo;ancho;especie\n5,1;3,5;setosa\n7,0;3,2;versicolor' : 'length,width,species\n5.1,3.5,setosa\n7.0,3.2,versicolor';
      clear(choose);
      choose.append(icon('open'), t('samples.file'));
      read();
    },
  };
}

/** @param {string} key @param {string} label @param {string[]} options @param {number} chosen @param {(index: number) => void} give */
function select(key, label, options, chosen, give) {
  const control = el('select', { dataset: { key }, attrs: { 'aria-label': label }, on: { change: () => give(control.selectedIndex) } }, options.map((option) => el('option', null, option)));
  control.selectedIndex = chosen;
  return control;
}

/** As spreadsheets write files: UTF-8, UTF-16 if it says so, else the encoding of Windows. @param {ArrayBuffer} bytes */
function decoded(bytes) {
  const [first, second] = new Uint8Array(bytes, 0, Math.min(2, bytes.byteLength));
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return new TextDecoder(first === 0xff ? 'utf-16le' : 'utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** @param {any} own @returns {Wish} */
function wished({ x, target, classes, features, samples }) {
  const data = { x, target, classes, features };
  return { data, samples, classes: classes?.length ?? 0, outputs: target.shape[1] ?? 1, ...(classes ? { labels: target.data } : {}) };
}
