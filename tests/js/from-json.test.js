import { fromJson } from '../../static/js/lib/data/from-json.js';
import { equal, test } from './harness.js';

const CSV = 'a,b,kind\n1,2.5,cat\n-3,,dog';

test('records, columns, lines and what pandas and Python write become one table', () => {
  for (const text of [
    '[{"a": 1, "b": 2.5, "kind": "cat"}, {"a": -3, "b": null, "kind": "dog"}]',
    '{"a": [1, -3], "b": [2.5, null], "kind": ["cat", "dog"]}',
    '{"a": 1, "b": 2.5, "kind": "cat"}\n{"a": -3, "b": null, "kind": "dog"}\n',
    '{"a":{"0":1,"1":-3},"b":{"0":2.5,"1":null},"kind":{"0":"cat","1":"dog"}}',
    '{"columns":["a","b","kind"],"index":[0,1],"data":[[1,2.5,"cat"],[-3,null,"dog"]]}',
    '[["a", "b", "kind"], [1, 2.5, "cat"], [-3, null, "dog"]]',
    '{"name": "pets", "rows": [{"a": 1, "b": 2.5, "kind": "cat"}, {"a": -3, "kind": "dog"}]}',
    "[{'a': 1, 'b': 2.5, 'kind': 'cat'}, {'a': -3, 'b': None, 'kind': 'dog'},]",
    "{'a': [1, -3], 'b': [2.5, nan], 'kind': ['cat', 'dog']}",
    '[{a: 1, b: 2.5, kind: "cat"}, {a: -3, kind: "dog"}]',
  ])
    equal([text, fromJson(text)], [text, { csv: CSV, rows: 2, columns: 3 }]);
});

test('rows without names stay without; what lies deeper becomes columns of its own', () => {
  equal(fromJson('[[1, 2], [3, 4]]'), { csv: '1,2\n3,4', rows: 2, columns: 2 });
  equal(
    fromJson('{"x": [[0, 1], [1e-3, 2]], "target": [0, 1]}')?.csv,
    'x 1,x 2,target\n0,1,0\n0.001,2,1',
  );
  equal(fromJson('[{"id": 7, "at": {"x": 1, "y": 2}}]')?.csv, 'id,at x,at y\n7,1,2');
  equal(fromJson('[{"a": "1,5", "b": "say \\"hi\\""}]')?.csv, 'a,b\n"1,5","say ""hi"""');
});

test('what is no table is left as it is', () => {
  for (const text of [
    '',
    'a,b\n1,2',
    '[1, 2, 3]',
    '{"a": 1}',
    '[',
    '{"a": [1, 2], "b": [1]',
    '[]',
    '{}',
  ])
    equal([text, fromJson(text)], [text, null]);
});

test('a number that is infinite is a gap, and a list of numbers alone no table', () => {
  const gap = fromJson('[{"a": inf, "b": 1}, {"a": 2, "b": 3}]');
  equal(gap, fromJson('[{"a": NaN, "b": 1}, {"a": 2, "b": 3}]'));
  equal(gap === null, false);
  equal(fromJson('[1, 2, 3]'), fromJson('[null, 2, 3]'));
});
