// @ts-check
/** The page's few icons, on a grid of 16. */
import { svg as sketched } from '../lib/sketch.js';
import { made, svg } from '../platform/dom.js';

/** Drawn as lines. */
const LINES = {
  share: 'M8 9.5V2M5 4.8 8 1.8l3 3M4.5 7H3.2v7h9.6V7h-1.3',
  download: 'M8 2v7.5M5 6.7l3 3 3-3M2.8 12.8h10.4',
  open: 'M2.2 12.8V3.4h4l1.4 1.7h6.2v7.7z',
  down: 'M4 6.5 8 10.5 12 6.5',
  up: 'M4 9.5 8 5.5 12 9.5',
  moon: 'M13 9.8A5.6 5.6 0 0 1 6.2 3a5.6 5.6 0 1 0 6.8 6.8Z',
  sun: 'M8 5.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6ZM8 1.5v1.6M8 12.9v1.6M1.5 8h1.6M12.9 8h1.6M3.4 3.4l1.1 1.1M11.5 11.5l1.1 1.1M3.4 12.6l1.1-1.1M11.5 4.5l1.1-1.1',
  auto: 'M8 2.2a5.8 5.8 0 1 0 0 11.6A5.8 5.8 0 0 0 8 2.2ZM8 2.2v11.6M8 5h4.6M8 8h5.7M8 11h4.6',
  help: 'M5.9 6.1a2.1 2.1 0 1 1 3.1 1.9c-.7.4-1 .8-1 1.6M8 11.9v.1M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8Z',
  close: 'M4 4l8 8M12 4l-8 8',
  copy: 'M5.5 5.5V3.6A1.1 1.1 0 0 1 6.6 2.5h5.8a1.1 1.1 0 0 1 1.1 1.1v5.8a1.1 1.1 0 0 1-1.1 1.1h-1.9M3.6 5.5h5.8a1.1 1.1 0 0 1 1.1 1.1v5.8a1.1 1.1 0 0 1-1.1 1.1H3.6a1.1 1.1 0 0 1-1.1-1.1V6.6a1.1 1.1 0 0 1 1.1-1.1Z',
  lesson:
    'M8 4.2C6.4 3.1 4.6 2.8 2.5 3v9c2.1-.2 3.9.1 5.5 1.2 1.6-1.1 3.4-1.4 5.5-1.2V3c-2.1-.2-3.9.1-5.5 1.2Zm0 0v9',
  pin: 'M6 2.5h4l-.6 4 2.4 2.2v1H4.2v-1l2.4-2.2zM8 9.7v4',
  guess:
    'M5.9 6.1a2.1 2.1 0 1 1 3.1 1.9c-.7.4-1 .8-1 1.6M8 12v.1M2.5 5.5v-3h3M10.5 2.5h3v3M13.5 10.5v3h-3M5.5 13.5h-3v-3',
  check: 'M3 8.5 6.5 12 13 4.5',
  plus: 'M8 2.5v11M2.5 8h11',
  grip: 'M6 4h.01M10 4h.01M6 8h.01M10 8h.01M6 12h.01M10 12h.01',
  undo: 'M6 3 2.8 6.2 6 9.4M2.8 6.2h6.4a3.6 3.6 0 0 1 0 7.2H6.5',
  redo: 'M10 3l3.2 3.2L10 9.4M13.2 6.2H6.8a3.6 3.6 0 0 0 0 7.2h2.7',
  build: 'M2.5 5.5h4v5h-4zM9.5 5.5h4v5h-4zM6.5 8h3',
  data: 'M2.5 2.5v11h11M6 9.8h.01M8 6.3h.01M10.4 8.6h.01M11.6 4.6h.01',
  dice: 'M4.3 2.5h7.4a1.8 1.8 0 0 1 1.8 1.8v7.4a1.8 1.8 0 0 1-1.8 1.8H4.3a1.8 1.8 0 0 1-1.8-1.8V4.3a1.8 1.8 0 0 1 1.8-1.8ZM5.6 5.6h.01M10.4 5.6h.01M8 8h.01M5.6 10.4h.01M10.4 10.4h.01',
  frozen:
    'M8 1.8v12.4M2.6 4.9l10.8 6.2M13.4 4.9 2.6 11.1M6.2 3.2 8 4.8l1.8-1.6M6.2 12.8 8 11.2l1.8 1.6',
  enlarge: 'M9.5 2.5h4v4M6.5 13.5h-4v-4M13 3 9.3 6.7M3 13l3.7-3.7',
  warn: 'M8 2 14.5 13.5h-13zM8 6.5v3.2M8 11.6v.1',
};

/** Drawn as areas. */
const AREAS = {
  first: 'M3.5 3h1.8v10H3.5zM13 3.2v9.6L6.2 8z',
  back: 'M11.5 3v10L4.5 8z',
  play: 'M4.8 2.8v10.4L13 8z',
  pause: 'M4 3h2.8v10H4zM9.2 3H12v10H9.2z',
  forward: 'M4.5 3v10l7-5z',
  stop: 'M3.5 3.5h9v9h-9z',
};

/** @typedef {keyof typeof LINES | keyof typeof AREAS} Name */

/** @param {Name} name */
export const icon = (name) => /** @type {SVGElement} */ (made(iconSketch(name)));

/** The same, for what is drawn again and again. @param {Name} name */
export function iconSketch(name) {
  const line = name in LINES;
  const path = line
    ? LINES[/** @type {keyof typeof LINES} */ (name)]
    : AREAS[/** @type {keyof typeof AREAS} */ (name)];
  return sketched(
    'svg',
    { class: line ? 'icon' : 'icon area', attrs: { viewBox: '0 0 16 16', 'aria-hidden': 'true' } },
    sketched('path', { attrs: { d: path } }),
  );
}

/** The hairpin: forward, around the error, and back. */
export function logo() {
  /** @param {string} d @param {string} phase @param {object} [attrs] */
  const stroke = (d, phase, attrs) =>
    svg('path', { class: 'stroke', dataset: { phase }, attrs: { d, ...attrs } });
  return svg(
    'svg',
    { attrs: { viewBox: '0 0 24 20', 'aria-hidden': 'true' } },
    stroke('M2 4.5h11', 'forward', { 'stroke-linecap': 'round' }),
    stroke('M13 4.5h2.5a5.5 5.5 0 0 1 0 11H13', 'error'),
    stroke('M13 15.5H5', 'backward'),
    stroke('M7.5 12 3.6 15.5l3.9 3.5', 'backward', {
      'stroke-linecap': 'round',
      'stroke-linejoin': 'round',
    }),
  );
}
