// @ts-check
/**
 * Under a field in which a formula of x is typed: its curve, its derivative's, or where it is
 * wrong.
 */
import { allowedBy, spotOf } from '../lib/flaw.js';
import { clear, el, svg } from '../platform/dom.js';
import { formula } from '../draw/mathml.js';
import { pathOf, reach } from '../lib/curve.js';
import { sentence } from '../lib/problems.js';

/** Typing rests for this long before the server is asked, in milliseconds. */
const REST = 120;
const SIZE = { width: 280, height: 120 };

/**
 * @param {HTMLInputElement} input
 * @param {HTMLElement} say      where the form says what is wrong with the field
 * @param {Pick<import('./form.js').Form, 'api' | 't'>} form
 */
export function expression(input, say, { api, t }) {
  const picture = el('div', { class: 'curves' });
  let timer = 0;
  let turn = 0;

  const ask = async () => {
    const asked = ++turn;
    const typed = input.value;
    try {
      const found = await api.curves(typed);
      if (asked !== turn) return;
      clear(say);
      input.setAttribute('aria-invalid', 'false');
      picture.replaceChildren(
        chart(found.curve, t),
        el('p', { class: 'v', attrs: { tabindex: 0 } }, formula(found.formula.mathml, null)),
        el('p', { class: 'g', attrs: { tabindex: 0 } }, formula(found.derivative.mathml, null)),
      );
    } catch (error) {
      const { problem } = /** @type {{problem?: import('../types.js').Problem}} */ (error);
      const flaw = problem?.errors[0];
      // the server is away: the page says so when the field is given
      if (!flaw || asked !== turn) return;
      input.setAttribute('aria-invalid', 'true');
      say.replaceChildren(
        spot(typed, Number(spotOf(flaw).column)),
        sentence({ ...flaw, pointer: '/f(x)' }, t),
        ...(allowedBy(flaw).formulas ?? []).map(offer),
      );
      clear(picture);
    }
  };
  /** Another formula, to be taken by a click. @param {string} meant */
  const offer = (meant) =>
    el(
      'button',
      {
        class: 'btn outlined meant',
        attrs: { type: 'button' },
        on: {
          click: () => {
            input.value = meant;
            input.focus();
            input.dispatchEvent(new Event('input', { bubbles: true }));
            input.dispatchEvent(new Event('change', { bubbles: true }));
          },
        },
      },
      t('build.meant'),
      ' ',
      el('code', null, meant),
    );
  input.addEventListener('input', () => {
    clearTimeout(timer);
    timer = window.setTimeout(ask, REST);
  });
  ask();
  return picture;
}

/**
 * What was typed, with the place of the mistake marked.
 * @param {string} typed
 * @param {number | undefined} column   from 1
 */
function spot(typed, column) {
  if (!column) return '';
  const letters = [...typed]; // as the server counts them
  return el(
    'span',
    { class: 'spotted' },
    letters.slice(0, column - 1).join(''),
    el('mark', null, letters[column - 1] ?? '\u00a0'),
    letters.slice(column).join(''),
  );
}

/** @param {import('../lib/curve.js').Curve} curve @param {import('../types.js').Translate} t */
function chart({ x, y, slope }, t) {
  const { width, height } = SIZE;
  const [across, values, slopes] = [x, y, slope].map(({ data }) => data ?? []);
  const top = reach([values, slopes]);
  const zero = (-across[0] / (across[across.length - 1] - across[0])) * width;
  /** @param {number[]} numbers @param {string} kind */
  const line = (numbers, kind) =>
    svg('path', { class: `curve ${kind}`, attrs: { d: pathOf(across, numbers, top, SIZE) } });
  return svg(
    'svg',
    { attrs: { viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': t('build.curves') } },
    svg('path', { class: 'axes', attrs: { d: `M0 ${height / 2}H${width}M${zero} 0V${height}` } }),
    line(slopes, 'g'),
    line(values, 'v'),
    svg('text', { attrs: { x: zero + 4, y: 11 } }, String(Number(top.toPrecision(2)))),
    svg('text', { attrs: { x: width - 12, y: height / 2 - 4 } }, 'x'),
  );
}
