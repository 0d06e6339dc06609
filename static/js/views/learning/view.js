// @ts-check
/**
 * A training, in a view of its own beside the steps: what can be done with it above, one large
 * picture on the right and time below it, the living stage and what waits on the left. Fetched when
 * it is first wanted.
 */
import { el } from '../../platform/dom.js';
import { drawSoon } from '../../platform/draw-soon.js';
import { onResize } from '../../platform/sizes.js';
import { styled } from '../../draw/styled.js';
import { pictureNow, picturesOf } from '../../lib/pictures.js';
import * as bar from './bar.js';
import * as big from './big.js';
import { createDesk } from './desk.js';
import * as mini from './mini.js';
import { forgetPalette } from './palette.js';
import { createTiles } from './tiles.js';
import { speak } from './speaking.js';
import * as strip from './strip.js';

/**
 * @typedef {import('../../types.js').Context & { trainer: ReturnType<typeof
 *   import('../../acts/trainer.js').createTrainer>, guard: import('../../acts/guard.js').Guard }}
 *   Context
 */

const focusStage = () => {
  const stage = document.querySelector('.stage');
  if (stage instanceof HTMLElement) stage.focus();
};

/**
 * @param {HTMLElement} root
 * @param {Context} context
 */
export async function mount(root, context) {
  await styled('learning.css');
  const { store, t, late } = context;
  if (late) late.tiles = createTiles;
  const desk = createDesk(context);
  const places = {
    bar: el('section', { class: 'train-bar' }),
    big: el('section', { class: 'big' }),
    strip: el('section', { class: 'strip' }),
    mini: el('section', { class: 'mini' }),
    heard: el('p', { class: 'sr', attrs: { role: 'status', 'aria-live': 'polite' } }),
  };
  root.append(places.big, places.strip, places.mini, places.heard);
  document.querySelector('.work')?.before(places.bar); // keys reach it before all of the stage
  const form = bar.mount(places.bar, context, desk);
  const picture = big.mount(places.big, context);
  const drawStrip = strip.mount(places.strip, context);
  const drawMini = mini.mount(places.mini, context);

  /** One frame at a time; while it trains all of it is of the same iteration. */
  const draw = () => {
    if (!store.get().runs.learning) return;
    picture.draw();
    drawStrip();
    drawMini();
  };
  const soon = drawSoon(draw);
  store.onAny(
    ({ runs, stage, focus, reader }) => [
      runs.run,
      runs.kept,
      runs.training,
      runs.live,
      runs.seen,
      runs.planes,
      runs.samples,
      runs.within,
      runs.picture,
      runs.learning,
      stage.trace,
      stage.checkpoint,
      stage.shown,
      focus.unit,
      focus.selection,
      reader.lang,
    ],
    soon,
  );
  const anew = () => {
    forgetPalette();
    picture.forget();
    soon();
  };
  store.onAny(({ reader }) => [reader.theme, reader.manner], anew);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', anew);
  new ResizeObserver(anew).observe(places.big);
  onResize(soon);

  store.on(
    ({ reader }) => reader.lang,
    () => name(places, t),
  );
  speak(places.heard, context);
  return { keys: keysOf(context, desk, form) };
}

/**
 * What each place is called for who does not see it.
 * @param {Record<'bar' | 'big' | 'strip' | 'mini', HTMLElement>} places
 * @param {import('../../types.js').Translate} t
 */
function name({ bar: above, big: picture, strip: beside, mini: small }, t) {
  above.setAttribute('aria-label', t('train.title'));
  picture.setAttribute('aria-label', t('learn.big'));
  beside.setAttribute('aria-label', t('learn.beside'));
  small.setAttribute('aria-label', t('stage.label'));
}

/**
 * What the keys do here.
 * @param {Context} context
 * @param {import('./desk.js').Desk} desk
 * @param {import('./stop-when.js').Opener} form
 * @returns {Record<string, () => void>}
 */
function keysOf({ store, act, trainer }, desk, form) {
  const seekBy = (/** @type {number} */ by) =>
    trainer.seek((store.get().stage.trace?.iteration ?? 0) + by);
  const picture = (/** @type {number} */ k) =>
    act.picture(picturesOf(store.get())[k] ?? pictureNow(store.get()));
  return {
    ' ': desk.toggle,
    n: desk.one,
    k: trainer.keep,
    ArrowLeft: () => seekBy(-1),
    ArrowRight: () => seekBy(1),
    Home: () => trainer.seek(0),
    Escape: () => {
      if (form.close()) return;
      if (store.get().focus.unit) act.whole();
      else focusStage();
    },
    ...Object.fromEntries([0, 1, 2, 3, 4].map((k) => [String(k + 1), () => picture(k)])),
  };
}
