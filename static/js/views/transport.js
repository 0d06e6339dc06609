// @ts-check
/** The controls of time: step, play, jump, the next iteration; and where we are. */
import { el } from '../platform/dom.js';
import { phaseAt } from '../lib/steps.js';
import * as blockmap from './blockmap.js';
import { createControls } from './controls.js';
import * as timeline from './timeline.js';

/** @typedef {import('../types.js').Context} Context */

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

  /** @type {ReturnType<typeof createControls> | null} */
  let built = null;
  const show = () => {
    const { trace, cursor } = store.get().stage;
    const phase = phaseAt(trace, cursor);
    built?.show(store.get());
    for (const part of [built?.play, blocks, progress])
      if (part && part.dataset.phase !== phase) part.dataset.phase = phase;
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
      built = createControls(context);
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
