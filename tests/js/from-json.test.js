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

test('a row that is longer than its names loses nothing, nor do two columns of one name', () => {
  for (const text of [
    '[["a", "b"], [1, 2], [3, 4, 5]]',
    '{"columns": ["a", "b"], "data": [[1, 2], [3, 4, 5]]}',
  ])
    equal([text, fromJson(text)?.csv], [text, 'a,b,#3\n1,2,\n3,4,5']);
  equal(fromJson('[["a", "a"], [1, 2]]')?.csv, 'a,a #2\n1,2');
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

test('each word that JSON has not is read: what is no number is a gap, yes and no stay', () => {
  for (const word of ['None', 'NaN', 'nan', 'Infinity', 'inf', 'undefined', 'null'])
    equal([word, fromJson(`[{a: ${word}, b: 1}, {a: 2, b: 3}]`)?.csv], [word, 'a,b\n,1\n2,3']);
  equal(fromJson('[{a: True, b: "e5"}, {a: False, b: 3}]')?.csv, 'a,b\ntrue,e5\nfalse,3');
  equal(
    fromJson("[{'a': 'it\\'s', 'b': 1e+3}, {'a': 'so', 'b': 2E2}]")?.csv,
    "a,b\nit's,1000\nso,200",
  );
});

test('what does not begin as JSON is none, whatever stands in it', () =>
  equal([fromJson('x [{"a": 1}]'), fromJson('"[1]"')], [null, null]));

test('lines may end with commas; one line alone, or one that is no record, is no table', () => {
  const table = { csv: 'a\n1\n2', rows: 2, columns: 1 };
  equal(fromJson('{"a": 1},\n\n{"a": 2},\n'), table);
  equal(
    [fromJson('{"a": 1},'), fromJson('{"a": 1}\n7'), fromJson('{"a": 1}\nx')],
    [null, null, null],
  );
});

test('rows must all be rows, lists as long as each other, and names more than one', () => {
  equal([fromJson('[{"a": 1}, 2]'), fromJson('[{"a": 1}, null]')], [null, null]);
  equal([fromJson('{"a": [1, 2]}'), fromJson('{"a": [1, 2], "b": [3]}')], [null, null]);
  equal([fromJson('{"a": [1, 2], "b": [3, 4], "c": 1}'), fromJson('[{}, {}]')], [null, null]);
});

test('what pandas splits needs columns and rows of data', () => {
  const split = '{"columns": ["a", "b"], "index": [0], "data": [[1, 2]]}';
  equal(fromJson(split), { csv: 'a,b\n1,2', rows: 1, columns: 2 });
  equal(fromJson('{"columns": ["a", "b"], "data": [1, 2]}')?.csv, 'columns,data\na,1\nb,2');
  equal(fromJson('{"columns": [1], "data": {"k": [2]}}')?.csv, 'columns,data 1\n1,2');
  equal(fromJson('{"columns": ["a", "b"], "data": []}'), null);
  for (const row of ['null', '3', '"x"'])
    equal(fromJson(`{"columns": ["a"], "index": [0, 1], "data": [[1], ${row}]}`), null);
});

test('a first row of words is one of names, where numbers follow', () => {
  const mixed = fromJson('[["a", "b"], [1, "x"], ["y", "z"]]');
  equal(mixed, { csv: 'a,b\n1,x\ny,z', rows: 2, columns: 2 });
  equal(fromJson('[["a", "b"], ["y", 2]]'), { csv: 'a,b\ny,2', rows: 1, columns: 2 });
  equal(fromJson('[["a", "b"], ["x", "y"]]')?.rows, 2);
  equal(fromJson('[["a", 1], [2, 3]]')?.rows, 2);
  equal(fromJson('[["a", "b"]]')?.csv, 'a,b');
  equal(fromJson('[["a", "b"], [1, 2], {"b": 4, "a": 3}]')?.csv, 'a,b\n1,2\n3,4');
});

test('a cell with blanks at its ends, a line or a mark stands in quotes', () =>
  equal(
    fromJson('[{"a": " x", "b": "y "}, {"a": "p\\nq", "b": "r;s"}]')?.csv,
    'a,b\n" x","y "\n"p\nq","r;s"',
  ));

test('a comma before a bracket stays where it is part of a text', () => {
  equal(fromJson('[{"a": "x,]"}, {"a": "y"}]')?.csv, 'a\n"x,]"\ny');
  equal(fromJson("[{'a': 'x, }',}, {'a': 'y'}, ]")?.csv, 'a\n"x, }"\ny');
});
