// @ts-check
/** What a training has reached, in numbers; below them a line that fills as it goes. */
import { el } from '../../lib/sketch.js';
import { clear } from '../../platform/dom.js';
import { redraw } from '../../platform/redraw.js';
import { timeLeft } from '../../lib/charts.js';
import { duration } from '../../lib/duration.js';
import { exact, fixed, near } from '../../lib/format.js';
import { readingOf } from '../../lib/pictures.js';

/**
 * @param {{reads: HTMLElement, line: HTMLProgressElement}} places
 * @param {import('./view.js').Context} context
 * @param {import('./desk.js').Desk} desk
 */
export function mount({ reads, line }, { store, t }, desk) {
  const drawReads = () => {
    const { iteration, to, batch, error, test, right } = readingOf(store.get());
    if (!store.get().stage.trace) return clear(reads);
    const each = error === null || error === batch ? null : { key: 'batch', value: batch };
    const beside = test === null ? each : { key: 'test', value: test };
    const whole = right === 1 || right === 0;
    redraw(
      reads,
      reading('iteration', t('iteration'), String(iteration + 1), {
        more: to === null || iteration >= to ? '' : t('learn.of', { n: to }),
      }),
      reading('error', t('error'), near(error ?? batch, 3), { title: exact(error ?? batch) }),
      ...(beside ? [reading(beside.key, t(`learn.${beside.key}`), near(beside.value, 3))] : []),
      ...(right === null
        ? []
        : [reading('right', t('learn.right'), `${fixed(100 * right, whole ? 0 : 1)} %`)]),
    );
  };

  const drawLine = () => {
    const { training } = store.get().runs;
    line.hidden = !training;
    line.classList.toggle('waiting', Boolean(training && training.waiting !== null));
    if (!training) return;
    const { from, to, began, now } = training;
    line.max = to - from;
    line.value = now - from;
    const left = timeLeft({ from, to, now, seconds: (Date.now() - began) / 1000 });
    const words = [
      t('train.progress', { k: now - from, n: to - from }),
      left === null || !began ? '' : t('train.left', { time: duration(left, t) }),
    ];
    line.title = words.filter(Boolean).join(' · ');
    line.setAttribute('aria-label', t('train.title'));
  };

  const draw = () => {
    drawReads();
    if (store.get().stage.trace) drawLine();
  };
  desk.listen(draw);
  store.onAny(
    ({ stage, reader, runs }) => [runs.training, runs.live, runs.seen, stage.trace, reader.lang],
    draw,
  );
}

/**
 * @param {string} key
 * @param {string} label
 * @param {string} value
 * @param {{more?: string, title?: string}} [beside]   what stands behind it; all of its digits
 */
const reading = (key, label, value, { more, title } = {}) =>
  el(
    'div',
    { dataset: { read: key } },
    el('dt', null, label),
    el('dd', null, el('b', { attrs: { title } }, value), more && el('i', null, more)),
  );
