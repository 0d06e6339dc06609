// @ts-check
/** One tick for each step: what is done is filled, the current one carries its name. */
import { clear, el } from '../platform/dom.js';
import { icon } from '../draw/icons.js';
import { measured } from '../draw/measured.js';
import { textWidth } from '../draw/ruler.js';
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
  /** @type {ReturnType<typeof createTicks> | null} */
  let ticks = null;
  const build = () => {
    const { trace } = store.get().stage;
    clear(root);
    ticks = null;
    root.setAttribute('aria-label', t('transport.timeline'));
    if (!trace) return;
    root.classList.toggle('crowded', trace.steps.length > CROWDED);
    root.classList.toggle('packed', trace.steps.length > PACKED);
    const closed = folded(trace, store.get().focus.opened);
    root.append(...stretches(trace, closed).map((stretch) => phaseOf(stretch, trace, t)));
    ticks = createTicks(root);
    mark();
  };

  const mark = () => ticks?.mark(store.get().stage.cursor);

  root.addEventListener('click', (event) => {
    const tick = /** @type {Element} */ (event.target).closest('.tick');
    if (tick instanceof HTMLElement) act.goto(Number(tick.dataset.step));
  });
  root.addEventListener('pointerdown', (event) => event.preventDefault());
  new ResizeObserver(() => ticks?.measure()).observe(root);
  store.onAny(({ stage, reader, focus }) => [stage.trace, reader.lang, focus.opened], build);
  store.on((state) => state.stage.cursor, mark);
  store.on(
    (state) => state.server.offline,
    (offline) => root.classList.toggle('offline', offline),
  );
}

/**
 * The ticks of one trace: a step touches those that it passes and no other.
 * @param {HTMLElement} root
 */
function createTicks(root) {
  /** By their steps. @type {HTMLElement[]} */
  const ticks = [];
  for (const tick of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll('.tick')))
    ticks[Number(tick.dataset.step)] = tick;
  const names = createNames(root);
  let cursor = -1;
  /** Where the Tab key stops. @type {HTMLElement | undefined} */
  let stop;

  /** @param {HTMLElement} tick @param {boolean} now */
  const here = (tick, now) => {
    tick.classList.toggle('now', now);
    tick.closest('.tl-group')?.classList.toggle('now', now);
    if (now) tick.setAttribute('aria-current', 'step');
    else tick.removeAttribute('aria-current');
  };

  return {
    measure: names.measure,
    /** @param {number} to */
    mark(to) {
      const from = cursor;
      cursor = to;
      if (ticks[from]) here(ticks[from], false);
      for (let k = Math.max(0, Math.min(from, to)); k < Math.max(from, to); k += 1)
        ticks[k]?.classList.toggle('done', k < to);
      const tick = ticks[Math.max(0, to)];
      if (ticks[to]) here(ticks[to], true);
      if (tick && tick !== stop) {
        stop?.setAttribute('tabindex', '-1');
        tick.setAttribute('tabindex', '0');
        stop = tick;
      }
      names.settle(ticks[to] ?? null);
      if (ticks[to] && root.contains(document.activeElement)) ticks[to].focus();
    },
  };
}

/**
 * Hides the names that would lie on one another. Where they lie is measured once: a step makes one
 * of them bold, in the place that it has, and what it needs then is known from its letters.
 * @param {HTMLElement} root
 */
function createNames(root) {
  const names = /** @type {HTMLElement[]} */ ([...root.querySelectorAll('.tl-name')]);
  const shown = names.map(() => true);
  /** @type {ReturnType<typeof boxesOf> | null} */
  let boxes = null;
  /** @type {HTMLElement | null} */
  let now = null;

  const settle = () => {
    const at = names.findIndex((name) => now && isNamed(now, name));
    const lying = (boxes ?? []).map((box, k) => (k === at ? box.bold : box.plain));
    for (const [k, fits] of fitting(lying).entries()) {
      if (shown[k] === fits) continue;
      shown[k] = fits;
      names[k].classList.toggle('crowded-out', !fits);
    }
  };
  const measure = () =>
    measured(
      () => boxesOf(names),
      (found) => {
        boxes = found;
        settle();
      },
    );

  return {
    measure,
    /** @param {HTMLElement | null} tick   where we are */
    settle(tick) {
      now = tick;
      if (boxes) settle();
      else measure();
    },
  };
}

/**
 * Whether a tick has this name, or shares it with its group.
 * @param {Element} tick
 * @param {Element} name
 */
const isNamed = (tick, name) =>
  tick.contains(name) || tick.closest('.tl-group') === name.parentElement;

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
          tabindex: -1,
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

/**
 * Where names lie as they are now, and where each would lie as the current one: bold, and first of
 * all.
 * @param {HTMLElement[]} names
 */
function boxesOf(names) {
  if (!names.length) return [];
  const style = getComputedStyle(names[0]);
  const weights = ['--w-regular', '--w-strong'].map((name) => style.getPropertyValue(name));
  return names.map((name) => {
    const { left, right } = name.getBoundingClientRect();
    const owner = name.parentElement;
    const first =
      owner?.classList.contains('named') || owner === owner?.parentElement?.firstElementChild;
    const [thin, wide] = weights.map((weight) =>
      textWidth(name.textContent ?? '', `${weight} ${style.fontSize} ${style.fontFamily}`),
    );
    const more = owner?.classList.contains('now') ? 0 : (wide - thin) / 2;
    const less = (wide - thin) / 2 - more;
    return {
      plain: { left: left + less, right: right - 1 - less, rank: first ? 1 : 2 },
      bold: { left: left - more, right: right - 1 + more, rank: 0 },
    };
  });
}
