// @ts-check
/** The five large pictures of a training, each in a place of its own; one of them is seen. */
import { el } from '../../platform/dom.js';
import { redraw } from '../../platform/redraw.js';
import { readingOf } from '../../lib/pictures.js';
import * as loss from '../plots/loss.js';
import * as norms from '../plots/norms.js';
import * as spread from '../plots/spread.js';
import { classesOf, countedOf, measuresOf, rightIn } from './classes.js';
import { createPlane } from './plane.js';
import { drawTargets } from './targets.js';
import { createUnits } from './units.js';
import { pictureName } from './words.js';

/** @typedef {import('./view.js').Context} Context */
/** @typedef {import('../../lib/pictures.js').Picture} Picture */

/**
 * @param {HTMLElement} tools   beside the tabs, what can be done in a picture
 * @param {Context} context
 */
export function createPictures(tools, context) {
  const { store, t } = context;
  /** @type {Record<Picture, HTMLElement>} */
  const places = {
    plane: el('div', { class: 'plane-area', attrs: { role: 'group' } }),
    error: el('section', { class: 'plot' }),
    units: el('div', { class: 'units-area', attrs: { role: 'group' } }),
    gradients: el('div', { class: 'stacked-plots' }),
    classes: el('div', { class: 'classes-area' }),
  };
  const plane = createPlane(tools, places.plane, context);
  const units = createUnits(places.units, context);

  /** What the plane shows in words, for who does not see it. */
  const planeWords = () => {
    const part = countedOf(readingOf(store.get()).metrics);
    return part?.confusion ? rightIn(part, t) : pictureName('plane', store.get(), t);
  };
  /** @type {Record<Picture, () => void>} */
  const drawers = {
    plane: () => plane.draw(planeWords()),
    error: loss.mount(places.error, context, { large: true }),
    units: units.draw,
    gradients: mountGradients(places.gradients, context),
    classes: () => drawCounts(places.classes, context),
  };

  return {
    places: Object.values(places),
    /** @param {Picture} now */
    show(now) {
      for (const [name, place] of Object.entries(places)) place.hidden = name !== now;
      if (now !== 'plane') plane.leave();
    },
    /** @param {Picture} now */
    draw: (now) => drawers[now](),
    /** Everything anew: other colours, another place. */
    forget() {
      plane.forget();
      units.forget();
    },
  };
}

/**
 * How long the gradients are over the iterations; below it, how the values are spread.
 * @param {HTMLElement} root
 * @param {Context} context
 */
function mountGradients(root, context) {
  const [sizes, values] = [el('section', { class: 'plot' }), el('section', { class: 'plot' })];
  root.append(sizes, values);
  const drawSizes = norms.mount(sizes, context);
  const drawValues = spread.mount(values, context);
  return () => {
    drawSizes();
    drawValues();
  };
}

/**
 * Which class is taken for which; of numbers, what is said over what should be.
 * @param {HTMLElement} area
 * @param {Context} context
 */
function drawCounts(area, context) {
  const { metrics } = readingOf(context.store.get());
  if (!context.store.get().runs.samples?.train.labels) return drawTargets(area, context);
  const table = classesOf(area, countedOf(metrics), context, true);
  return redraw(area, table, measuresOf(metrics, context.t));
}
