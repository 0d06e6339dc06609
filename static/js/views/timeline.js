// @ts-check
/** One tick for each step: what is done is filled, the current one carries its name. */
import { clear, el } from '../platform/dom.js';
import { icon } from '../draw/icons.js';
import { measured } from '../draw/measured.js';
import { frozenIn } from '../lib/frozen.js';
import { text } from '../lib/names.js';
import { firstBroken } from '../lib/steps.js';
import { fitting, roomOf, stretches, weight } from '../lib/ticks.js';
import { folded } from '../lib/together.js';

/** @typedef {import('../types.js').Context} Context */
/** @typedef {import('../types.js').Trace} Trace */
/** @typedef {import('../types.js').Translate} Translate */
/** @typedef {import('../lib/ticks.js').Group} Group */
/** @typedef {import('../lib/ticks.js').Stretch} Stretch */

/** More steps than this stand closer together; more than that touch each other. */
const CROWDED = 60;
const PACKED = 120;

/** More frozen parameters than this are counted. */
const NAMED = 3;

/**
 * @param {HTMLElement} root
 * @param {Context} context
 */
export function mount(root, { store, t, act }) {
  const build = () => {
    const { trace } = store.get().stage;
    clear(root);
    root.setAttribute('aria-label', t('transport.timeline'));
    if (!trace) return;
    root.classList.toggle('crowded', trace.steps.length > CROWDED);
    root.classList.toggle('packed', trace.steps.length > PACKED);
    const closed = folded(trace, store.get().focus.opened);
    root.append(...stretches(trace, closed).map((stretch) => phaseOf(stretch, trace, t)));
    mark();
  };

  const mark = () => {
    const { cursor } = store.get().stage;
    const follows = root.contains(document.activeElement);
    for (const tick of root.querySelectorAll('.tick')) {
      const index = Number(/** @type {HTMLElement} */ (tick).dataset.step);
      const now = index === cursor;
      tick.classList.toggle('done', index < cursor);
      tick.classList.toggle('now', now);
      tick.setAttribute('tabindex', now || (cursor < 0 && index === 0) ? '0' : '-1');
      if (now) tick.setAttribute('aria-current', 'step');
      else tick.removeAttribute('aria-current');
      if (now && follows) /** @type {HTMLElement} */ (tick).focus();
    }
    for (const group of root.querySelectorAll('.tl-group'))
      group.classList.toggle('now', group.querySelector('.tick.now') !== null);
    settle(root);
  };

  root.addEventListener('click', (event) => {
    const tick = /** @type {Element} */ (event.target).closest('.tick');
    if (tick instanceof HTMLElement) act.goto(Number(tick.dataset.step));
  });
  root.addEventListener('pointerdown', (event) => event.preventDefault());
  new ResizeObserver(() => settle(root)).observe(root);
  store.on((state) => state.stage.trace, build);
  store.on((state) => state.reader.lang, build);
  store.on((state) => state.focus.opened, build);
  store.on((state) => state.stage.cursor, mark);
  store.on(
    (state) => state.server.offline,
    (offline) => root.classList.toggle('offline', offline),
  );
}

/** @param {Stretch} stretch @param {Trace} trace @param {Translate} t */
const phaseOf = (stretch, trace, t) =>
  el(
    'div',
    { class: 'tl-phase', dataset: { phase: stretch.phase }, style: { '--n': weight(stretch) } },
    el(
      'span',
      { class: 'tl-title' },
      t(`phase.${stretch.phase}`),
      stretch.phase === 'update' && frozenOnes(trace, t),
    ),
    el(
      'div',
      { class: 'tl-ticks' },
      stretch.groups.map((group) => groupOf(group, roomOf(group, stretch.phase), trace, t)),
    ),
  );

/** What the update leaves as it is. @param {Trace} trace @param {Translate} t */
function frozenOnes(trace, t) {
  const names = frozenIn(trace).map((address) => text(address, trace));
  if (!names.length) return null;
  const words = t('stage.frozen.names', { names: names.join(', ') });
  return el(
    'span',
    { class: 'tl-frozen', attrs: { title: words, role: 'img', 'aria-label': words } },
    icon('frozen'),
    names.length > NAMED ? String(names.length) : names.join(' '),
  );
}

/** @param {Group} group @param {number} room @param {Trace} trace @param {Translate} t */
function groupOf({ steps, name }, room, trace, t) {
  const broken = firstBroken(trace);
  const ticks = steps.map((step) => {
    const own = text(step.writes, trace);
    const spoken = t('transport.tick', { n: step.index + 1, name: own });
    const bad = step.index === broken;
    return el(
      'button',
      {
        class: bad ? 'tick broken' : 'tick',
        dataset: { step: step.index },
        attrs: {
          type: 'button',
          title: spoken,
          'aria-label': bad ? `${spoken}, ${t('transport.broken')}` : spoken,
        },
      },
      el('i'),
      name === null && el('span', { class: 'tl-name' }, own),
    );
  });
  return el(
    'div',
    {
      class: name === null ? 'tl-group' : 'tl-group named',
      style: { '--k': room },
    },
    el('div', { class: 'tl-steps' }, ticks),
    name !== null && el('span', { class: 'tl-name' }, name),
  );
}

/** Hides the names that would lie on one another. @param {HTMLElement} root */
function settle(root) {
  const names = /** @type {HTMLElement[]} */ ([...root.querySelectorAll('.tl-name')]);
  measured(
    () => names.map(boxOf),
    (boxes) => {
      for (const [k, shown] of fitting(boxes).entries())
        names[k].classList.toggle('crowded-out', !shown);
    },
  );
}

/** @param {HTMLElement} name */
function boxOf(name) {
  const { left, right } = name.getBoundingClientRect();
  const owner = name.parentElement;
  const first =
    owner?.classList.contains('named') || owner === owner?.parentElement?.firstElementChild;
  const later = first ? 1 : 2;
  return { left, right: right - 1, rank: owner?.classList.contains('now') ? 0 : later };
}
