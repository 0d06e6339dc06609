// @ts-check
/**
 * The line at the foot of the page: the error, where it went, how training goes; it leads to the
 * training's own view.
 */
import { ERROR, gradientOf, tensor } from '../lib/address.js';
import { drawSoon } from '../platform/draw-soon.js';
import { el, svg } from '../lib/sketch.js';
import { el as made } from '../platform/dom.js';
import { redraw } from '../platform/redraw.js';
import { icon } from '../draw/icons.js';
import { along, axis, path } from '../lib/charts.js';
import { near } from '../lib/format.js';
import { isKnown } from '../lib/steps.js';
import { nodeName, shortName } from '../lib/names.js';

/** @typedef {import('../types.js').Context} Context */

/** The sparkline, in pixels. */
const SPARK = { width: 96, height: 24 };

/**
 * @param {HTMLElement} root
 * @param {Context} context
 */
export function mount(root, context) {
  const { store, t, act } = context;
  const bar = made('button', {
    class: 'drawer-bar',
    attrs: { type: 'button' },
    on: { click: act.learning },
  });
  const up = icon('up');
  root.append(bar);
  const draw = () => {
    if (store.get().runs.learning) return;
    redraw(bar, barOf(context, up));
    bar.title = `${t('learn.open.view')} (D)`;
    root.setAttribute('aria-label', t('train.title'));
  };
  const soon = drawSoon(draw);
  store.onAny(
    ({ runs, stage, reader }) => [
      runs.run,
      runs.training,
      runs.learning,
      stage.trace,
      stage.cursor,
      reader.lang,
      reader.manner,
    ],
    soon,
  );
}

/**
 * What the line says: the loss and where it went; or else how the training goes. What is not
 * computed yet has its place.
 * @param {Context} context
 * @param {SVGElement} up   its icon
 */
function barOf({ store, t }, up) {
  const {
    runs: { run, training },
    stage: { trace, cursor },
  } = store.get();
  const name = el('b', null, up, t('train.title'));
  if (!run || !trace) return [name];
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
            near(lastBy(run.losses, training?.now ?? trace.iteration) ?? trace.loss, 3),
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
      const norm = lastBy(run.norms[id], trace.iteration) ?? NaN;
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

/**
 * What a curve was at an iteration, or last before it.
 * @param {import('../lib/charts.js').Series} series
 * @param {number} iteration
 */
const lastBy = (series, iteration) => series.findLast(([k]) => k <= iteration)?.[1];
