// @ts-check
/** The top bar: which network, in which language, in which light. */
import { clear, el } from '../platform/dom.js';
import { keepingFocus } from '../platform/keeping-focus.js';
import { icon, logo } from '../draw/icons.js';
import { languageName } from '../lib/language-name.js';
import * as presets from './presets.js';

/** @typedef {import('../types.js').State} State */
/** @typedef {import('../types.js').Context & {share: () => void}} Context */

/** From one theme to the next, and the icon that says which one it is. */
const THEMES = /** @type {const} */ ({ auto: 'light', light: 'dark', dark: 'auto' });
const ICONS = /** @type {const} */ ({ auto: 'auto', light: 'sun', dark: 'moon' });

/**
 * @param {HTMLElement} root
 * @param {Context} context
 */
export function mount(root, context) {
  const { store } = context;
  const network = el('div', { class: 'network' });
  const settings = el('div', { class: 'settings' });
  root.append(
    el('a', { class: 'logo', attrs: { href: '/' } }, logo(), 'backstep'),
    el('span', { class: 'rule' }),
    network,
    el('span', { class: 'spacer' }),
    settings,
  );
  presets.mount(network, context);

  const contents = () => {
    const state = store.get();
    clear(settings);
    settings.append(
      viewSwitch(state, context),
      lessonsButton(state, context),
      languageSwitch(state, context),
      ...toolButtons(state, context),
    );
  };
  store.onAny(
    ({ reader, teaching, runs }) => [
      reader.lang,
      reader.theme,
      reader.manner,
      teaching.lesson?.index,
      teaching.left,
      runs.learning,
    ],
    () => keepingFocus(settings, contents, 'set'),
  );
}

/** The steps of one iteration, or many iterations. @param {State} state @param {Context} context */
function viewSwitch({ runs, reader }, { store, t, act }) {
  const button = (/** @type {boolean} */ learning) => {
    const words = t(learning ? 'learn.view' : 'learn.steps');
    return el(
      'button',
      {
        dataset: { set: learning ? 'learning' : 'steps' },
        attrs: {
          type: 'button',
          'aria-pressed': String(runs.learning === learning),
          title: `${words} (D)`,
        },
        on: {
          click: () => {
            if (store.get().runs.learning !== learning) act.learning();
          },
        },
      },
      words,
    );
  };
  return el(
    'div',
    {
      class: 'seg views',
      attrs: {
        role: 'group',
        'aria-label': t('learn.views'),
        hidden: reader.manner.hide.includes('drawer'),
      },
    },
    button(false),
    button(true),
  );
}

/** Says where in a lesson the reader is. @param {State} state @param {Context} context */
function lessonsButton({ teaching: { lesson, left } }, { t, act }) {
  const at = lesson ? { index: lesson.index, count: lesson.plot.scenes.length } : left;
  return el(
    'button',
    {
      class: 'btn to-lessons',
      dataset: { set: 'lessons' },
      attrs: { type: 'button', title: `${t('lesson.menu')} (L)` },
      on: { click: act.lessons },
    },
    icon('lesson'),
    el('span', null, t('lesson.menu')),
    at && el('span', { class: 'badge' }, `${at.index + 1}/${at.count}`),
  );
}

/** @param {State} state @param {Context} context */
const languageSwitch = ({ reader: { lang }, server: { languages } }, { t, act }) =>
  el(
    'div',
    { class: 'seg', attrs: { role: 'group', 'aria-label': t('lang.label') } },
    languages.map((code) =>
      el(
        'button',
        {
          dataset: { set: code },
          attrs: {
            type: 'button',
            'aria-pressed': String(code === lang),
            'aria-label': languageName(code, lang),
            lang: code,
          },
          on: { click: () => act.lang(code) },
        },
        code.toUpperCase(),
      ),
    ),
  );

/** The light, sharing, help. @param {State} state @param {Context} context */
function toolButtons({ reader: { theme } }, { t, act, share }) {
  const button = (
    /** @type {{set: string, label: string, title?: string}} */ { set, label, title = label },
    /** @type {() => void} */ click,
    /** @type {import('../platform/dom.js').Child[]} */ ...inside
  ) =>
    el(
      'button',
      {
        class: 'btn',
        dataset: { set },
        attrs: { type: 'button', 'aria-label': label, title },
        on: { click },
      },
      ...inside,
    );
  const help = t('help.open');
  return [
    button({ set: 'theme', label: t(`theme.${theme}`) }, () => act.theme(THEMES[theme]), [
      icon(ICONS[theme]),
    ]),
    button({ set: 'share', label: t('share.title') }, share, [
      icon('share'),
      el('span', { class: 'wide' }, t('share.button')),
    ]),
    button({ set: 'help', label: help, title: `${help} (?)` }, act.help, icon('help')),
  ];
}
