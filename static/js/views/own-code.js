// @ts-check
/**
 * Above the board: what is wrong with a file of one's own as it stands now, where, and that the
 * version before it goes on; it goes away when the file is mended.
 */
import { icon } from '../draw/icons.js';
import { spokenIn } from '../lib/own-code.js';
import { clear, el } from '../platform/dom.js';

/**
 * @param {HTMLElement} root
 * @param {Pick<import('../types.js').Context, 'store' | 't'>} context
 */
export function mount(root, { store, t }) {
  root.setAttribute('role', 'status');
  const draw = () => {
    const { own } = store.get().server;
    const { lang } = store.get().reader;
    const broken = own.filter(({ problem }) => problem);
    clear(root);
    root.hidden = broken.length === 0;
    root.append(
      ...broken.flatMap(({ problem, version }) =>
        problem
          ? el(
              'div',
              { class: 'row' },
              icon('warn'),
              el(
                'p',
                null,
                el('b', null, spokenIn(problem.said, lang)),
                ` ${t(version ? 'own.broken.before' : 'own.broken.none')}`,
              ),
            )
          : [],
      ),
    );
  };
  store.onAny(({ server, reader }) => [server.own, reader.lang], draw);
}
