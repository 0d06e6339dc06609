// @ts-check
/**
 * A training, in a view of its own beside the steps: what can be done with it above, one large
 * picture on the right and time below it, the living stage and what waits on the left. Fetched when
 * it is first wanted.
 */
import { el } from '../../platform/dom.js';
import { afterPaint } from '../../platform/after-paint.js';
import { styled } from '../../draw/styled.js';
import { pictureNow, picturesOf } from '../../lib/pictures.js';
import * as bar from './bar.js';
import * as big from './big.js';
import { createDesk } from './desk.js';
import * as mini from './mini.js';
import { forgetPalette } from './palette.js';
import { createTiles } from './tiles.js';
import * as strip from './strip.js';
import { endedIn, saidOf } from './words.js';

/**
 * @typedef {import('../../types.js').Context & { trainer: ReturnType<typeof
 *   import('../../acts/trainer.js').createTrainer>, guard: import('../../acts/guard.js').Guard }}
 *   Context
 */

/** Who does not see it hears a sentence so often, in milliseconds. */
const SAID = 5000;

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
  const { store, t, act, trainer, late } = context;
  if (late) late.tiles = createTiles;
  const desk = createDesk(context);
  const places = {
    bar: el('section', { class: 'train-bar' }),
    big: el('section', { class: 'big' }),
    strip: el('section', { class: 'strip' }),
    mini: el('section', { class: 'mini' }),
    heard: el('p', { class: 'sr', attrs: { role: 'status', 'aria-live': 'polite' } }),
  };
  root.append(...Object.values(places));
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
  const soon = afterPaint(draw);
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
  new ResizeObserver(soon).observe(places.strip);

  store.on(
    ({ reader }) => reader.lang,
    () => {
      places.big.setAttribute('aria-label', t('learn.big'));
      places.strip.setAttribute('aria-label', t('learn.beside'));
      places.mini.setAttribute('aria-label', t('stage.label'));
      places.bar.setAttribute('aria-label', t('train.title'));
    },
  );
  let last = 0;
  const say = (/** @type {string} */ words) => {
    last = Date.now();
    places.heard.textContent = words;
  };
  store.on(
    ({ runs }) => runs.live,
    (live) => {
      if (live && store.get().runs.learning && Date.now() - last >= SAID)
        say(saidOf(store.get(), t));
    },
  );
  store.on(
    ({ runs }) => runs.ended,
    () => {
      const ended = endedIn(store.get(), t);
      if (ended && store.get().runs.learning) say(`${ended.words} ${saidOf(store.get(), t)}`);
    },
  );

  return {
    /** What the keys do here. @type {Record<string, () => void>} */
    keys: {
      ' ': desk.toggle,
      n: desk.one,
      k: trainer.keep,
      ArrowLeft: () => trainer.seek((store.get().stage.trace?.iteration ?? 0) - 1),
      ArrowRight: () => trainer.seek((store.get().stage.trace?.iteration ?? 0) + 1),
      Home: () => trainer.seek(0),
      Escape: () => {
        if (form.close()) return;
        if (store.get().focus.unit) act.whole();
        /** @type {HTMLElement | null} */ else focusStage();
      },
      ...Object.fromEntries(
        [0, 1, 2, 3, 4].map((k) => [
          String(k + 1),
          () => act.picture(picturesOf(store.get())[k] ?? pictureNow(store.get())),
        ]),
      ),
    },
  };
}
