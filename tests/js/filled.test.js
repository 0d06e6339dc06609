import { filled } from '../../static/js/lib/filled.js';
import { equal, test } from './harness.js';

test('a word goes with how many there are', () => {
  const words = '{n} {n|ejemplo|ejemplos} para {what}';
  equal(
    [1, '1', 2, 0, '−1'].map((n) => filled(words, { n, what: 'aprender' })),
    ['1 ejemplo', '1 ejemplo', '2 ejemplos', '0 ejemplos', '−1 ejemplos'].map(
      (said) => `${said} para aprender`,
    ),
  );
  equal(filled('{n} de {none}', { n: 1 }), '1 de {none}');
  equal(filled('$1 {n}', { n: '$&' }), '$1 $&');
});
