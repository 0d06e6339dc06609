// @ts-check
/** Which network this is, and the menu to open another. */
import { ledTo } from '../lib/arrows.js';
import { ofSample } from '../lib/shape.js';
import { INPUT } from '../lib/address.js';
import { clear, el } from '../platform/dom.js';
import { icon } from '../draw/icons.js';
import { elide } from '../lib/elide.js';

/** @typedef {import('../types.js').Context} Context */
/** @typedef {import('../types.js').State} State */
/** @typedef {import('../types.js').Trace} Trace */

/**
 * A network to open.
 * @param {import('../types.js').Catalog['presets'][string]} entry
 * @param {import('../types.js').Lang} lang
 * @param {boolean} checked
 * @param {() => void} click
 */
const offer = ({ title, summary }, lang, checked, click) =>
  el(
    'button',
    {
      attrs: { type: 'button', role: 'menuitemradio', 'aria-checked': String(checked) },
      on: { click },
    },
    el('b', null, title[lang]),
    el('span', null, summary?.[lang] ?? ''),
  );

/**
 * @param {HTMLElement} root
 * @param {Context} context
 */
export function mount(root, { store, t, act }) {
  const button = el('button', {
    class: 'btn',
    attrs: { type: 'button', 'aria-haspopup': 'menu', 'aria-expanded': 'false' },
  });
  const menu = el('div', { class: 'menu', attrs: { role: 'menu', tabindex: -1 } });
  menu.hidden = true;
  root.append(button, menu);

  const close = (back = false) => {
    menu.hidden = true;
    button.setAttribute('aria-expanded', 'false');
    if (back) button.focus();
  };
  const open = () => {
    menu.hidden = false;
    button.setAttribute('aria-expanded', 'true');
    const items = menu.querySelectorAll('button');
    (menu.querySelector('[aria-checked="true"]') instanceof HTMLElement
      ? /** @type {HTMLElement} */ (menu.querySelector('[aria-checked="true"]'))
      : items[0]
    )?.focus();
  };
  button.addEventListener('click', () => (menu.hidden ? open() : close()));
  document.addEventListener('pointerdown', (event) => {
    if (!root.contains(/** @type {Node} */ (event.target))) close();
  });
  menu.addEventListener('keydown', (event) => move(event, menu, close));

  const draw = () => {
    const {
      server: { catalog },
      stage: { preset, trace },
      reader: { lang },
    } = store.get();
    const chosen = catalog?.presets?.[preset ?? ''];
    clear(button);
    button.append(
      el('b', null, chosen?.title[lang] ?? t(trace ? 'preset.custom' : 'preset.choose')),
      trace ? sizes(trace, batchOf(store.get(), trace), t) : '',
      icon('down'),
    );
    clear(menu);
    menu.setAttribute('aria-label', t('preset.choose'));
    menu.append(
      ...Object.entries(catalog?.presets ?? {}).map(([name, entry]) =>
        offer(entry, lang, name === preset, () => {
          close(true);
          act.preset(name);
        }),
      ),
    );
  };
  store.onAny(
    ({ server, stage, reader, runs }) => [
      server.catalog,
      stage.preset,
      stage.trace,
      stage.checkpoint,
      reader.lang,
      runs.samples,
    ],
    draw,
  );
}

/**
 * @param {KeyboardEvent} event
 * @param {HTMLElement} menu
 * @param {(back?: boolean) => void} close
 */
function move(event, menu, close) {
  const items = /** @type {HTMLElement[]} */ ([...menu.querySelectorAll('button, a')]);
  const here = items.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  const to = ledTo(event.key, here, items.length);
  if (to !== undefined) items[to].focus();
  else if (event.key === 'Escape') close(true);
  else if (event.key === 'Tab') return close();
  else return;
  event.preventDefault();
  event.stopPropagation();
}

/**
 * 2 → 3 → 3 → 1 · batch 4: the data, and what each layer with parameters gives; the batch where
 * there is room.
 * @param {Trace} trace
 * @param {number} batch
 * @param {Context['t']} t
 */
function sizes(trace, batch, t) {
  const widths = trace.nodes
    .filter((node) => node.role === 'layer' && Object.keys(node.parameters ?? {}).length)
    .map((node) => ofSample(node.output_shape ?? []));
  const shape = ofSample(trace.tensors[INPUT].shape);
  return el(
    'span',
    { class: 'muted sizes' },
    elide([shape, ...widths].filter(Boolean), 4, 3).join(' → '),
    el('span', null, ` · ${t('preset.samples', { n: batch })}`),
  );
}

/**
 * How many samples a batch has: the last of an epoch may have fewer.
 * @param {State} state
 * @param {Trace} trace
 */
function batchOf({ stage: { checkpoint }, runs: { samples } }, trace) {
  const here = trace.batch.indices.length;
  const size = checkpoint?.description.batch.size ?? here;
  return Math.max(here, Math.min(size, samples?.train.x.shape[0] ?? here));
}
