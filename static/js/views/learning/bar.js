// @ts-check
/** Above a training: what can be done with it on the left, what it has reached on the right. */
import { clear, el } from '../../platform/dom.js';
import { icon } from '../../draw/icons.js';
import { timeLeft } from '../../lib/charts.js';
import { duration } from '../../lib/duration.js';
import { exact, fixed, near } from '../../lib/format.js';
import { readingOf } from '../../lib/pictures.js';
import { mount as mountForm } from './stop-when.js';
import { chipOf, endedIn } from './words.js';

/** @typedef {import('./view.js').Context} Context */

/**
 * @param {HTMLElement} root
 * @param {Context} context
 * @param {import('./desk.js').Desk} desk
 */
export function mount(root, context, desk) {
  const { store, t, act } = context;
  const keys = el('div', { class: 'train-keys', attrs: { role: 'group' } });
  const stops = el('div', { class: 'train-stops' });
  const state = el('div', { class: 'train-state', attrs: { role: 'status' } });
  const reads = el('dl', { class: 'reads' });
  const line = el('progress', { class: 'train-line', attrs: { max: 1, value: 0 } });
  const form = el('div', { class: 'stop-form', attrs: { role: 'dialog', hidden: true } });
  root.append(keys, stops, state, el('span', { class: 'spacer' }), reads, line, form);
  const opener = mountForm(form, context, desk);

  /**
   * @param {string} key @param {() => void} run @param {any} content
   * @param {{off?: boolean, look?: string, title?: string, label?: string}} [how]
   */
  const button = (key, run, content, { off, look = '', title, label } = {}) =>
    el(
      'button',
      {
        class: `btn ${look}`,
        dataset: { train: key },
        attrs: {
          type: 'button',
          'aria-disabled': off ? 'true' : null,
          'aria-label': label,
          title,
        },
        on: {
          click: () => {
            if (!off) run();
          },
        },
      },
      content,
    );

  /** An end that has been read. @type {import('../../types.js').Ended | null} */
  let read = null;

  const drawKeys = () => {
    const { runs, stage, server } = store.get();
    const { training } = runs;
    const focused = /** @type {HTMLElement | null} */ (document.activeElement)?.dataset.train;
    const off = !stage.trace || server.offline;
    const going = Boolean(training);
    clear(keys);
    keys.setAttribute('aria-label', t('train.title'));
    keys.append(
      button('start', desk.first, icon('first'), {
        off: off || going,
        look: 'outlined',
        title: t('train.start'),
        label: t('train.start'),
      }),
      button(
        'go',
        desk.toggle,
        [icon(going ? 'stop' : 'play'), el('span', null, t(going ? 'train.stop' : 'train.go'))],
        { off: going ? Boolean(training?.stopping) : off, look: 'go', title: t('learn.space') },
      ),
      button('one', desk.one, t('train.one'), { off: off || going, look: 'wide', title: 'N' }),
      button('epoch', desk.anEpoch, t('train.epoch'), {
        off: off || going,
        look: 'wide',
        title: t('train.epoch.title', { n: desk.epoch() }),
      }),
      el('span', { class: 'rule wide' }),
      button('when', opener.toggle, [t('train.when'), icon('down')], {
        look: form.hidden ? 'when' : 'when open',
      }),
    );
    const when = keys.querySelector('[data-train="when"]');
    when?.setAttribute('aria-haspopup', 'dialog');
    when?.setAttribute('aria-expanded', String(!form.hidden));
    if (focused)
      /** @type {HTMLElement | null} */ (keys.querySelector(`[data-train="${focused}"]`))?.focus();
  };

  /** What it stops for; in its place, how it has stopped. */
  const drawState = () => {
    const all = store.get();
    const ended = all.runs.ended === read ? null : endedIn(all, t);
    const { training } = all.runs;
    clear(stops);
    stops.hidden = Boolean(ended);
    if (!ended)
      stops.append(
        ...desk
          .chosen()
          .map((stop) => el('span', { class: 'stop-chip' }, chipOf(stop, all.stage.trace, t))),
      );
    clear(state);
    state.classList.toggle('diverged', Boolean(ended?.bad));
    if (ended) {
      state.append(el('p', { attrs: { title: ended.words } }, ended.words));
      if (ended.opens)
        state.append(button('open', act.learning, t('learn.open'), { look: 'outlined' }));
    } else if (training?.waiting !== null && training?.waiting !== undefined)
      state.append(
        el(
          'p',
          null,
          training.waiting ? t('train.waiting', { n: training.waiting }) : t('train.waiting.next'),
        ),
      );
    else if (training?.stopping) state.append(el('p', null, t('train.stopping')));
  };

  /** @param {string} key @param {string} label @param {string} value @param {string} [more] */
  const reading = (key, label, value, more) =>
    el(
      'div',
      { dataset: { read: key } },
      el('dt', null, label),
      el('dd', null, el('b', null, value), more && el('i', null, more)),
    );

  const drawReads = () => {
    const all = store.get();
    const { training } = all.runs;
    const { iteration, to, batch, error, test, right } = readingOf(all);
    clear(reads);
    if (!all.stage.trace) return;
    const each = error === null || error === batch ? null : { key: 'batch', value: batch };
    const beside = test === null ? each : { key: 'test', value: test };
    reads.append(
      reading(
        'iteration',
        t('iteration'),
        String(iteration + 1),
        to === null ? '' : t('learn.of', { n: to + 1 }),
      ),
      reading('error', t('error'), near(error ?? batch, 3)),
      ...(beside ? [reading(beside.key, t(`learn.${beside.key}`), near(beside.value, 3))] : []),
      ...(right === null
        ? []
        : [
            reading(
              'right',
              t('learn.right'),
              `${fixed(100 * right, right === 1 || right === 0 ? 0 : 1)} %`,
            ),
          ]),
    );
    reads.querySelector('[data-read="error"] b')?.setAttribute('title', exact(error ?? batch));
    line.hidden = !training;
    line.classList.toggle('waiting', Boolean(training && training.waiting !== null));
    if (!training) return;
    const { from, began, now } = training;
    line.max = training.to - from;
    line.value = now - from;
    const left = timeLeft({ from, to: training.to, now, seconds: (Date.now() - began) / 1000 });
    const words = [
      t('train.progress', { k: now - from, n: training.to - from }),
      left === null || !began ? '' : t('train.left', { time: duration(left, t) }),
    ];
    line.title = words.filter(Boolean).join(' · ');
    line.setAttribute('aria-label', t('train.title'));
  };

  const drawAll = () => {
    drawKeys();
    drawState();
    drawReads();
  };
  // Who wishes something else has read how the last one ended.
  desk.listen(() => {
    read = store.get().runs.ended;
    drawAll();
  });
  opener.listen(drawKeys);
  store.onAny(
    ({ stage, reader, server, runs }) => [
      stage.trace,
      reader.lang,
      server.offline,
      runs.samples,
      runs.training?.stopping,
      Boolean(runs.training),
    ],
    drawKeys,
  );
  store.onAny(
    ({ stage, reader, runs }) => [
      runs.training?.waiting,
      runs.training?.stopping,
      Boolean(runs.training),
      runs.ended,
      stage.checkpoint,
      stage.trace,
      reader.lang,
    ],
    drawState,
  );
  store.onAny(
    ({ stage, reader, runs }) => [runs.training, runs.live, runs.seen, stage.trace, reader.lang],
    drawReads,
  );
  return opener;
}
