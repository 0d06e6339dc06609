// @ts-check
/** What went wrong, in the reader's language; what is already on the page stays. */
import { clear, el } from '../platform/dom.js';
import { icon } from '../draw/icons.js';
import { renewableOf } from '../lib/own-code.js';
import { sentence } from '../lib/problems.js';

/** @typedef {import('../types.js').Context} Context */

/**
 * @param {HTMLElement} root
 * @param {Context} context
 */
export function mount(root, { store, t, act }) {
  const draw = () => {
    const {
      server: { problem },
      stage: { trace },
    } = store.get();
    clear(root);
    root.hidden = !problem;
    if (!problem) return;
    const details = problem.errors?.length
      ? problem.errors.map((error) => sentence(error, t))
      : [problem.detail];
    const renewable = renewableOf(problem);
    root.append(
      icon('warn'),
      el(
        'div',
        null,
        el('b', null, t('problem.title')),
        [...new Set(details)].map((detail) => el('p', null, detail)),
        renewable &&
          el(
            'button',
            {
              class: 'btn solid',
              attrs: { type: 'button' },
              on: { click: () => act.renew(renewable) },
            },
            t('own.renew'),
          ),
      ),
      trace
        ? el(
            'button',
            {
              class: 'btn',
              attrs: { type: 'button', 'aria-label': t('problem.close') },
              on: { click: act.dismiss },
            },
            icon('close'),
          )
        : el(
            'button',
            { class: 'btn solid', attrs: { type: 'button' }, on: { click: act.restart } },
            t('problem.start'),
          ),
    );
  };
  store.on((state) => state.server.problem, draw);
  store.on((state) => state.reader.lang, draw);
}
