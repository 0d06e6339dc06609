// @ts-check
/** What a scene speaks of is marked on the stage, and is on the screen when the scene begins. */
import { measured } from '../../draw/measured.js';
import { home } from '../../lib/address.js';
import { stepOf } from '../../lib/lesson.js';
import { drawSoon, oncePainted } from '../../platform/draw-soon.js';

/** @typedef {import('../../types.js').Trace} Trace */

/** @param {HTMLElement} stage @param {import('../../types.js').Store} store */
export function keepInView(stage, store) {
  /**
   * A scene that speaks of the chain has it in view, where the inspector stands beside the stage.
   */
  const reveal = () => {
    const {
      teaching: { lesson },
      focus: { chain },
      stage: { cursor },
    } = store.get();
    const scene = lesson?.plot.scenes[lesson.index];
    const panel = document.querySelector('.chain-panel');
    const column = panel?.parentElement;
    if (
      !lesson?.stand ||
      !scene?.chain ||
      !chain?.length ||
      cursor !== stepOf(lesson.stand, scene.step) ||
      !(panel instanceof HTMLElement) ||
      !column
    )
      return;
    measured(
      () => panel.getBoundingClientRect().top - column.getBoundingClientRect().top,
      (below) => {
        column.scrollTop += below;
      },
    );
  };

  /** What a scene speaks of, the first of it above all, is on the screen when it begins. */
  const bring = () => {
    const { lesson } = store.get().teaching;
    if (!lesson?.stand || brought === lesson.stand) return;
    brought = lesson.stand;
    for (const place of [...lesson.plot.scenes[lesson.index].highlight].reverse()) {
      const name = CSS.escape(home(place));
      stage
        .querySelector(`[data-tensor="${name}"], .frame[data-nodes~="${name}"]`)
        ?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    }
  };
  /** @type {Trace | null} */
  let brought = null;

  store.onAny(({ focus, teaching }) => [focus.chain, teaching.lesson], drawSoon(reveal));
  store.on((state) => state.teaching.lesson?.stand, oncePainted(bring));
  store.on(
    (state) => state.teaching.lesson?.index,
    () => {
      brought = null;
    },
  );
  const redrawn = new MutationObserver(() => {
    const { lesson } = store.get().teaching;
    light(stage, lesson?.plot.scenes[lesson.index].highlight ?? []);
  });
  store.on(
    (state) => Boolean(state.teaching.lesson),
    (taught) =>
      taught ? redrawn.observe(stage, { childList: true, subtree: true }) : redrawn.disconnect(),
  );
}

/** Marks what the scene speaks of. @param {HTMLElement} stage @param {string[]} places */
export function light(stage, places) {
  const names = new Set(places.map(home));
  for (const part of stage.querySelectorAll('[data-tensor], .frame[data-node]')) {
    const { tensor, node } = /** @type {HTMLElement} */ (part).dataset;
    const lit = names.has(tensor ?? node ?? '');
    if (part.classList.contains('spot') !== lit) part.classList.toggle('spot', lit);
  }
}
