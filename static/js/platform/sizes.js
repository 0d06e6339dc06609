// @ts-check
/**
 * How large places are, as the browser last laid them out: whoever asks an element itself, in the
 * middle of a drawing, has all laid out once more that was written so far.
 */

/** @typedef {{width: number, height: number}} Size   of the inside, in pixels */

/** @type {WeakMap<Element, Size>} */
const known = new WeakMap();
/** @type {Set<() => void>} */
const listening = new Set();

/** @param {Element} place @returns {Size} */
const read = ({ clientWidth: width, clientHeight: height }) => ({ width, height });

/** @param {Element} place @returns {boolean} whether it was another one */
function note(place) {
  const [before, now] = [known.get(place), read(place)];
  known.set(place, now);
  return before?.width !== now.width || before.height !== now.height;
}

const observer = new ResizeObserver((found) => {
  const changed = found.filter(({ target }) => note(target));
  if (changed.length) for (const listener of listening) listener();
});

/** 0 where it is not seen. @param {Element} place @returns {Size} */
export function sizeOf(place) {
  if (!known.has(place)) {
    note(place);
    observer.observe(place);
  }
  return known.get(place) ?? read(place);
}

/** Any of the places asked about has another size now. @param {() => void} listener */
export const onResize = (listener) => {
  listening.add(listener);
};
