// @ts-check
/**
 * On small screens: all the blocks in a row, the current one filled; touching one brings it into
 * the window.
 */
import { DATA } from '../lib/address.js';
import { clear, el } from '../platform/dom.js';
import { measured } from '../draw/measured.js';
import { nodeName } from '../lib/names.js';

/**
 * @param {HTMLElement} root
 * @param {import('../types.js').Context} context
 */
export function mount(root, { store, t }) {
  const build = () => {
    const { trace } = store.get().stage;
    clear(root);
    root.setAttribute('aria-label', t('map.label'));
    const blocks = trace?.nodes.filter(({ role }) => role === 'layer' || role === 'loss') ?? [];
    if (trace)
      root.append(
        ...[DATA, ...blocks.map(({ id }) => id)].map((id) =>
          el(
            'button',
            { dataset: { block: id }, attrs: { type: 'button' }, on: { click: () => bring(id) } },
            id === DATA ? 'x' : nodeName(id, trace, t),
          ),
        ),
      );
    mark();
  };

  const mark = () => {
    const { trace, cursor } = store.get().stage;
    const step = trace?.steps[cursor];
    for (const button of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll('button'))) {
      const now = button.dataset.block === (step?.node ?? DATA);
      if (now) button.setAttribute('aria-current', 'step');
      else button.removeAttribute('aria-current');
      if (now)
        measured(
          () => root.clientWidth && button.offsetLeft - (root.clientWidth - button.offsetWidth) / 2,
          (left) => {
            if (left) root.scrollTo({ left });
          },
        );
    }
  };

  store.on((state) => state.stage.trace, build);
  store.on((state) => state.reader.lang, build);
  store.on((state) => state.stage.cursor, mark);
}

/** @param {string} id */
function bring(id) {
  const scroller = document.querySelector('.scroller');
  const block =
    id === DATA
      ? scroller?.querySelector('.wire')
      : scroller?.querySelector(`.frame[data-nodes~="${id}"]`);
  block?.scrollIntoView({
    inline: 'center',
    block: 'nearest',
    behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth',
  });
}
