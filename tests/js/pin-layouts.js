// @ts-check
/**
 * Writes fit.pinned.js anew, once a change of the layout has been looked at:
 * `node tests/js/pin-layouts.js > pinned && mv pinned tests/js/fit.pinned.js && make format`.
 */
import { layouts, pitches } from './fit.test.js';

/** @type {any} */
const { stdout } = /** @type {any} */ (globalThis).process;
const json = (/** @type {unknown} */ value) => JSON.stringify(value, null, 2);

stdout.write(`// @ts-check
/**
 * How tensors lie on the stage, as it has been looked at (pin-layouts.js writes it): numbers (n) or
 * a heat-map (m), compact (c), with a summary (s); then width, height, gap and distance of cells.
 */

export const LAYOUTS = ${json(layouts())};

export const PITCHES = ${json(pitches())};
`);
