import { inLines } from '../../static/js/draw/lines.js';
import { formula } from '../../static/js/draw/mathml.js';
import { parts, saidBy } from '../../static/js/lib/sketch.js';
import { equal, test } from './harness.js';

const read = (inner) => formula(`<math>${inner}</math>`, null);
/** Lines that may break anywhere between terms, and inside a wide term in its parentheses. */
const pieces = (inner) =>
  parts(inLines(read(inner))).map((term) => parts(term).map(saidBy).join('|'));
/** All that have this name. */
const named = (tag, sketch) =>
  parts(sketch).flatMap((part) => [...(part.tag === tag ? [part] : []), ...named(tag, part)]);
const mi = (letter) => `<mi>${letter}</mi>`;
const mo = (sign) => `<mo>${sign}</mo>`;
const row = (...parts) => `<mrow>${parts.join('')}</mrow>`;
const partial =
  '<mrow data-address="l1.dW"><mfrac><mrow><mo>∂</mo><mi>E</mi></mrow><mrow><mo>∂</mo><mi>W</mi></mrow></mfrac></mrow>';

test('a formula may break behind its sign of equality and before each term', () => {
  equal(
    pieces(
      row(
        mi('y'),
        mo('='),
        row(row(mi('x'), mo('·'), mi('W')), mo('+'), mi('b'), mo('−'), mi('c')),
      ),
    ),
    ['y=', 'x·W', '+b', '−c'],
  );
});

test('a derivative and a product stay whole', () => {
  equal(pieces(row(partial, mo('='), row(partial, mo('·'), mi('x'), mo('·'), partial))), [
    '∂E∂W=',
    '∂E∂W·x·∂E∂W',
  ]);
});

test('parentheses break only inside of a term that has no room', () => {
  equal(
    pieces(
      row(
        mi('y'),
        mo('='),
        row(
          mi('s'),
          mo('·'),
          row(mo('('), row(mi('a'), mo('−'), mi('b')), mo(')')),
          mo('+'),
          mi('c'),
        ),
      ),
    ),
    ['y=', 's·(a|−b)', '+c'],
  );
});

test('a minus that is a sign begins no line', () => {
  equal(pieces(row(mi('y'), mo('='), row(mo('−'), mi('x'), mo('·'), mi('a')))), ['y=', '−x·a']);
});

test('a clause behind the formula stays whole', () => {
  const clause = row(mi('k'), mo('='), row(mi('c'), mo('+'), mi('i')));
  equal(pieces(row(row(mi('y'), mo('='), mi('x')), mo(','), '<mspace width="1em"/>', clause)), [
    'y=',
    'x,',
    'k=c+i',
  ]);
});

test('parentheses that may be parted are as high on both sides', () => {
  const parted = (inside) =>
    named(
      'mo',
      inLines(
        read(
          row(mi('y'), mo('='), row(mi('s'), mo('·'), mo('('), inside, mo('−'), mi('b'), mo(')'))),
        ),
      ),
    )
      .filter((sign) => '()'.includes(saidBy(sign)))
      .map(({ props }) => props.attrs.stretchy ?? props.attrs.minsize);
  equal(parted(mi('a')), ['false', 'false']);
  equal(parted(partial), ['2.3em', '2.3em']);
});
