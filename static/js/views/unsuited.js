// @ts-check
/**
 * Above the board: that the error in use does not suit the numbers that it gets, why, and the way
 * to another.
 */
import { icon } from '../draw/icons.js';
import { reasonsOf } from '../lib/problems.js';
import { clear, el } from '../platform/dom.js';

/**
 * @param {HTMLElement} root
 * @param {Pick<import('../types.js').Context, 'store' | 't'>} context
 */
export function mount(root, { store, t }) {
  root.setAttribute('role', 'status');
  const draw = () => {
    const {
      stage: { checkpoint },
      server: { catalog },
      reader: { lang, manner },
    } = store.get();
    const reasons = checkpoint ? reasonsOf(checkpoint, t) : [];
    const kind = checkpoint?.nodes.find(({ role }) => role === 'loss')?.kind ?? '';
    const loss = catalog?.losses[kind]?.title[lang] ?? kind;
    clear(root);
    root.hidden = reasons.length === 0;
    if (root.hidden) return;
    root.append(
      icon('warn'),
      el('p', null, el('b', null, t('unsuited', { loss })), ` ${reasons.join(' ')}`),
    );
    if (!manner.lock)
      root.append(
        el(
          'button',
          {
            class: 'btn outlined',
            dataset: { swap: 'loss' },
            attrs: { type: 'button', 'aria-haspopup': 'menu' },
          },
          t('unsuited.swap'),
        ),
      );
  };
  store.onAny(
    ({ stage, server, reader }) => [stage.checkpoint, server.catalog, reader.lang, reader.manner],
    draw,
  );
}
