// @ts-check
/** A form drawn from the catalog: one field for each setting that a kind declares. */
import { el } from '../platform/dom.js';
import { inLines } from '../draw/lines.js';
import { formula } from '../draw/mathml.js';
import { isObject } from '../lib/is-object.js';
import { readTyped, writeNumber } from '../lib/number.js';
import { sentence } from '../lib/problems.js';
import { nameOf } from '../lib/catalog-words.js';
import { proposals } from '../lib/what-if.js';
import { expression } from './expression.js';

/** @typedef {import('../types.js').Flaw} Flaw */
/** @typedef {import('../types.js').State} State */
/** @typedef {import('../types.js').Translate} Translate */
/** @typedef {import('../types.js').Value} Value */

/**
 * @typedef {object} Form
 * @property {string} path                    of the settings, as the server's pointers name it
 * @property {import('../types.js').Settings} values
 * @property {Flaw[]} errors
 * @property {(name: string, value: Value) => void} change
 * @property {Pick<State, 'reader' | 'server'>} state
 * @property {Translate} t
 * @property {import('../types.js').Api} api
 */

/**
 * A setting of the catalog's, or one that the page declares itself.
 * @typedef {Partial<Omit<import('../types.js').Setting, 'type'>> & {type: string}} Declared
 */

/** @param {Record<string, Declared>} declared @param {Form} form @returns {HTMLElement[]} */
export const fields = (declared, form) =>
  Object.entries(declared).map(([name, setting]) => field(name, setting, form));

/**
 * @param {string} name
 * @param {Declared} setting
 * @param {Form} form
 * @returns {HTMLElement}
 */
export function field(name, setting, form) {
  const { values, state, t } = form;
  const path = `${form.path}/${name}`;
  const value = values[name];
  const wrong = form.errors.filter(
    ({ pointer }) => pointer === path || pointer.startsWith(`${path}/`),
  );
  const say = el(
    'p',
    { class: 'wrong', attrs: { id: idOf(path), role: 'status' } },
    wrong.map((flaw) => sentence(flaw, t)).join(' '),
  );
  const label = {
    'aria-label': `${nameOf(name, t)}: ${setting.summary?.[state.reader.lang] ?? ''}`,
    'aria-describedby': idOf(path),
    'aria-invalid': wrong.length ? 'true' : null,
  };
  const give = (/** @type {Value} */ next) => {
    if (JSON.stringify(next) !== JSON.stringify(value)) form.change(name, next);
  };
  const control = controlOf(setting, value, { path, label, give, say, form, name });
  return el(
    'div',
    { class: `field ${setting.type}` },
    el('span', { class: 'name' }, nameOf(name, t)),
    control,
    setting.format === 'expression' &&
      control instanceof HTMLInputElement &&
      expression(control, say, form),
    setting.summary &&
      el('span', { class: 'help' }, setting.summary[state.reader.lang], bounds(setting, t)),
    say,
  );
}

/**
 * @typedef {{path: string, label: Record<string, string | null>, give: (value: Value) => void, say:
 *   HTMLElement, form: Form, name: string}} Hold
 */

/** @param {Declared} setting @param {Value | undefined} value @param {Hold} hold */
function controlOf(setting, value, hold) {
  const { path, label, give, form } = hold;
  if (setting.type === 'initializer') return initializer(value, hold);
  if (setting.type === 'boolean') {
    const box = el('input', {
      dataset: { key: path },
      attrs: { type: 'checkbox', role: 'switch', ...label },
      on: { change: () => give(box.checked) },
    });
    box.checked = Boolean(value);
    return box;
  }
  if (setting.choices?.length)
    return choice(
      setting.choices.map((word, k) => [
        word,
        setting.choice_titles?.[k]?.[form.state.reader.lang] ?? String(word),
      ]),
      value,
      { path, label, give },
    );
  const numeric = setting.type === 'number' || setting.type === 'integer';
  const written = numeric && typeof value === 'number' ? writeNumber(value) : String(value);
  const text = value === null || value === undefined ? '' : written;
  const input = el('input', {
    dataset: { key: path },
    attrs: {
      type: 'text',
      value: text,
      inputmode: numeric ? 'decimal' : null,
      autocomplete: 'off',
      spellcheck: 'false',
      maxlength: 400,
      ...label,
    },
    on: { change: () => (numeric ? takeNumber(input, hold, form.t) : give(input.value.trim())) },
  });
  return input;
}

/** @param {HTMLInputElement} input @param {Hold} hold @param {Translate} t */
function takeNumber(input, { give, say }, t) {
  const { value, wrong } = readTyped(input.value);
  const infinite = value !== undefined && !Number.isFinite(value);
  const unread = wrong === 'words' ? 'build.number' : `build.${wrong}`;
  const said = infinite ? 'build.finite' : unread;
  const fits = value !== undefined && !infinite;
  input.setAttribute('aria-invalid', String(!fits));
  say.textContent = fits ? '' : t(said);
  if (fits) give(value);
}

/**
 * @template T
 * @param {[T, string][]} options
 * @param {T | undefined} value
 * @param {{path: string, label: Record<string, string | null>, give: (value: T) => void, apart?:
 *   {words: string, holds: (option: T) => boolean}}} hold   some stand apart, below these words
 */
export function choice(options, value, { path, label, give, apart }) {
  const others = options.filter(([option]) => apart?.holds(option));
  const all = [...options.filter((option) => !others.includes(option)), ...others];
  const written = all.map(([, words]) => el('option', null, words));
  const select = el(
    'select',
    {
      dataset: { key: path },
      attrs: label,
      on: { change: () => give(all[select.selectedIndex][0]) },
    },
    written.slice(0, all.length - others.length),
    others.length > 0 &&
      el(
        'optgroup',
        { attrs: { label: apart?.words ?? null } },
        written.slice(all.length - others.length),
      ),
  );
  select.selectedIndex = all.findIndex(([option]) => option === value);
  return select;
}

/**
 * A kind of its own, with settings of its own.
 * @param {Value | undefined} value
 * @param {Hold} hold
 */
function initializer(value, { path, label, give, form }) {
  const {
    server: { catalog },
    reader: { lang },
  } = form.state;
  const kinds = catalog.initializers;
  const values = /** @type {import('../types.js').Settings} */ (isObject(value) ? value : {});
  const kind = String(values.kind);
  /** @type {Form} */
  const inner = {
    ...form,
    path,
    values,
    change: (name, next) => give({ ...values, [name]: next }),
  };
  return el(
    'div',
    { class: 'nested' },
    choice(
      Object.entries(kinds).map(([name, { title }]) => [name, title[lang]]),
      kind,
      {
        path: `${path}/kind`,
        label,
        give: (chosen) => give({ kind: chosen, ...proposals(kinds[chosen].settings, [])[0] }),
      },
    ),
    kinds[kind] &&
      [kinds[kind].formula, kinds[kind].spread].map(({ mathml }) =>
        el('p', { class: 'help' }, inLines(formula(mathml, null))),
      ),
    fields(kinds[kind]?.settings ?? {}, inner),
  );
}

/** @param {Declared} setting @param {Translate} t */
function bounds({ min = null, max = null, type }, t) {
  const telling = (/** @type {number | null} */ bound) => bound !== null && Math.abs(bound) < 1e5;
  if (type !== 'number' && type !== 'integer') return '';
  if (telling(min) && telling(max))
    return ` ${t('build.bounds', { min: writeNumber(min), max: writeNumber(max) })}`;
  return telling(min) ? ` ${t('build.least', { min: writeNumber(min) })}` : '';
}

/** @param {string} path */
const idOf = (path) => `said${path.replaceAll('/', '-')}`;
