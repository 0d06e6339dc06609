// @ts-check
/** The menu behind a plus or a layer's name: what could stand there, what fits first. */
import { ofSample, sizes } from '../lib/shape.js';
import { layerId, LOSS, positionOf } from '../lib/address.js';
import { clear, el } from '../platform/dom.js';
import { curveIcon } from '../draw/curve-icon.js';
import { inLines } from '../draw/lines.js';
import { formula } from '../draw/mathml.js';
import { nodeName } from '../lib/names.js';
import { sentence } from '../lib/problems.js';
import { nameOf } from '../lib/setting-names.js';
import { listOf } from './kinds-list.js';

/** @typedef {import('../answers.js').AnyKind} AnyKind */
/** @typedef {import('../answers.js').Curve} Curve */
/** @typedef {import('../types.js').Context} Context */
/** @typedef {import('../acts/building/offering.js').Offer} Offer */
/** @typedef {import('../acts/building/offering.js').Place} Place */

/** Between the menu and what it belongs to, and the edge of the page. */
const GAP = 8;

/**
 * @param {HTMLElement} root    in which a click on [data-insert] or [data-swap] opens it
 * @param {Context & {build: ReturnType<typeof import('../acts/builder.js').createBuilder>, guard:
 *   import('../acts/guard.js').Guard}} context
 */
export function mount(root, { store, t, build, guard }) {
  const menu = el('div', { class: 'kinds', attrs: { role: 'dialog' } });
  menu.hidden = true;
  document.body.append(menu);
  /** @type {HTMLElement | null} */
  let anchor = null;

  const close = (back = false) => {
    anchor?.setAttribute('aria-expanded', 'false');
    anchor?.classList.remove('open');
    if (back && !menu.hidden) anchor?.focus();
    menu.hidden = true;
  };

  /** @param {HTMLElement} at @param {Place} place */
  const open = (at, place) =>
    guard(async () => {
      close();
      anchor = at;
      at.setAttribute('aria-expanded', 'true');
      at.classList.add('open');
      const offers = await build.offers(place);
      if (anchor !== at || !at.classList.contains('open')) return; // closed or moved on meanwhile
      clear(menu);
      menu.setAttribute('aria-label', titleOf(place));
      menu.append(...contents(place, offers));
      menu.hidden = false;
      for (const line of menu.querySelectorAll('.says')) shrink(/** @type {HTMLElement} */ (line));
      settle(menu, at);
      const first = /** @type {HTMLElement | null} */ (menu.querySelector('[role="menuitem"]'));
      first?.setAttribute('tabindex', '0');
      first?.focus();
    });

  /** @param {Place} place */
  const titleOf = ({ role, index, swap }) => {
    const { trace } = store.get().stage;
    if (!swap || !trace) return t('build.insert.here');
    const own = role === 'loss' ? LOSS : build.layers()[index]?.from;
    return t('build.swap.title', {
      name: own ? nodeName(own, trace, t) : t('layer', { n: index + 1 }),
    });
  };

  /**
   * What comes in at a place, and goes out there.
   * @param {Place} place @param {import('../types.js').Node | undefined} node
   */
  const wireOf = ({ role, swap }, node) => {
    if (!node?.input_shape) return '';
    if (!swap) return t('build.receives', { shape: sizes(node.input_shape) });
    if (role !== 'layer' || !node.output_shape) return '';
    return t('build.in_out', { a: ofSample(node.input_shape), b: ofSample(node.output_shape) });
  };

  /** @param {Place} place @param {Offer[]} offers */
  const contents = (place, offers) => {
    const { role, index, swap } = place;
    const {
      server: { catalog },
      reader: { lang },
      stage: { trace },
    } = store.get();
    /** @type {Record<string, AnyKind & {curve?: Curve | null, group?: string}>} */
    const kinds = role === 'loss' ? catalog.losses : catalog.layers;
    const titles = Object.fromEntries(
      Object.entries(role === 'loss' ? {} : catalog.groups).map(([name, words]) => [
        name,
        words[lang],
      ]),
    );
    const nodeOf = (/** @type {string | null | undefined} */ id) =>
      trace?.nodes.find((node) => node.id === id);
    const node = nodeOf(role === 'loss' ? LOSS : build.layers()[index]?.from);
    const replaced = role === 'loss' ? node : build.layers()[index];
    const current = swap ? replaced?.kind : null;
    /** @param {Offer} offer */
    const item = ({ kind, settings, reads, errors }) =>
      el(
        'button',
        {
          dataset: { kind },
          class: errors ? 'unfit' : '',
          attrs: {
            type: 'button',
            role: 'menuitem',
            tabindex: -1,
            title: errors?.[0] ? sentence(errors[0], t) : kinds[kind].summary[lang],
          },
          on: {
            click: () =>
              kind === current ? close(true) : choose(place, { kind, settings, reads }),
          },
        },
        curveIcon(kinds[kind].curve),
        el('b', null, kinds[kind].title[lang]),
        el('span', { class: 'says' }, inLines(formula(kinds[kind].formula.mathml, null))),
        el(
          'small',
          null,
          kind === current ? t('build.in_use') : noteOf(settings, kinds[kind].settings, t),
        ),
        errors?.[0].code === 'unsuited' && el('span', { class: 'why' }, sentence(errors[0], t)),
      );
    return [
      el(
        'div',
        { class: 'head' },
        el('b', null, titleOf(place)),
        el('span', null, wireOf(place, node)),
      ),
      ...listOf(
        offers
          .toSorted((a, b) => Number(b.kind === current) - Number(a.kind === current))
          .map((offer) => ({
            element: item(offer),
            names: [offer.kind, ...Object.values(kinds[offer.kind].title)],
            about: kinds[offer.kind].summary[lang],
            group: offer.kind === current ? 'current' : (kinds[offer.kind].group ?? ''),
            fits: !offer.errors,
          })),
        { ...(current ? { current: t('build.in_use') } : {}), ...titles },
        titleOf(place),
        t,
      ),
      el(
        'div',
        { class: 'foot' },
        swap &&
          role === 'layer' && [
            el(
              'button',
              {
                class: 'btn outlined',
                attrs: { type: 'button' },
                on: {
                  click: () => {
                    close(true);
                    build.open(true);
                    build.choose(index);
                  },
                },
              },
              t('build.settings'),
            ),
            el(
              'button',
              {
                class: 'btn outlined',
                dataset: { remove: index },
                attrs: { type: 'button' },
                on: { click: () => take(index) },
              },
              t('build.remove'),
            ),
          ],
        el('p', null, t('build.any')),
      ),
    ];
  };

  /** @param {Place} place @param {Pick<Offer, 'kind' | 'settings' | 'reads'>} offer */
  const choose = async ({ role, index, swap }, { kind, settings, reads }) => {
    close(true);
    if (role === 'loss') await build.set('loss', { kind, ...settings });
    else await (swap ? build.swap : build.insert)(index, kind, settings, reads);
    if (role === 'layer') shown(index, kind);
    told();
    const made = root.querySelector(
      `.board [data-swap="${role === 'loss' ? LOSS : layerId(index + 1)}"]`,
    );
    if (document.activeElement === document.body) /** @type {HTMLElement | null} */ (made)?.focus();
  };

  /**
   * Takes a layer out; where the rest does not fit together, the panel says why.
   * @param {number} index
   */
  const take = async (index) => {
    close();
    await build.remove(index);
    told();
  };

  /** What was refused is said in the panel. */
  const told = () => {
    const { draft, building } = store.get().network;
    if (draft && !building) build.open(true);
  };

  /**
   * Opens the settings of a new layer, where there is something to type.
   * @param {number} index
   * @param {string} kind
   */
  const shown = (index, kind) => {
    const {
      server: { catalog },
      network: { building },
    } = store.get();
    const settings = Object.values(catalog.layers[kind].settings);
    const typed = settings.some(({ type, required }) => required && type === 'text');
    if (settings.length) build.choose(index);
    if (typed && !building) build.open(true);
    if (typed)
      /** @type {HTMLInputElement | null} */ (
        root.querySelector('.layer.open .form input')
      )?.select();
  };

  root.addEventListener('click', (event) => {
    const button = /** @type {Element} */ (event.target).closest('[data-insert], [data-swap]');
    if (!(button instanceof HTMLElement) || store.get().reader.manner.lock) return;
    if (button === anchor && !menu.hidden) return close(true);
    const { insert, swap } = button.dataset;
    open(
      button,
      insert !== undefined
        ? { role: 'layer', index: Number(insert), swap: false }
        : {
            role: swap === LOSS ? 'loss' : 'layer',
            index: swap === LOSS ? build.layers().length : (positionOf(swap) ?? 1) - 1,
            swap: true,
          },
    );
  });
  menu.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') close(true);
    event.stopPropagation();
  });
  document.addEventListener('pointerdown', (event) => {
    const target = /** @type {Node} */ (event.target);
    if (!menu.contains(target) && !anchor?.contains(target)) close();
  });
  addEventListener('resize', () => close());
  store.on(
    (state) => state.stage.trace,
    () => close(),
  );
  store.on(
    (state) => state.reader.lang,
    () => close(),
  );
}

/**
 * The settings that had to be guessed: units 3.
 * @param {import('../types.js').Settings} settings
 * @param {Record<string, import('../types.js').Setting>} declared
 * @param {Context['t']} t
 */
const noteOf = (settings, declared, t) =>
  Object.entries(settings)
    .filter(([name]) => declared[name]?.required)
    .map(([name, value]) => `${nameOf(name, t)} ${value}`)
    .join(', ');

/** A formula that is wider than the menu is written smaller. @param {HTMLElement} line */
function shrink(line) {
  for (let tries = 4; tries && line.scrollWidth > line.clientWidth; tries -= 1) {
    // small letters do not shrink in proportion
    const { scrollWidth, clientWidth } = line;
    const now = parseFloat(getComputedStyle(line).fontSize);
    line.style.fontSize = `${Math.floor((clientWidth / scrollWidth) * now * 10) / 10}px`;
  }
}

/**
 * Below its anchor where there is room, else above or beside it; never out of the page.
 * @param {HTMLElement} menu
 * @param {HTMLElement} anchor
 */
function settle(menu, anchor) {
  const { left, width, bottom } = anchor.getBoundingClientRect();
  const size = menu.getBoundingClientRect();
  const top = Math.max(GAP, Math.min(bottom + GAP, innerHeight - size.height - GAP));
  const middle = left + width / 2 - size.width / 2;
  const within = Math.max(GAP, Math.min(middle, innerWidth - size.width - GAP));
  menu.style.setProperty('left', `${within}px`);
  menu.style.setProperty('top', `${top}px`);
}
