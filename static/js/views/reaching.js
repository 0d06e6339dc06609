// @ts-check
/**
 * How far the way is to an iteration that takes long to reach; stopped, what has been reached is
 * shown.
 */
import { clear, el } from '../platform/dom.js';
import { duration } from '../lib/duration.js';
import { grouped } from '../lib/format.js';

/** @typedef {import('../types.js').Context} Context */
/** @typedef {ReturnType<typeof import('../acts/reach.js').createReach>} Reach */

/**
 * @param {HTMLElement} root
 * @param {Context & {reach: Reach}} context
 */
export function mount(root, { store, t, reach }) {
  const words = el('p');
  const bar = /** @type {HTMLProgressElement} */ (el('progress', { attrs: { max: '1' } }));
  const buttons = el('div', { class: 'buttons' });
  let drawn = '';

  /** @param {string} key @param {() => void} click @param {string} [kind] */
  const button = (key, click, kind = '') =>
    el('button', { class: `btn ${kind}`, attrs: { type: 'button' }, on: { click } }, t(key));

  const draw = () => {
    const {
      server: { reaching },
      reader: { lang },
    } = store.get();
    root.hidden = !reaching;
    if (!reaching) {
      drawn = '';
      return;
    }
    const { from, now, to, seconds, asks } = reaching;
    const time = seconds === null ? '' : duration(seconds, t);
    const far = t('train.progress', { k: grouped(now - from), n: grouped(to - from) });
    words.textContent = asks
      ? t('reach.asks', { n: grouped(to - now), time })
      : [far, time && t('train.left', { time })].filter(Boolean).join(' · ');
    bar.value = (now - from) / Math.max(1, to - from);
    bar.setAttribute('aria-label', far);
    const buttonsNow = `${lang} ${asks}`;
    if (buttonsNow === drawn) return; // a button under the pointer stays
    drawn = buttonsNow;
    root.setAttribute('aria-live', asks ? 'assertive' : 'off');
    clear(buttons);
    buttons.append(
      ...(asks
        ? [button('reach.go', reach.goOn, 'outlined'), button('reach.here', reach.stop, 'solid')]
        : [button('train.stop', reach.stop, 'outlined')]),
    );
  };

  root.append(words, bar, buttons);
  store.on((state) => state.server.reaching, draw);
  store.on((state) => state.reader.lang, draw);
}
