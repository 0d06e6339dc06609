// @ts-check
/**
 * The controls of training: go, stop, one iteration, one epoch, until a loss; how fast; how far it
 * is.
 */
import { clear, el } from '../platform/dom.js';
import { icon } from '../draw/icons.js';
import { timeLeft } from '../lib/charts.js';
import { duration } from '../lib/duration.js';
import { readNumber, writeNumber } from '../lib/number.js';
import { text } from '../lib/names.js';
import { CONDITIONS, VALUED } from '../lib/until.js';

/** @typedef {import('./drawer.js').Context} Context */

/** How a training can have ended that is worth knowing at its other iterations too. */
const LASTING = ['diverged', 'lost'];

/** Iterations a second; 0 for as many as possible. */
const PACES = [0, 8, 2];

/**
 * @param {HTMLElement} root
 * @param {Context} context
 */
export function mount(root, { store, t, act, trainer }) {
  let iterations = 1000;
  let pace = 0;
  /** @type {import('../lib/until.js').Chosen} */
  let chosen = { condition: CONDITIONS[0], value: null };

  /**
   * @param {string} key
   * @param {() => void} run
   * @param {any} content
   * @param {{off?: boolean, solid?: boolean, title?: string}} [look]
   */
  const button = (key, run, content, { off, solid, title } = {}) =>
    el(
      'button',
      {
        class: `btn ${solid ? 'solid' : 'outlined'}`,
        dataset: { train: key },
        attrs: { type: 'button', 'aria-disabled': off ? 'true' : null, title },
        on: {
          click: () => {
            if (!off) run();
          },
        },
      },
      content,
    );

  /**
   * @param {string} key
   * @param {string} label
   * @param {string} value
   * @param {(value: number | null) => boolean} take
   */
  const field = (key, label, value, take) => {
    const input = el('input', {
      dataset: { train: key },
      attrs: { type: 'text', inputmode: 'decimal', value, autocomplete: 'off', maxlength: 20 },
      on: {
        change: () => read(),
        keydown: (/** @type {KeyboardEvent} */ event) => {
          if (event.key !== 'Enter') return;
          read(); // not every browser has told of the change by now
          go();
        },
      },
    });
    const read = () =>
      input.setAttribute(
        'aria-invalid',
        String(!take(input.value.trim() ? readNumber(input.value) : null)),
      );
    return el('label', null, el('span', null, label), input);
  };
  const valid = () => !root.querySelector('input[aria-invalid="true"]');
  const go = () => {
    if (valid()) trainer.train({ iterations, until: chosen, pace });
  };

  const epoch = () => {
    const {
      runs: { samples },
      stage: { trace, checkpoint },
    } = store.get();
    const all = samples?.train.x.shape[0];
    const size = checkpoint?.description.batch.size ?? all;
    return all && size && trace ? Math.ceil(all / Math.min(size, all)) : 1;
  };

  const keys = el('div', { class: 'train-keys' });
  const state = el('div', { class: 'train-state', attrs: { role: 'status' } });
  root.append(keys, state);

  const drawKeys = () => {
    const {
      runs: { training },
      stage: { trace },
      server: { offline },
    } = store.get();
    const focused = /** @type {HTMLElement | null} */ (document.activeElement)?.dataset.train;
    const off = !trace || offline;
    const going = Boolean(training);
    clear(keys);
    keys.append(
      button('start', () => trainer.restart(), icon('first'), {
        off: off || going,
        title: t('train.start'),
      }),
      button(
        'go',
        () => (going ? trainer.stop() : go()),
        [icon(going ? 'pause' : 'play'), t(going ? 'train.stop' : 'train.go')],
        { off: going ? Boolean(training?.stopping) : off, solid: true },
      ),
      button('one', () => act.next(), t('train.one'), { off: off || going }),
      button('epoch', () => trainer.train({ iterations: epoch(), pace }), t('train.epoch'), {
        off: off || going,
        title: t('train.epoch.title', { n: epoch() }),
      }),
      field('iterations', t('train.iterations'), String(iterations), (value) => {
        const right = value !== null && Number.isInteger(value) && value >= 1;
        if (right) iterations = value;
        return right;
      }),
      el('label', null, el('span', null, t('train.when')), conditions()),
      ...(VALUED.includes(chosen.condition) ? [bound()] : []),
      el('label', null, el('span', null, t('train.pace')), paces()),
      button(
        'keep',
        () => trainer.keep(),
        t(store.get().runs.kept ? 'train.unkeep' : 'train.keep'),
        {
          off,
        },
      ),
    );
    const [first] = keys.querySelectorAll('button');
    first.setAttribute('aria-label', t('train.start'));
    if (focused)
      /** @type {HTMLElement | null} */ (keys.querySelector(`[data-train="${focused}"]`))?.focus();
  };

  /** What to stop for; an accuracy is there where there are classes. */
  const conditions = () => {
    const offered = CONDITIONS.filter(
      (each) => each !== 'accuracy_above' || store.get().runs.samples?.train.labels,
    );
    const select = el(
      'select',
      {
        dataset: { train: 'when' },
        on: {
          change: () => {
            chosen = { condition: offered[select.selectedIndex], value: null };
            drawKeys();
          },
        },
      },
      offered.map((each) => el('option', null, t(`train.when.${each}`))),
    );
    select.selectedIndex = Math.max(0, offered.indexOf(chosen.condition));
    return select;
  };

  /** The number of a condition; an empty field asks for nothing. */
  const bound = () => {
    const name = t('train.bound');
    const made = field(
      'below',
      name,
      chosen.value === null ? '' : writeNumber(chosen.value),
      (value) => {
        const input = /** @type {HTMLInputElement} */ (root.querySelector('[data-train="below"]'));
        const share = chosen.condition === 'accuracy_above';
        const right =
          (value !== null || !input.value.trim()) &&
          !(share && value !== null && (value < 0 || value > 1));
        if (right) chosen = { ...chosen, value };
        return right;
      },
    );
    made.querySelector('span')?.classList.add('sr');
    return made;
  };

  const paces = () => {
    const select = el(
      'select',
      {
        dataset: { train: 'pace' },
        on: {
          change: () => {
            pace = PACES[select.selectedIndex];
          },
        },
      },
      PACES.map((each) =>
        el('option', null, each ? t('train.pace.some', { n: each }) : t('train.pace.full')),
      ),
    );
    select.selectedIndex = PACES.indexOf(pace);
    return select;
  };

  const drawState = () => {
    const {
      runs: { training, ended },
      stage: { trace, checkpoint },
    } = store.get();
    clear(state);
    state.classList.toggle('diverged', ended?.reason === 'diverged' || ended?.reason === 'lost');
    if (training) return state.append(...progress(training));
    if (!ended || (checkpoint?.id !== ended.id && !LASTING.includes(ended.reason)))
      return undefined;
    const { reason, iteration, cause, why } = ended;
    const condition = cause?.condition === 'loss_below' ? null : cause?.condition;
    const name = cause && trace ? text(cause.address, trace) : '';
    const how = condition ?? (why?.at_once ? 'at_once' : reason);
    const said = [t(`train.ended.${how}`, { k: iteration + 1, name })];
    if (cause && trace && why)
      said.push(
        t(cause.step === null ? 'train.cause.given' : 'train.cause', {
          k: cause.iteration + 1,
          step: (cause.step ?? 0) + 1,
          name,
        }),
      );
    if (cause && trace && why && cause.step !== null)
      said.push(t(`train.why.${why.what}`), ...(why.smaller_steps ? [t('train.smaller')] : []));
    state.append(el('p', null, said.join(' ')));
    return undefined;
  };

  /** @param {import('../types.js').Training} training */
  const progress = (training) => {
    const { from, to, now, began, waiting, stopping } = training;
    if (waiting !== null)
      return [
        el('p', null, waiting ? t('train.waiting', { n: waiting }) : t('train.waiting.next')),
      ];
    const left = timeLeft({ from, to, now, seconds: (Date.now() - began) / 1000 });
    const words = stopping
      ? t('train.stopping')
      : [
          t('train.progress', { k: now - from, n: to - from }),
          left === null ? '' : t('train.left', { time: duration(left, t) }),
        ]
          .filter(Boolean)
          .join(' · ');
    return [
      el('progress', {
        attrs: { max: to - from, value: now - from, 'aria-label': t('train.title') },
      }),
      el('p', { attrs: { 'aria-live': 'off' } }, words),
    ];
  };

  store.onAny(
    ({ stage, reader, server, runs }) => [
      stage.trace,
      reader.lang,
      server.offline,
      runs.samples,
      runs.kept,
    ],
    drawKeys,
  );
  store.on(({ runs }) => runs.training && `${runs.training.stopping}`, drawKeys);
  store.onAny(
    ({ runs, stage, reader }) => [runs.training, runs.ended, stage.checkpoint, reader.lang],
    drawState,
  );
}
