// @ts-check
/**
 * The stage's tools: change the network, choose its samples, check its gradients, undo and redo.
 */
import { clear, el } from '../platform/dom.js';
import { icon } from '../draw/icons.js';
import { before } from '../lib/undo.js';
import { follows } from '../lib/standing.js';

/** @typedef {import('../types.js').Context} Context */

/**
 * @param {HTMLElement} root
 * @param {Context & {build: ReturnType<typeof import('../acts/builder.js').createBuilder>, checker:
 *   ReturnType<typeof import('../acts/checker.js').createChecker>, openData: () => void}} context
 */
export function mount(root, { store, t, act, build, checker, openData }) {
  root.setAttribute('role', 'group');
  const draw = () => {
    const {
      network: { building, draft },
      gradients: { check, checking },
      stage: { past, checkpoint, trace },
      reader: { manner },
    } = store.get();
    const focused = document.activeElement?.getAttribute('data-tool');
    clear(root);
    root.setAttribute('aria-label', t('tools.label'));
    if (!trace) return;
    /**
     * @param {string} tool
     * @param {import('../draw/icons.js').Name} picture
     * @param {() => void} run
     * @param {{pressed?: boolean, off?: boolean, short?: boolean}} [look]
     */
    const button = (tool, picture, run, { pressed, off, short } = {}) =>
      el(
        'button',
        {
          class: 'btn',
          dataset: { tool },
          attrs: {
            type: 'button',
            title: t(`tools.${tool}.title`),
            'aria-label': short ? t(`tools.${tool}`) : null,
            'aria-pressed': pressed === undefined ? null : String(pressed),
            'aria-disabled': off ? 'true' : null,
          },
          on: {
            click: () => {
              if (!off) run();
            },
          },
        },
        icon(picture),
        !short && el('span', null, t(`tools.${tool}`)),
      );
    root.append(
      button('build', 'build', () => build.open(!building), { pressed: building }),
      button('data', 'data', openData, { off: manner.lock }),
      button('check', 'check', checker.toggle, { pressed: Boolean(check), off: checking }),
      button('undo', 'undo', act.undo, {
        short: true,
        off: !draft && !follows(store.get()) && !before(past, checkpoint),
      }),
      button('redo', 'redo', act.redo, { short: true, off: !past.ahead.length }),
    );
    if (focused)
      /** @type {HTMLElement | null} */ (root.querySelector(`[data-tool="${focused}"]`))?.focus();
  };
  store.on(follows, draw);
  store.onAny(
    ({ reader, network, gradients, stage }) => [
      reader.lang,
      network.building,
      gradients.check,
      gradients.checking,
      network.draft,
      stage.past,
      stage.checkpoint,
      stage.trace,
      reader.manner,
    ],
    draw,
  );
}
