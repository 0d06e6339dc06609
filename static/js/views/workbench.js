// @ts-check
/**
 * What the open training drawer holds: its keys, how two runs differ, the plots. Fetched when the
 * drawer is first opened.
 */
import { el } from '../platform/dom.js';
import * as compared from './compared.js';
import * as fit from './plots/fit.js';
import * as loss from './plots/loss.js';
import * as norms from './plots/norms.js';
import * as quality from './plots/quality.js';
import * as spread from './plots/spread.js';
import * as training from './training.js';

const PLOTS = [loss, norms, fit, quality, spread];

/**
 * @param {HTMLElement} root
 * @param {import('./drawer.js').Context} context
 * @returns {() => void}   draws the plots
 */
export function mount(root, context) {
  const controls = el('div', { class: 'drawer-controls' });
  const differences = el('div', { class: 'drawer-compared' });
  const plots = PLOTS.map((plot) => {
    const place = el('section', { class: 'plot' });
    return { place, draw: plot.mount(place, context) };
  });
  const body = el(
    'div',
    { class: 'drawer-body', attrs: { tabindex: '-1' } },
    plots.map(({ place }) => place),
  );
  root.append(controls, differences, body);
  training.mount(controls, context);
  compared.mount(differences, context);
  return () => {
    body.lang = context.store.get().reader.lang;
    for (const plot of plots) plot.draw();
  };
}
