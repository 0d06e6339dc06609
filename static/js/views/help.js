// @ts-check
/** The table of shortcuts, in a dialog. */
import { clear, el } from '../platform/dom.js';
import { closeButton, letClose } from './closing.js';

/** @typedef {import('../types.js').Context} Context */

/** @type {[string[], string][]} */
const SHORTCUTS = [
  [['←', '→'], 'help.step'],
  [['Home'], 'help.home'],
  [['Space'], 'help.play'],
  [['1', '2', '3'], 'help.phase'],
  [['[', ']'], 'help.block'],
  [['N'], 'help.next'],
  [['P'], 'help.pin'],
  [['G'], 'help.guess'],
  [['Ctrl+Z', 'Ctrl+Shift+Z'], 'help.undo'],
  [['Tab', '← ↑ ↓ →'], 'help.cells'],
  [['D'], 'help.drawer'],
  [['L'], 'help.lessons'],
  [['B'], 'help.present'],
  [['Esc'], 'help.escape'],
  [['?'], 'help.help'],
];

/** What other keys do where one looks at a training. @type {[string[], string][]} */
const LEARNING = [
  [['Space'], 'help.learn.go'],
  [['1', '2', '3', '4', '5'], 'help.learn.pictures'],
  [['←', '→', 'Home'], 'help.learn.seek'],
  [['K'], 'help.learn.keep'],
];

/** Keys that are labelled in the reader's language. @type {Record<string, string>} */
const NAMED = { Home: 'key.home', Space: 'key.space' };

/**
 * @param {HTMLDialogElement} root
 * @param {Context} context
 */
export function mount(root, { store, t }) {
  letClose(root);
  /** @param {[string[], string]} shortcut */
  const row = ([keys, what]) =>
    el(
      'tr',
      null,
      el(
        'th',
        { attrs: { scope: 'row' } },
        keys.map((key) => el('kbd', null, key in NAMED ? t(NAMED[key]) : key)),
      ),
      el('td', null, t(what)),
    );
  store.on(
    (state) => state.reader.lang,
    () => {
      clear(root);
      root.setAttribute('aria-label', t('help.title'));
      root.append(
        el('header', null, el('h2', null, t('help.title')), closeButton(root, t('help.close'))),
        el(
          'table',
          { class: 'shortcuts' },
          el(
            'tbody',
            null,
            SHORTCUTS.map(row),
            el(
              'tr',
              null,
              el('th', { attrs: { scope: 'rowgroup', colspan: 2 } }, t('help.training')),
            ),
            LEARNING.map(row),
          ),
        ),
      );
    },
  );
}
