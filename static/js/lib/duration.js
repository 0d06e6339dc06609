// @ts-check
/** A stretch of time as one says it: in seconds, minutes or hours. */

/**
 * @param {number} seconds
 * @param {import('../types.js').Translate} t
 */
export function duration(seconds, t) {
  if (seconds < 60) return t('train.seconds', { n: Math.max(1, Math.round(seconds)) });
  const minutes = Math.round(seconds / 60);
  return minutes < 120
    ? t('train.minutes', { n: minutes })
    : t('train.hours', { n: Math.round(minutes / 60) });
}
