// @ts-check
import { fetched, once } from '../../static/js/platform/later.js';
import { Offline } from '../../static/js/platform/api/no-answer.js';
import { equal, test } from './harness.js';

test('what is wanted often is brought once', async () => {
  let brought = 0;
  const part = once(async () => {
    brought += 1;
    return 'here';
  });
  equal(await Promise.all([part(), part()]), ['here', 'here']);
  equal(await part(), 'here');
  equal(brought, 1);
});

test('what could not be brought is brought when it is wanted again', async () => {
  let tries = 0;
  const part = once(async () => {
    tries += 1;
    if (tries === 1) throw new Error('away');
    return 'here';
  });
  equal(await part().catch((error) => error.message), 'away');
  equal(await part(), 'here');
  equal(tries, 2);
});

test('a part that cannot be fetched means that the server is away', async () => {
  const error = await fetched(Promise.reject(new TypeError('no such module'))).catch((it) => it);
  equal(error instanceof Offline, true);
});
