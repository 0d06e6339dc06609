// @ts-check
/** The loss over the iterations: drag along it, and the stage shows the network as it was there. */
import { el as sketched } from '../../lib/sketch.js';
import { clear, el, write } from '../../platform/dom.js';
import { redraw } from '../../platform/redraw.js';
import { sizeOf } from '../../platform/sizes.js';
import { roomIn } from '../../draw/plot.js';
import { axis, iterationsAxis, nearest } from '../../lib/charts.js';
import { near } from '../../lib/format.js';
import { curvesOf } from '../../lib/loss-curves.js';
import { lossPicture } from './loss-picture.js';
import { seekAlong } from './seeking.js';

/** @typedef {import('../../lib/loss-curves.js').Curves} Curves */
/** @typedef {import('../../types.js').Translate} Translate */
/** @typedef {ReturnType<typeof import('../../acts/trainer.js').createTrainer>} Trainer */
/** @typedef {import('../../types.js').Context & {trainer: Trainer}} Context */

/** In a place lower than this the error has few ticks. */
const LOW = 100;

/**
 * @param {HTMLElement} root
 * @param {Context} context
 * @param {{large: boolean}} how   alone in the large place, or below another picture
 */
export function mount(root, context, { large }) {
  const { store, t } = context;
  const title = el('h3');
  const read = el('span', { class: 'read where' });
  const keys = el('span', { class: 'curve-keys' });
  const area = el('div', { class: 'plot-area loss', attrs: { role: 'slider', tabindex: '0' } });
  const scale = createScale(() => draw());
  root.append(el('header', null, title, keys, read, large && scale.root), area);
  const hand = seekAlong(area, context, () => draw());

  const draw = () => {
    write(title, t('train.loss'));
    area.setAttribute('aria-label', t('train.loss.drag'));
    area.title = t('train.loss.drag');
    scale.draw(t);
    const curves = curvesOf(store.get());
    if (!curves) return clear(area);
    const across = iterationsAxis(curves.first, curves.end, 5);
    const up = axis(
      curves.series.flatMap((series) => series.map(([, value]) => value)),
      { log: scale.isLog(), zero: true, ticks: sizeOf(area).height < LOW ? 2 : 4 },
    );
    const room = roomIn(area, across, up);
    hand.lies(room, across);
    sayWhere(area, curves, t);
    const point = nearest(curves.run.losses, hand.over() ?? curves.here);
    const over = hand.over() === null ? null : point;
    write(
      read,
      over ? told(curves, over, t) : t(curves.last > curves.first ? 'learn.drag' : 'learn.press'),
    );
    redraw(keys, ...legend(curves, t));
    redraw(area, lossPicture(curves, { room, across, up }, over));
  };
  return draw;
}

/**
 * Whether the error is seen on a linear or on a logarithmic axis.
 * @param {() => void} changed
 */
function createScale(changed) {
  let log = false;
  const root = el(
    'div',
    { class: 'seg', attrs: { role: 'group' } },
    [false, true].map((value) =>
      el('button', {
        dataset: { scale: value ? 'log' : 'linear' },
        attrs: { type: 'button' },
        on: {
          click: () => {
            log = value;
            changed();
          },
        },
      }),
    ),
  );
  return {
    root,
    isLog: () => log,
    /** @param {Translate} t */
    draw(t) {
      root.setAttribute('aria-label', t('train.scale'));
      for (const button of root.querySelectorAll('button')) {
        write(button, t(`train.${button.dataset.scale}`));
        button.setAttribute('aria-pressed', String((button.dataset.scale === 'log') === log));
      }
    },
  };
}

/** As a slider says it. @param {HTMLElement} area @param {Curves} curves @param {Translate} t */
function sayWhere(area, { last, here, loss }, t) {
  area.setAttribute('aria-valuemin', '1');
  area.setAttribute('aria-valuemax', String(last + 1));
  area.setAttribute('aria-valuenow', String(here + 1));
  area.setAttribute('aria-valuetext', t('train.loss.at', { k: here + 1, loss: near(loss, 4) }));
}

/**
 * The errors under the pointer.
 * @param {Curves} curves
 * @param {import('../../lib/charts.js').Point} point
 * @param {Translate} t
 */
function told({ run }, [k, value], t) {
  const test = run.tests.length ? nearest(run.tests, k) : null;
  const words = t('train.read', { k: k + 1, loss: near(value, 4) });
  return test ? `${words} · ${t('train.test')} ${near(test[1], 4)}` : words;
}

/** What each curve is of. @param {Curves} curves @param {Translate} t */
const legend = ({ run, kept, whole }, t) => {
  /** @type {[string, string, boolean][]} */
  const keys = [
    ['train', t(whole ? 'learn.key.train' : 'learn.key.batch'), true],
    ['test', t('learn.key.test'), run.tests.length > 1],
    ['each', t('learn.key.each'), whole],
    ['kept', t('learn.key.kept'), kept !== null],
  ];
  return keys.flatMap(([name, words, there]) =>
    there ? [sketched('span', { class: `curve-key ${name}` }, words)] : [],
  );
};
