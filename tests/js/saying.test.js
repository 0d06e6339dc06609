// @ts-check
import { duration } from '../../static/js/lib/duration.js';
import { elide } from '../../static/js/lib/elide.js';
import { languageName } from '../../static/js/lib/language-name.js';
import { readManner, writeManner } from '../../static/js/lib/link-options.js';
import { equal, test } from './harness.js';

const t = (/** @type {string} */ key, /** @type {any} */ slots) => `${key} ${slots.n}`;

test('a stretch of time is said in seconds, minutes or hours, and is never nothing', () => {
  const said = (/** @type {number} */ seconds) => duration(seconds, t);
  equal([0, 0.2, 1.4, 1.6, 59.4].map(said), [
    'train.seconds 1',
    'train.seconds 1',
    'train.seconds 1',
    'train.seconds 2',
    'train.seconds 59',
  ]);
  equal([60, 89, 91, 7139].map(said), [
    'train.minutes 1',
    'train.minutes 1',
    'train.minutes 2',
    'train.minutes 119',
  ]);
  equal([7200, 12600, 36000].map(said), ['train.hours 2', 'train.hours 4', 'train.hours 10']);
});

test('of a long list the first and the last are told, and one is never left out alone', () => {
  equal(elide(['a', 'b', 'c', 'd', 'e'], 2, 1), ['a', 'b', '…', 'e']);
  equal(elide(['a', 'b', 'c', 'd'], 2, 1), ['a', 'b', 'c', 'd']);
  equal(elide(['a', 'b', 'c', 'd', 'e', 'f'], 2, 2), ['a', 'b', '…', 'e', 'f']);
});

test('a language is named in the one that is spoken, and an unknown one by its code', () => {
  equal([languageName('en', 'en'), languageName('es', 'es')], ['English', 'Español']);
  equal([languageName('en', 'es'), languageName('es', 'en')], ['Inglés', 'Spanish']);
  equal([languageName('xx', 'en'), languageName('no code', 'en')], ['Xx', 'No code']);
});

test("a teacher's link says what is left out, whether it is locked, and larger", () => {
  const read = (/** @type {string} */ query) => readManner(new URLSearchParams(query));
  const parts =
    'topbar,timeline,controls,tools,legend,memory,drawer,inspector,sentence,formulas,number,chain';
  equal(read(''), { hide: [], lock: false, present: false });
  equal(read('hide=chain,legend tools,nothing'), {
    hide: ['tools', 'legend', 'chain'],
    lock: false,
    present: false,
  });
  equal(read('lock=1&present=0').lock, true);
  equal(read('lock=1&present=0').present, false);
  equal(read('lock=yes&present=1'), { hide: [], lock: false, present: true });
  equal(read(`hide=${parts}`).hide, parts.split(','));
});

test('what a link asks for is written into the next one', () => {
  const written = (/** @type {any} */ manner) => {
    const query = new URLSearchParams();
    writeManner(query, manner);
    return query.toString();
  };
  equal(
    written({ hide: ['tools', 'chain'], lock: true, present: true }),
    ['hide=tools%2Cchain&lock=1&present=1'][0],
  );
  equal(written({ hide: [], lock: false, present: false }), '');
});
