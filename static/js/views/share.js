// @ts-check
/** Sharing: the link in a field, the file to take along, and the choice of one to open. */
import { clear, el } from '../platform/dom.js';
import { icon } from '../draw/icons.js';
import { closeButton, letClose } from './closing.js';

/** @typedef {import('../types.js').Context} Context */

/**
 * @param {HTMLDialogElement} root
 * @param {Context & {sharing: ReturnType<typeof import('../acts/sharing.js').createSharing>}}
 *   context
 */
export function mount(root, { store, t, sharing }) {
  const picker = el('input', {
    attrs: { type: 'file', accept: '.json,application/json', hidden: true },
  });
  picker.addEventListener('change', () => {
    const [file] = picker.files ?? [];
    picker.value = '';
    if (file) sharing.open(file);
  });
  document.body.append(picker);
  letClose(root);
  root.addEventListener('close', sharing.close);

  const draw = () => {
    const { shared } = store.get().reader;
    if (!shared) return root.close();
    clear(root);
    const field = el('input', {
      attrs: { type: 'text', readonly: true, 'aria-label': t('share.link'), spellcheck: 'false' },
    });
    field.value = shared.link;
    field.addEventListener('focus', () => field.select());
    /**
     * @param {string} key
     * @param {import('../draw/icons.js').Name} picture
     * @param {() => void} run
     */
    const button = (key, picture, run) =>
      el(
        'button',
        { class: 'btn outlined', attrs: { type: 'button' }, on: { click: run } },
        icon(picture),
        t(key),
      );
    root.setAttribute('aria-label', t('share.title'));
    root.append(
      el('header', null, el('h2', null, t('share.title')), closeButton(root, t('help.close'))),
      el('p', null, t('share.say')),
      el(
        'div',
        { class: 'link-row' },
        field,
        button('share.copy', shared.copied ? 'check' : 'copy', sharing.link),
      ),
      el(
        'p',
        { class: 'note', attrs: { role: 'status' } },
        t(shared.copied ? 'share.copied' : 'share.by_hand'),
      ),
      el('h3', null, t('share.file')),
      el('p', null, t('share.file.say')),
      el(
        'div',
        { class: 'file-row' },
        button('share.download', 'download', sharing.download),
        button('share.open', 'open', () => picker.click()),
      ),
    );
    if (!root.open) root.showModal();
    field.focus();
  };
  store.on((state) => state.reader.shared, draw);
  store.on((state) => state.reader.lang, draw);
}
