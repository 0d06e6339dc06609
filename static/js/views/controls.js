// @ts-check
/** The controls in one language: built once, then told what a step or a wish changes. */
import { el, write } from '../platform/dom.js';
import { icon } from '../draw/icons.js';
import { createReadouts } from './iteration.js';

/** @typedef {import('../types.js').Context} Context */
/** @typedef {import('../types.js').Phase} Phase */
/** @typedef {import('../types.js').State} State */

/** @type {Phase[]} */
const JUMPS = ['forward', 'backward', 'update'];
const SPEEDS = /** @type {State['reader']['speed'][]} */ ([0.5, 1, 2, 4]);

/** @param {Context} context */
export function createControls(context) {
  const { store, t, act } = context;
  const keys = createKeys(context);
  const speed = createSpeed(context);
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
  const readouts = createReadouts(t);
  const waits = offWhile(next);

  return {
    play: keys.play,
    nodes: [
      keys.node,
      speed.node,
      el('span', { class: 'rule wide' }),
      el('span', { class: 'label wide' }, t('transport.skip')),
      ...JUMPS.map((phase) => jump(phase, context)),
      next,
      el('span', { class: 'spacer wide' }),
      ...readouts.nodes,
      sheet,
    ],
    /** @param {State} state */
    show(state) {
      keys.show(state.stage);
      waits(state.server.busy || !state.stage.trace);
      speed.show(state);
      const open = String(state.reader.sheet);
      if (sheet.ariaExpanded !== open) sheet.ariaExpanded = open;
      readouts.show(state);
    },
  };
}

/**
 * From step to step, and by itself.
 * @param {Context} context
 */
function createKeys({ t, act }) {
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
  const first = key('first', () => act.goto(-1));
  const back = key('back', () => act.step(-1));
  const play = key('play', act.play);
  const forward = key('forward', () => act.step(1));
  play.classList.add('play');
  /** @type {'play' | 'pause'} */
  let pressing = 'play';
  const atStart = offWhile(first, back);
  const atEnd = offWhile(forward);

  return {
    play,
    node: el(
      'div',
      { class: 'keys', attrs: { role: 'group', 'aria-label': t('transport.label') } },
      first,
      back,
      play,
      forward,
    ),
    /** @param {State['stage']} stage */
    show({ trace, cursor, playing }) {
      atStart(cursor < 0);
      atEnd(!trace || cursor >= trace.steps.length - 1);
      const press = playing ? 'pause' : 'play';
      if (press !== pressing) {
        play.title = play.ariaLabel = t(`transport.${press}`);
        play.replaceChildren(icon(press));
      }
      pressing = press;
    },
  };
}

/**
 * How fast it plays; beside it, that the server is away.
 * @param {Context} context
 */
function createSpeed({ store, t, act }) {
  const node = button('speed', 'btn', () =>
    act.speed(SPEEDS[(SPEEDS.indexOf(store.get().reader.speed) + 1) % SPEEDS.length]),
  );
  node.title = t('transport.speed');
  const away = el(
    'span',
    { class: 'reconnecting', attrs: { role: 'status', title: t('problem.offline') } },
    t('transport.reconnecting'),
  );
  /** @type {{speed: number, offline: boolean} | null} */
  let shown = null;
  return {
    node,
    /** @param {State} state */
    show({ reader: { speed }, server: { offline } }) {
      if (speed === shown?.speed && offline === shown.offline) return;
      shown = { speed, offline };
      write(node, `${speed}×`);
      node.ariaLabel = `${t('transport.speed')}: ${speed}×`;
      if (offline && !away.isConnected) node.after(away); // what is put in is announced
      if (!offline) away.remove();
      node.parentElement?.classList.toggle('offline', offline);
    },
  };
}

/** To the end of a phase. @param {Phase} phase @param {Context} context */
const jump = (phase, { t, act }) =>
  el(
    'button',
    {
      class: 'jump wide',
      dataset: { phase, go: phase },
      attrs: { type: 'button', 'aria-label': `${t('transport.skip')}: ${t(`phase.${phase}`)}` },
      on: { click: () => act.endOf(phase) },
    },
    t(`phase.${phase}`),
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

/** Keys that would do nothing: told so when that changes. @param {HTMLElement[]} keys */
function offWhile(...keys) {
  let off = false;
  return (/** @type {boolean} */ nothing) => {
    if (nothing === off) return;
    off = nothing;
    for (const key of keys) key.ariaDisabled = nothing ? 'true' : null;
  };
}
