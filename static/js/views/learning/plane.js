// @ts-check
/**
 * What the network, or one of its units, makes of its inputs: of two of them a surface over the
 * plane, with the samples on it; of one input, a curve.
 */
import { el, write } from '../../platform/dom.js';
import { gridOf, lineOf, lookOf } from '../../lib/picture.js';
import { createAdding } from '../plots/adding.js';
import { drawCurve } from './curve-plot.js';
import { saidNow } from '../../lib/said-now.js';
import { createSurface } from './surface-plot.js';

/**
 * @param {HTMLElement} header
 * @param {HTMLElement} area
 * @param {import('./view.js').Context} context
 */
export function createPlane(header, area, context) {
  const { store } = context;
  const twin = el('p', { class: 'sr' });
  const adding = createAdding(header, area, context);
  const surface = createSurface(area, { context, twin, adding });

  const empty = () => {
    surface.forget();
    area.replaceChildren(twin);
  };

  return {
    /** @param {string} words   what it shows, for who does not see it */
    draw(words) {
      const { samples } = store.get().runs;
      const { y, j, current } = saidNow(store.get());
      const look = lookOf(samples);
      area.classList.toggle('behind', !current);
      write(twin, words);
      if (!samples || !y?.data || (look !== 'plane' && look !== 'curve')) {
        empty();
        return adding.update(null);
      }
      if (look === 'plane') return surface.draw(samples, gridOf(samples), { y, j });
      empty();
      return adding.update(drawCurve(area, samples, { xs: lineOf(samples), y, j }));
    },
    /** Everything anew: other colours, another place. */
    forget: surface.forget,
    leave: () => adding.update(null),
  };
}
