import { elements, read, words } from '../../static/js/lib/markup.js';
import { equal, test } from './harness.js';

const is = (name, attributes, ...children) => ({ name, attributes, children });
const fails = (source) => {
  try {
    read(source);
    return false;
  } catch {
    return true;
  }
};

test('a formula is read as XML reads it', () => {
  equal(
    read(
      '<math display="block"><mrow data-address="l1.W"><msub><mi>W</mi><mn>1</mn></msub></mrow></math>',
    ),
    is(
      'math',
      { display: 'block' },
      is('mrow', { 'data-address': 'l1.W' }, is('msub', {}, is('mi', {}, 'W'), is('mn', {}, '1'))),
    ),
  );
  equal(
    read(' <mrow><mspace width="1em"/><mspace  linethickness="0" /><mtext> a  b </mtext></mrow>\n'),
    is(
      'mrow',
      {},
      is('mspace', { width: '1em' }),
      is('mspace', { linethickness: '0' }),
      is('mtext', {}, ' a  b '),
    ),
  );
});

test('signs that XML spells are themselves, once', () => {
  equal(
    words(read('<mi>a &lt; b &amp;amp; &#x2212;&#8722;&quot;c&gt;&apos;</mi>')),
    'a < b &amp; −−"c>\'',
  );
  equal(read('<mi mathvariant="a &quot; b"></mi>').attributes, { mathvariant: 'a " b' });
});

test('its elements and its words are found in their order', () => {
  const row = read('<mrow><mi>y</mi> = <mrow><mn>2</mn><mo>·</mo></mrow></mrow>');
  equal(
    elements(row).map(({ name }) => name),
    ['mi', 'mrow'],
  );
  equal(words(row), 'y = 2·');
  equal([elements(undefined), words(undefined)], [[], '']);
});

test('what is not one whole element is refused', () => {
  for (const source of [
    '',
    'y',
    '<mi>y',
    '<mi>y</mo>',
    '<mi>y</mi></mi>',
    '<mi>y</mi><mi>x</mi>',
    '<mi>y</mi> x',
    '<mi onclick=go>y</mi>',
    '<!-- y --><mi>y</mi>',
    '<mi',
  ])
    equal([source, fails(source)], [source, true]);
});
