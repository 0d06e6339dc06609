// @ts-check
/** Where everything on the board lies. Measured once: a step moves nothing. */

/**
 * @typedef {{left: number, right: number, top: number, bottom: number, x: number, y: number}} Spot
 */

/**
 * @typedef {object} Places
 * @property {Spot} forward    the lanes
 * @property {Spot} backward
 * @property {Spot} plank      of the shelf
 * @property {Map<string, Spot>} frames     blocks, by node
 * @property {Map<string, string>} homes    of a node inside a folded block that block, of any other
 *   itself
 * @property {Map<string, Spot>} wires      what stands between blocks, by address
 * @property {Map<string, Spot>} tiles      the cells of tensors, by address
 * @property {Map<string, Spot>} figures    tensors with their names
 * @property {Map<string, Spot>} trays      the same of what is laid over the board for a while
 * @property {Map<string, Spot>} chips      what lies on the shelf, by address
 */

/** The frame that a node stands in. @param {Places} places @param {string} node */
export const frameOf = ({ frames, homes }, node) => frames.get(homes.get(node) ?? node);

/**
 * @param {Element} board
 * @returns {Places}
 */
export function placesOf(board) {
  const origin = board.getBoundingClientRect();
  const spot = (/** @type {Element | null} */ node) => {
    const { left, right, top, bottom } = (node ?? board).getBoundingClientRect();
    return {
      left: left - origin.left,
      right: right - origin.left,
      top: top - origin.top,
      bottom: bottom - origin.top,
      x: (left + right) / 2 - origin.left,
      y: (top + bottom) / 2 - origin.top,
    };
  };
  const all = (/** @type {string} */ selector, /** @type {string} */ key, inner = '') =>
    new Map(
      [...board.querySelectorAll(selector)]
        .filter((node) => node.getClientRects().length > 0)
        .map((node) => [
          /** @type {HTMLElement} */ (node).dataset[key] ?? '',
          spot(inner ? node.querySelector(inner) : node),
        ]),
    );
  return {
    forward: spot(board.querySelector('.lane.fwd')),
    backward: spot(board.querySelector('.lane.bwd')),
    plank: spot(board.querySelector('.plank')),
    frames: all('.frame', 'node'),
    homes: new Map(
      /** @type {HTMLElement[]} */ ([...board.querySelectorAll('.frame')]).flatMap(({ dataset }) =>
        (dataset.nodes ?? '').split(' ').map((node) => [node, dataset.node ?? '']),
      ),
    ),
    wires: all('.wire', 'wire'),
    tiles: all('.board > :not(.trays) figure[data-tensor]', 'tensor', '.slot'),
    figures: all('.board > :not(.trays) figure[data-tensor]', 'tensor'),
    trays: all('.trays figure[data-tensor]', 'tensor'),
    chips: all('[data-memory]', 'memory'),
  };
}
