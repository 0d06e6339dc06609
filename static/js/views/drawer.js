// @ts-check
/**
 * The training drawer at the foot of the page: closed, a line that tells how it goes; open,
 * controls and plots.
 */
import { ERROR, gradientOf, tensor } from '../lib/address.js';
import { afterPaint } from '../platform/after-paint.js';
import { clear, el, svg } from '../platform/dom.js';
import { icon } from '../draw/icons.js';
import { along, axis, path } from '../lib/charts.js';
import { near } from '../lib/format.js';
import { isKnown } from '../lib/steps.js';
import { nodeName, shortName } from '../lib/names.js';

/**
 * @typedef {import('../types.js').Context & { trainer: ReturnType<typeof
 *   import('../acts/trainer.js').createTrainer>, guard: import('../acts/guard.js').Guard, inside:
 *   () => Promise<typeof import('./workbench.js')>, }} Context   with `inside`, which fetches what
 *   an open drawer holds
 */

/** The sparkline of the closed drawer, in pixels. */
const SPARK = { width: 96, height: 24 };

/**
 * @param {HTMLElement} root
 * @param {Context} context
 */
export function mount(root, context) {
  const { store, t, act } = context;
  const bar = el('button', {
    class: 'drawer-bar',
    attrs: { type: 'button' },
    on: { click: act.learning },
  });
  const inside = el('div', { class: 'drawer-inside' });
  root.append(bar, inside);

  /** Draws what is inside, once it has been fetched. @type {(() => void) | null} */
  let plot = null;
  const furnish = () =>
    context.guard(async () => {
      const workbench = await context.inside();
      plot ??= workbench.mount(inside, context);
      soon();
    });

  const draw = () => {
    const { learning } = store.get().runs;
    clear(bar);
    bar.append(...barOf(context));
    bar.setAttribute('aria-expanded', String(learning));
    root.setAttribute('aria-label', t('train.title'));
    if (learning) plot?.();
  };
  const soon = afterPaint(draw);

  store.on(
    (state) => state.runs.learning,
    (open) => {
      inside.hidden = !open;
      root.classList.toggle('open', open);
      if (open && !plot) furnish();
      soon();
    },
  );
  store.onAny(
    ({ runs, stage, focus, reader }) => [
      runs.run,
      runs.kept,
      stage.trace,
      stage.cursor,
      focus.selection,
      runs.training,
      runs.ended,
      runs.seen,
      runs.samples,
      stage.checkpoint,
      focus.unit,
      runs.within,
      reader.lang,
      reader.theme,
      reader.manner,
    ],
    soon,
  );
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', soon);
  new ResizeObserver(soon).observe(inside);
}

/**
 * What the line says: the loss and where it went; or else how the training goes. What is not
 * computed yet has its place.
 * @param {Context} context
 */
function barOf({ store, t }) {
  const {
    runs: { run, learning, training },
    stage: { trace, cursor },
  } = store.get();
  const name = el('b', null, icon(learning ? 'down' : 'up'), t('train.title'));
  if (!run || !trace || learning) return [name];
  const known = training || isKnown(trace, ERROR, cursor);
  const said = [
    name,
    el(
      'span',
      null,
      t('train.loss'),
      run.losses.length > 1 && spark(run.losses, trace, Boolean(known)),
      known
        ? el(
            'span',
            null,
            near(run.losses.findLast(([k]) => k <= trace.iteration)?.[1] ?? trace.loss, 3),
          )
        : unknown(),
    ),
  ];
  if (training)
    return [
      ...said,
      el(
        'span',
        { class: 'going' },
        t('train.progress', { k: training.now - training.from, n: training.to - training.from }),
      ),
    ];
  const blocks = trace.nodes.map(({ id }) => id).filter((id) => run.norms[id]?.length);
  return [
    ...said,
    el('span', { class: 'wide' }, t('train.norms')),
    ...blocks.map((id) => {
      const short = shortName(id, t);
      const norm = run.norms[id].findLast(([k]) => k <= trace.iteration)?.[1] ?? NaN;
      if (!hasGradients(trace, id, cursor))
        return el('span', { class: 'wide norm' }, short, unknown());
      return el(
        'span',
        { class: 'wide norm', attrs: { title: `${nodeName(id, trace, t)}: ${near(norm, 4)}` } },
        short,
        !Number.isNaN(norm) &&
          el('i', { style: { '--share': `${Math.round(66 * share(norm))}px` } }),
        near(norm, 3),
      );
    }),
  ];
}

/** The place of a number that is not computed yet. */
const unknown = () => el('i', { class: 'unknown' });

/**
 * Whether all that the norm of a layer's gradients is taken from is there.
 * @param {import('../types.js').Trace} trace
 * @param {string} id
 * @param {number} cursor
 */
const hasGradients = (trace, id, cursor) =>
  Object.keys(trace.nodes.find((node) => node.id === id)?.parameters ?? {}).every((name) =>
    isKnown(trace, gradientOf(tensor(id, name)), cursor),
  );

/**
 * @param {import('../lib/charts.js').Series} losses
 * @param {import('../types.js').Trace} trace
 * @param {boolean} dotted   whether this iteration has its error
 */
function spark(losses, trace, dotted) {
  const up = axis(
    losses.map(([, value]) => value),
    { zero: true },
  );
  const across = axis([losses[0][0], losses[losses.length - 1][0]]);
  const x = (/** @type {number} */ k) => 3 + along(across, k) * (SPARK.width - 6);
  const y = (/** @type {number} */ value) =>
    SPARK.height - 3 - along(up, value) * (SPARK.height - 6);
  const here = y(trace.loss);
  return svg(
    'svg',
    { attrs: { ...SPARK, 'aria-hidden': 'true' } },
    svg('path', { class: 'plot-line', attrs: { d: path(losses, x, y) } }),
    dotted &&
      Number.isFinite(here) &&
      svg('circle', { class: 'dot', attrs: { cx: x(trace.iteration), cy: here, r: 3 } }),
  );
}

/** From a vanishing norm (0) to an exploding one (1). @param {number} norm */
const share = (norm) =>
  Math.max(0.04, Math.min(1, ((Number.isFinite(norm) ? Math.log10(norm || 1e-9) : 4) + 4) / 8));
