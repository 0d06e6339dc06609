// @ts-check
/** The controls of time: step, play, jump, the next iteration; and where we are. */
import { clear, el } from '../dom.js';
import { icon } from '../draw/icons.js';
import { place } from '../lib/batches.js';
import { exact, fixed } from '../lib/format.js';
import { veiled } from '../lib/guess.js';
import { isKnown } from '../lib/steps.js';
import * as blockmap from './blockmap.js';
import * as timeline from './timeline.js';

/** @typedef {import('../types.js').Context} Context */
/** @typedef {import('../types.js').Phase} Phase */
/** @typedef {import('../types.js').State} State */

/** @type {Phase[]} */
const JUMPS = ['forward', 'backward', 'update'];
const SPEEDS = /** @type {State['speed'][]} */ ([0.5, 1, 2, 4]);

/**
 * @param {HTMLElement} root
 * @param {Context} context
 */
export function mount(root, context) {
  const { store, t, act } = context;
  const controls = el('div', { class: 'controls' });
  const line = el('div', { class: 'timeline', attrs: { role: 'group' } });
  const blocks = el('nav', { class: 'blockmap' });
  root.append(controls, line, blocks, el('div', { class: 'progress', attrs: { 'aria-hidden': 'true' } }));
  controls.addEventListener('pointerdown', (event) => event.preventDefault());

  const draw = () => {
    const state = store.get();
    const focused = document.activeElement?.getAttribute('data-go');
    clear(controls);
    controls.append(...controlsOf(state, context));
    if (focused) /** @type {HTMLElement | null} */ (controls.querySelector(`[data-go="${focused}"]`))?.focus();
  };
  for (const slice of /** @type {(keyof State)[]} */ (['trace', 'lang', 'playing', 'speed', 'offline', 'busy', 'sheet', 'guess'])) {
    store.on((state) => state[slice], draw);
  }
  store.on((state) => state.cursor, (cursor, { trace }) => {
    root.dataset.phase = trace?.steps[Math.max(0, cursor)]?.phase ?? 'forward';
    draw();
  });
  store.on((state) => state.busy, (busy) => root.classList.toggle('busy', busy));
  blockmap.mount(blocks, context);
  timeline.mount(line, { store, t, act, api: context.api });
}

/** @param {State} state @param {Context} context */
function controlsOf(state, { t, act }) {
  const { trace, cursor, playing, speed } = state;
  const first = cursor < 0, last = !trace || cursor >= trace.steps.length - 1;
  /** @param {import('../draw/icons.js').Name} name @param {string} go @param {() => void} run @param {boolean} [off] */
  const key = (name, go, run, off = false) => el('button', { class: go === 'play' ? 'play' : '', dataset: { go },
    attrs: { type: 'button', 'aria-label': t(`transport.${go === 'play' && playing ? 'pause' : go}`), title: t(`transport.${go === 'play' && playing ? 'pause' : go}`), 'aria-disabled': off ? 'true' : null },
    on: { click: run } }, icon(name));
  return [
    el('div', { class: 'keys', attrs: { role: 'group', 'aria-label': t('transport.label') } },
      key('first', 'first', () => act.goto(-1), first), key('back', 'back', () => act.step(-1), first),
      key(playing ? 'pause' : 'play', 'play', act.play), key('forward', 'forward', () => act.step(1), last)),
    el('button', { class: 'btn wide', dataset: { go: 'speed' }, attrs: { type: 'button', 'aria-label': `${t('transport.speed')}: ${speed}×`, title: t('transport.speed') },
      on: { click: () => act.speed(SPEEDS[(SPEEDS.indexOf(speed) + 1) % SPEEDS.length]) } }, `${speed}×`),
    state.offline && el('span', { class: 'reconnecting', attrs: { role: 'status', title: t('problem.offline') } }, t('transport.reconnecting')),
    el('span', { class: 'rule wide' }), el('span', { class: 'label wide' }, t('transport.skip')),
    ...JUMPS.map((phase) => el('button', { class: 'jump wide', dataset: { phase, go: phase }, attrs: { type: 'button', 'aria-label': `${t('transport.skip')}: ${t(`phase.${phase}`)}` },
      on: { click: () => act.endOf(phase) } }, t(`phase.${phase}`))),
    el('button', { class: 'btn outlined wide', dataset: { go: 'next' }, attrs: { type: 'button', 'aria-disabled': state.busy || !trace ? 'true' : null }, on: { click: act.next } }, t('transport.next'), icon('down')),
    el('span', { class: 'spacer wide' }),
    ...(trace ? readouts(state, t) : []),
    el('button', { class: 'btn outlined open-sheet', dataset: { go: 'sheet' }, attrs: { type: 'button', 'aria-expanded': String(state.sheet) },
      on: { click: () => act.sheet(!state.sheet) } }, t('transport.sheet')),
  ].filter((child) => child !== false);
}

/** @param {State} state @param {Context['t']} t */
function readouts(state, t) {
  const { trace, checkpoint, cursor } = state, hidden = veiled(state) === 'loss.E';
  if (!trace) return [];
  const known = isKnown(trace, 'loss.E', cursor) && !hidden;
  return [
    el('div', { class: 'readout' }, el('span', null, t('iteration')), el('b', null, trace.iteration + 1), el('span', { class: 'muted' }, batchOf(checkpoint, trace, t))),
    el('span', { class: 'rule wide' }),
    el('div', { class: 'readout err' }, el('span', null, t('error')), known ? el('b', { attrs: { title: exact(trace.loss) } }, fixed(trace.loss, 3)) : el('b', null, '—')),
  ];
}

/** @param {State['checkpoint']} checkpoint @param {import('../types.js').Trace} trace @param {Context['t']} t */
function batchOf(checkpoint, trace, t) {
  const spot = checkpoint && place(checkpoint, trace), samples = trace.batch.indices.length;
  if (spot && spot.count > 1) return t('batch.of', { k: spot.k + 1, n: spot.count });
  if (spot) return samples === 1 ? t('batch.one') : t('batch.whole', { n: samples });
  return t('batch.some', { n: samples });
}
