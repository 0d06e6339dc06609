// @ts-check
/** The controls of time: step, play, jump, the next iteration; and where we are. */
import { ERROR } from '../lib/address.js';
import { el, write } from '../platform/dom.js';
import { icon } from '../draw/icons.js';
import { place } from '../lib/batches.js';
import { exact, near } from '../lib/format.js';
import { veiled } from '../lib/guess.js';
import { liveOn } from '../lib/live.js';
import { isKnown, phaseAt } from '../lib/steps.js';
import * as blockmap from './blockmap.js';
import * as timeline from './timeline.js';

/** @typedef {import('../types.js').Context} Context */
/** @typedef {import('../types.js').Phase} Phase */
/** @typedef {import('../types.js').State} State */

/** @type {Phase[]} */
const JUMPS = ['forward', 'backward', 'update'];
const SPEEDS = /** @type {State['reader']['speed'][]} */ ([0.5, 1, 2, 4]);

/**
 * @param {HTMLElement} root
 * @param {Context} context
 */
export function mount(root, context) {
  const { store, t, act } = context;
  const controls = el('div', { class: 'controls' });
  const line = el('div', { class: 'timeline', attrs: { role: 'group' } });
  const blocks = el('nav', { class: 'blockmap' });
  const progress = el('div', { class: 'progress', attrs: { 'aria-hidden': 'true' } });
  root.append(controls, line, blocks, progress);
  controls.addEventListener('pointerdown', (event) => event.preventDefault());

  /** @type {ReturnType<typeof controlsOf> | null} */
  let built = null;
  const show = () => {
    const { trace, cursor } = store.get().stage;
    built?.show(store.get());
    for (const part of [built?.play, blocks, progress])
      if (part) part.dataset.phase = phaseAt(trace, cursor);
  };
  store.onAny(
    ({ stage, reader, server, teaching, runs }) => [
      stage.trace,
      stage.cursor,
      stage.playing,
      reader.speed,
      reader.sheet,
      server.offline,
      server.busy,
      teaching.guess,
      runs.live,
    ],
    show,
  );
  store.on(
    (state) => state.reader.lang,
    () => {
      built = controlsOf(context);
      controls.replaceChildren(...built.nodes);
      show();
    },
  );
  store.on(
    (state) => state.server.busy,
    (busy) => root.classList.toggle('busy', busy),
  );
  blockmap.mount(blocks, context);
  timeline.mount(line, { store, t, act, api: context.api });
}

/**
 * The controls in one language: built once, then told what a step or a wish changes.
 * @param {Context} context
 */
function controlsOf({ store, t, act }) {
  /** @param {import('../draw/icons.js').Name} name @param {() => void} run */
  const key = (name, run) =>
    el(
      'button',
      {
        dataset: { go: name },
        attrs: {
          type: 'button',
          'aria-label': t(`transport.${name}`),
          title: t(`transport.${name}`),
        },
        on: { click: run },
      },
      icon(name),
    );
  /**
   * @param {string} go
   * @param {string} look
   * @param {() => void} run
   * @param {import('../platform/dom.js').Child[]} inside
   */
  const button = (go, look, run, ...inside) =>
    el(
      'button',
      { class: `${look} wide`, dataset: { go }, attrs: { type: 'button' }, on: { click: run } },
      ...inside,
    );
  const first = key('first', () => act.goto(-1));
  const back = key('back', () => act.step(-1));
  const play = key('play', act.play);
  const forward = key('forward', () => act.step(1));
  play.classList.add('play');
  const speed = button('speed', 'btn', () =>
    act.speed(SPEEDS[(SPEEDS.indexOf(store.get().reader.speed) + 1) % SPEEDS.length]),
  );
  speed.title = t('transport.speed');
  const away = el(
    'span',
    { class: 'reconnecting', attrs: { role: 'status', title: t('problem.offline') } },
    t('transport.reconnecting'),
  );
  const jumps = JUMPS.map((phase) =>
    el(
      'button',
      {
        class: 'jump wide',
        dataset: { phase, go: phase },
        attrs: { type: 'button', 'aria-label': `${t('transport.skip')}: ${t(`phase.${phase}`)}` },
        on: { click: () => act.endOf(phase) },
      },
      t(`phase.${phase}`),
    ),
  );
  const next = button('next', 'btn outlined', act.next, t('transport.next'), icon('down'));
  const sheet = el(
    'button',
    {
      class: 'btn outlined open-sheet',
      dataset: { go: 'sheet' },
      attrs: { type: 'button' },
      on: { click: () => act.sheet(!store.get().reader.sheet) },
    },
    t('transport.sheet'),
  );
  /** @type {'play' | 'pause'} */
  let pressing = 'play';
  const iteration = el('b');
  const batch = el('span', { class: 'muted' });
  const error = el('b');
  const readouts = [
    el('div', { class: 'readout' }, el('span', null, t('iteration')), iteration, batch),
    el('span', { class: 'rule wide' }),
    el('div', { class: 'readout err' }, el('span', null, t('error')), error),
  ];

  return {
    play,
    nodes: [
      el(
        'div',
        { class: 'keys', attrs: { role: 'group', 'aria-label': t('transport.label') } },
        first,
        back,
        play,
        forward,
      ),
      speed,
      el('span', { class: 'rule wide' }),
      el('span', { class: 'label wide' }, t('transport.skip')),
      ...jumps,
      next,
      el('span', { class: 'spacer wide' }),
      ...readouts,
      sheet,
    ],
    /** @param {State} state */
    show(state) {
      const {
        stage: { trace, checkpoint, cursor },
        server: { offline },
      } = state;
      for (const key of [first, back]) off(key, cursor < 0);
      off(forward, !trace || cursor >= trace.steps.length - 1);
      off(next, state.server.busy || !trace);
      const press = state.stage.playing ? 'pause' : 'play';
      if (press !== pressing) {
        play.title = play.ariaLabel = t(`transport.${press}`);
        play.replaceChildren(icon(press));
      }
      pressing = press;
      write(speed, `${state.reader.speed}×`);
      speed.ariaLabel = `${t('transport.speed')}: ${state.reader.speed}×`;
      if (offline && !away.isConnected) speed.after(away); // what is put in is announced
      if (!offline) away.remove();
      speed.parentElement?.classList.toggle('offline', offline);
      sheet.ariaExpanded = String(state.reader.sheet);
      for (const readout of readouts) readout.hidden = !trace;
      if (!trace) return;
      const known = isKnown(trace, ERROR, cursor) && veiled(state) !== ERROR;
      const { iteration: k, loss } = liveOn(state.runs, trace) ?? trace;
      write(iteration, String(k + 1));
      write(batch, k === trace.iteration ? batchOf(checkpoint, trace, t) : '');
      write(error, known || k !== trace.iteration ? near(loss, 3) : '—');
      error.title = known ? exact(loss) : '';
    },
  };
}

/** A key that would do nothing. @param {HTMLElement} key @param {boolean} nothing */
const off = (key, nothing) => {
  key.ariaDisabled = nothing ? 'true' : null;
};

/**
 * @param {State['stage']['checkpoint']} checkpoint
 * @param {import('../types.js').Trace} trace
 * @param {Context['t']} t
 */
function batchOf(checkpoint, trace, t) {
  const spot = checkpoint && place(checkpoint, trace);
  const samples = trace.batch.indices.length;
  if (spot && spot.count > 1) return t('batch.of', { k: spot.k + 1, n: spot.count });
  if (spot) return samples === 1 ? t('batch.one') : t('batch.whole', { n: samples });
  return t('batch.some', { n: samples });
}
