// @ts-check
/**
 * What a chart needs before it is drawn: where a value stands, which values are written beside it,
 * how a long curve gets short.
 */

/** @typedef {[number, number]} Point   an iteration, and a value at it */
/** @typedef {readonly Point[]} Series */

/**
 * @typedef {object} Axis
 * @property {number} min
 * @property {number} max
 * @property {boolean} log
 * @property {number[]} ticks
 */

/**
 * A logarithmic axis shows at most so many powers of ten below 1, or below the largest if that is
 * smaller: less is the same as 0.
 */
const DECADES = 12;

/**
 * The smallest and the largest that can be shown.
 * @param {number[]} values
 * @param {boolean} log   only positive ones can
 */
function ends(values, log) {
  let [min, max] = [Infinity, -Infinity];
  for (const value of values) {
    if (!Number.isFinite(value) || (log && value <= 0)) continue;
    min = Math.min(min, value);
    max = Math.max(max, value);
  }
  if (min <= max) return [min, max];
  return log ? [0.1, 1] : [0, 1];
}

/**
 * An axis on which all of these values have a place. On a logarithmic one that are the positive
 * ones.
 * @param {number[]} values
 * @param {{log?: boolean, zero?: boolean, ticks?: number}} [wish]   zero: the axis reaches 0
 * @returns {Axis}
 */
export function axis(values, { log = false, zero = false, ticks: count = 4 } = {}) {
  let [min, max] = ends(values, log);
  if (log) {
    const top = Math.ceil(Math.log10(max) - 1e-9);
    const low = Math.max(Math.floor(Math.log10(min) + 1e-9), Math.min(top, 0) - DECADES);
    const from = Math.min(low, top - 1);
    const every = Math.ceil((top - from) / count);
    return {
      min: 10 ** from,
      max: 10 ** top,
      log,
      ticks: range(from, top, every).map((power) => 10 ** power),
    };
  }
  if (zero) [min, max] = [Math.min(0, min), Math.max(0, max)];
  if (min === max)
    [min, max] = min === 0 ? [0, 1] : [min - Math.abs(min) / 2, max + Math.abs(max) / 2];
  const step = round((max - min) / count);
  const first = Math.ceil(min / step - 1e-9) * step;
  const places = Math.floor((max - first) / step + 1e-9);
  return {
    min,
    max,
    log,
    ticks: Array.from({ length: places + 1 }, (_, k) => Number((first + k * step).toPrecision(12))),
  };
}

/**
 * An axis of iterations, which are counted from 1: round counts, and the first where it has room.
 * @param {number} from
 * @param {number} to
 * @param {number} count   of ticks, about
 * @returns {Axis}
 */
export function iterationsAxis(from, to, count) {
  const { ticks } = axis([from + 1, to + 1], { ticks: count });
  const round = ticks.filter(Number.isInteger).map((tick) => tick - 1);
  const apart = round.length > 1 ? round[1] - round[0] : to - from;
  const first = round[0] === undefined || round[0] - from >= apart / 2 ? [from] : [];
  return { min: from, max: to, log: false, ticks: [...first, ...round] };
}

/**
 * How far along an axis a value stands: from 0 to 1, beyond if it does not fit; NaN where it has no
 * place.
 * @param {Axis} on
 * @param {number} value
 */
export function along({ min, max, log }, value) {
  if (Number.isNaN(value) || (log && value < 0)) return NaN;
  if (!log) return (value - min) / (max - min);
  return (Math.log(Math.max(value, min)) - Math.log(min)) / (Math.log(max) - Math.log(min));
}

/**
 * A line through points, broken where a value has no place.
 * @param {Series} points
 * @param {(x: number) => number} right
 * @param {(y: number) => number} down
 */
export function path(points, right, down) {
  let line = '';
  let drawn = false;
  for (const point of points) {
    const at = down(point[1]);
    const has = Number.isFinite(at);
    if (has) line += `${drawn ? 'L' : 'M'}${right(point[0]).toFixed(1)} ${at.toFixed(1)}`;
    drawn = has;
  }
  return line;
}

/**
 * The point whose iteration is nearest.
 * @param {Series} points   in order
 * @param {number} x
 * @returns {Point | null}
 */
export function nearest(points, x) {
  if (!points.length) return null;
  const k = firstFrom(points, x);
  if (k === points.length) return points[k - 1];
  return k > 0 && x - points[k - 1][0] <= points[k][0] - x ? points[k - 1] : points[k];
}

/**
 * Both curves as one; where both know an iteration, the newer says what it was.
 * @param {Series} old
 * @param {Series} added   in order
 * @param {number} most    points that are kept: the smallest and the largest of each stretch
 * @returns {Series}
 */
export function merged(old, added, most) {
  if (!added.length) return old;
  const first = added[0][0];
  const last = added[added.length - 1][0];
  const from = firstFrom(old, first);
  const to = firstFrom(old, last + 1);
  const known = new Set(added.map(([x]) => x));
  const between = old.slice(from, to).filter(([x]) => !known.has(x));
  const middle = between.length ? [...between, ...added].sort((a, b) => a[0] - b[0]) : added;
  return thinned([...old.slice(0, from), ...middle, ...old.slice(to)], most);
}

/**
 * At most so many points that still show every peak and every dip.
 * @param {Series} points
 * @param {number} most
 * @returns {Series}
 */
export function thinned(points, most) {
  if (points.length <= most) return points;
  const stretches = Math.floor((most - 2) / 2);
  const inner = points.length - 2;
  const kept = [points[0]];
  for (let k = 0; k < stretches; k += 1) {
    const from = 1 + Math.floor((inner * k) / stretches);
    const to = 1 + Math.floor((inner * (k + 1)) / stretches);
    let low = from;
    let high = from;
    for (let p = from; p < to; p += 1) {
      if (points[p][1] < points[low][1]) low = p;
      if (isAbove(points[p][1], points[high][1])) high = p;
    }
    kept.push(points[Math.min(low, high)]);
    if (low !== high) kept.push(points[Math.max(low, high)]);
  }
  kept.push(points[points.length - 1]);
  return kept;
}

/**
 * What is not a number is the highest of all, and stays it.
 * @param {number} y
 * @param {number} top
 */
const isAbove = (y, top) => !Number.isNaN(top) && !(y <= top);

/**
 * Seconds that are left, if things go on as they did; null while that is not known.
 * @param {{from: number, to: number, now: number, seconds: number}} progress   iterations, and how
 *   long they took
 */
export function timeLeft({ from, to, now, seconds }) {
  return now > from && seconds > 0 ? ((to - now) * seconds) / (now - from) : null;
}

/**
 * The place of the first point that is not before x.
 * @param {Series} points
 * @param {number} x
 */
function firstFrom(points, x) {
  let low = 0;
  let high = points.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (points[middle][0] < x) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** 1, 2 or 5 with a power of ten, not below. @param {number} value */
function round(value) {
  const power = 10 ** Math.floor(Math.log10(value));
  return ([1, 2, 5].find((digit) => digit * power >= value * (1 - 1e-9)) ?? 10) * power;
}

/** @param {number} from @param {number} to @param {number} step */
const range = (from, to, step) =>
  Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, k) => from + k * step);
