// @ts-check
/**
 * The smallest test runner: `test` says what holds, `equal` and `near` check it; the page that
 * imports it reports.
 */

/** @type {{title: string, error: string | null}[]} */
const results = [];
/** @type {Promise<void>[]} */
const running = [];

/**
 * @param {string} title   a sentence about behaviour
 * @param {() => void | Promise<void>} body
 */
export function test(title, body) {
  running.push(
    (async () => {
      try {
        await body();
        results.push({ title, error: null });
      } catch (error) {
        results.push({ title, error: String(/** @type {Error} */ (error).message ?? error) });
      }
    })(),
  );
}

/**
 * Equal in structure: NaN equals NaN, and the order of an object's keys does not matter.
 * @param {unknown} found
 * @param {unknown} wanted
 */
export function equal(found, wanted) {
  if (!same(found, wanted)) throw new Error(`found ${show(found)}, wanted ${show(wanted)}`);
}

/**
 * @param {number} found
 * @param {number} wanted
 * @param {number} [within]
 */
export function near(found, wanted, within = 1e-12) {
  if (!(Math.abs(found - wanted) <= within))
    throw new Error(`found ${found}, wanted ${wanted} within ${within}`);
}

/** What every test said since the last report, once all have run. */
export async function report() {
  await Promise.all(running.splice(0));
  return results.splice(0);
}

/** @param {unknown} a @param {unknown} b @returns {boolean} */
function same(a, b) {
  if (Object.is(a, b) || a === b) return true;
  if (
    typeof a !== 'object' ||
    typeof b !== 'object' ||
    !a ||
    !b ||
    Array.isArray(a) !== Array.isArray(b)
  )
    return false;
  const left = Object.entries(a);
  const right = new Map(Object.entries(b));
  return (
    left.length === right.size &&
    left.every(([key, value]) => right.has(key) && same(value, right.get(key)))
  );
}

/** @param {unknown} value */
const show = (value) =>
  JSON.stringify(value, (_, part) =>
    typeof part === 'number' && !Number.isFinite(part) ? String(part) : part,
  );
