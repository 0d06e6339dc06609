// @ts-check
/** The top bar: which network, in which language, in which light. */
import { clear, el } from '../platform/dom.js';
import { icon, logo } from '../draw/icons.js';
import { languageName } from '../lib/language-name.js';
import * as presets from './presets.js';

/** @typedef {import('../types.js').Context} Context */
/** @typedef {import('../types.js').State} State */

/** From one theme to the next, and the icon that says which one it is. */
const THEMES = /** @type {const} */ ({ auto: 'light', light: 'dark', dark: 'auto' });
const ICONS = /** @type {const} */ ({ auto: 'auto', light: 'sun', dark: 'moon' });

/**
 * @param {HTMLElement} root
 * @param {Context & {share: () => void}} context
 */
export function mount(root, context) {
  const { store, t, act, share } = context;
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

  /** The steps of one iteration, or many iterations. */
  const viewSwitch = () => {
    const { runs, reader } = store.get();
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
      [false, true].map((learning) =>
        el(
          'button',
          {
            dataset: { set: learning ? 'learning' : 'steps' },
            attrs: {
              type: 'button',
              'aria-pressed': String(runs.learning === learning),
              title: `${t(learning ? 'learn.view' : 'learn.steps')} (D)`,
            },
            on: {
              click: () => {
                if (store.get().runs.learning !== learning) act.learning();
              },
            },
          },
          t(learning ? 'learn.view' : 'learn.steps'),
        ),
      ),
    );
  };

  /** Says where in a lesson the reader is. */
  const lessonsButton = () => {
    const { lesson, left } = store.get().teaching;
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
  };

  const draw = () => {
    const {
      reader: { lang, theme },
      server: { languages },
    } = store.get();
    const focused = document.activeElement?.getAttribute('data-set');
    clear(settings);
    settings.append(
      viewSwitch(),
      lessonsButton(),
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
      ),
      el(
        'button',
        {
          class: 'btn',
          dataset: { set: 'theme' },
          attrs: { type: 'button', 'aria-label': t(`theme.${theme}`), title: t(`theme.${theme}`) },
          on: { click: () => act.theme(THEMES[theme]) },
        },
        icon(ICONS[theme]),
      ),
      el(
        'button',
        {
          class: 'btn',
          dataset: { set: 'share' },
          attrs: { type: 'button', 'aria-label': t('share.title'), title: t('share.title') },
          on: { click: share },
        },
        icon('share'),
        el('span', { class: 'wide' }, t('share.button')),
      ),
      el(
        'button',
        {
          class: 'btn',
          dataset: { set: 'help' },
          attrs: { type: 'button', 'aria-label': t('help.open'), title: `${t('help.open')} (?)` },
          on: { click: act.help },
        },
        icon('help'),
      ),
    );
    if (focused)
      /** @type {HTMLElement | null} */ (
        settings.querySelector(`[data-set="${focused}"]`)
      )?.focus();
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
    draw,
  );
}
