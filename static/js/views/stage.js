// @ts-check
/** The stage: draws the trace, and then for each step only what the step changes. */

import { forgetColours } from '../draw/ramp.js';
import { clear, el } from '../platform/dom.js';
import { liveOn } from '../lib/live.js';
import { keepingFocus } from '../platform/keeping-focus.js';
import { draw, SMALL } from './drawing.js';
import { createLegend } from './legend.js';
import { createOverview } from './overview.js';

/** @typedef {import('../types.js').Context} Context */
/** @typedef {import('./scene.js').Scene} Scene */

/**
 * @param {HTMLElement} root
 * @param {Context} context
 */
export function mount(root, context) {
  const { store } = context;
  const tools = el('div', { class: 'tools' });
  const bar = el('div', { class: 'stage-bar' }, tools);
  const scroller = el('div', { class: 'scroller', attrs: { id: 'stage-scroller' } });
  const overview = createOverview(context, scroller);
  root.prepend(bar);
  root.append(scroller, overview.node);
  /** @type {ReturnType<typeof draw> | null} */
  let drawing = null;

  function build() {
    const {
      stage: { trace },
      reader: { lang },
      server: { catalog },
    } = store.get();
    bar.querySelector('.legend')?.remove();
    overview.room(trace, matchMedia(SMALL).matches);
    const found = drawing?.found ?? null;
    // what was folded by a key can be unfolded by the next
    const anew = () => {
      drawing = trace && draw(scroller, { ...context, trace, lang, catalog }, found);
    };
    keepingFocus(scroller, anew, 'turns', { preventScroll: true });
    if (!drawing) return clear(scroller);
    overview.draw(drawing.lie());
    bar.append(createLegend(drawing.scene));
    announce(drawing.scene);
    step(false);
  }

  /**
   * What the stage has room for, so that a training tells it while it goes on.
   * @param {Scene} scene
   */
  function announce({ addresses, form }) {
    const numbers = addresses.filter((address) => form(address).as === 'numbers');
    const pictures = addresses.filter((address) => form(address).as === 'map');
    const { shown } = store.get().stage;
    if (String(shown?.numbers) === String(numbers) && String(shown?.pictures) === String(pictures))
      return;
    store.set({ stage: { shown: { numbers, pictures } } });
  }

  /** Whether a person moves, and whether all is painted anew; null when nothing is to be drawn. */
  let due = /** @type {{moving: boolean, again: boolean} | null} */ (null);

  /**
   * A step changes much at once, and what is known of its number comes right after it: the board
   * is drawn once for all of it.
   * @param {{moving?: boolean, again?: boolean}} [how]
   */
  function soon({ moving = false, again = false } = {}) {
    if (!due) queueMicrotask(drawDue);
    due = { moving: moving || Boolean(due?.moving), again: again || Boolean(due?.again) };
  }

  function drawDue() {
    if (!due) return;
    const { moving, again } = due;
    due = null;
    if (again && drawing) drawing.scene.paintings += 1;
    step(moving);
  }

  /** The network has learnt. */
  function learn() {
    if (!drawing) return;
    const grown = liveOn(store.get().runs, drawing.scene.trace) && drawing.scene.rescale();
    if (grown) bar.querySelector('.legend')?.replaceWith(createLegend(drawing.scene));
    soon({ again: Boolean(grown) });
  }

  /** @param {boolean} moving */
  function step(moving) {
    const state = store.get();
    if (!drawing || drawing.scene.trace !== state.stage.trace) return;
    drawing.update(state, moving);
    overview.mark(state.stage.trace, state.stage.cursor);
  }

  /** What the units see is known once the samples are; where its size changes, it is drawn then. */
  const suit = () => {
    if (drawing?.fits() && !drawing.suits()) build();
  };

  follow(store, { build, soon, learn, suit: () => queueMicrotask(suit) });
  due = null; // what is there has just been drawn
  new ResizeObserver(() => {
    if (matchMedia('print').matches) return; // paper has what the screen has, made smaller
    if (drawing && !drawing.fits()) build();
  }).observe(scroller);
}

/**
 * What changes the picture, and how much of it.
 * @param {Context['store']} store
 * @param {{build: () => void, soon: (how?: {moving?: boolean, again?: boolean}) => void, learn: ()
 *   => void, suit: () => void}} stage
 */
function follow(store, { build, soon, learn, suit }) {
  // Canvases do not follow the theme by themselves.
  const repaint = () => {
    forgetColours();
    soon({ again: true });
  };
  store.on(({ reader }) => reader.theme, repaint);
  store.onAny(
    ({ stage, reader, server, focus }) => [
      stage.trace,
      reader.lang,
      server.catalog,
      reader.manner,
      focus.opened,
    ],
    build,
  );
  store.on(
    ({ stage }) => stage.cursor,
    () => soon({ moving: true }),
  );
  store.onAny(
    ({ focus, teaching }) => [
      focus.selection,
      focus.explanation,
      focus.hover,
      focus.sample,
      focus.unfolded,
      teaching.guess,
    ],
    soon,
  );
  store.on(({ runs }) => runs.live, learn);
  store.onAny(
    ({ runs, focus }) => [runs.planes, focus.unit],
    () => {
      if (store.get().runs.learning) soon({ again: true });
    },
  );
  store.onAny(({ runs }) => [runs.learning, runs.samples], suit);
  store.on(({ runs }) => runs.learning, learn);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', repaint);
}
