// @ts-check
/** In the middle of the page: what a link asks for that is not there, and the ways on from here. */
import { icon } from '../draw/icons.js';
import { clear, el } from '../platform/dom.js';

/**
 * @param {HTMLElement} root
 * @param {import('../types.js').Context} context
 */
export function mount(root, { store, t, act }) {
  const app = document.querySelector('.app');

  /** @param {string} word @param {() => void} go @param {string} [look] */
  const way = (word, go, look = 'outlined') =>
    el('button', { class: `btn ${look}`, attrs: { type: 'button' }, on: { click: go } }, t(word));

  const draw = () => {
    const {
      server: { astray },
      stage: { trace },
    } = store.get();
    root.hidden = !astray;
    app?.classList.toggle('nowhere', Boolean(astray && !trace));
    clear(root);
    if (!astray) return;
    const ways = trace
      ? [way('astray.stay', act.stay, 'solid'), !astray.opened && way('astray.course', act.restart)]
      : [way('astray.course', act.restart, 'solid')];
    root.append(
      el('span', { class: 'pic' }, icon('warn')),
      el('h2', null, t(astray.opened ? 'astray.part' : 'astray.nowhere')),
      ...astray.parts.map(({ key, slots }) => el('p', null, t(key, slots))),
      !astray.opened && trace ? el('p', null, t('astray.kept')) : '',
      el('div', { class: 'ways' }, ways, way('lesson.all', act.lessons)),
    );
  };
  store.on((state) => state.server.astray, draw);
  store.on((state) => Boolean(state.stage.trace), draw);
  store.on((state) => state.reader.lang, draw);
}
