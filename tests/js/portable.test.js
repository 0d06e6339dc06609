// @ts-check
import { Foreign, readPortable } from '../../static/js/lib/portable.js';
import { equal, test } from './harness.js';

const FILE = {
  backstep: 1,
  id: 'abc.3',
  iteration: 3,
  description: { network: {} },
  edits: [{ iteration: 2, edit: { parameters: {} } }],
};
const NOWHERE = { step: -1, cell: null, pins: [], sample: null, lang: null };

/** @param {any} file */
const read = (file) => readPortable(typeof file === 'string' ? file : JSON.stringify(file));

/** What is said of a file that is no checkpoint. @param {any} file */
function refused(file) {
  try {
    read(file);
    return null;
  } catch (error) {
    return error instanceof Foreign ? error.message : String(error);
  }
}

test('a checkpoint in a file is read with all that the reader looked at', () => {
  const view = {
    step: 4,
    cell: { address: 'l1.W', at: [0, 1] },
    pins: [{ address: 'loss.E', at: [] }],
    sample: 0,
    lang: 'es',
  };
  equal(read({ ...FILE, view, more: 1 }), { ...FILE, view });
});

test('without a view, or with a broken one, the file is read, and looks at nothing', () => {
  for (const view of [undefined, null, [], 'x', {}]) equal(read({ ...FILE, view }).view, NOWHERE);
  const broken = {
    step: 1.5,
    cell: { address: 'l1.W', at: [-1] },
    pins: [
      null,
      { address: 1, at: [] },
      { address: 'a', at: 'x' },
      { address: 'a', at: [0.5] },
      { address: 'b', at: [0] },
    ],
    sample: -1,
    lang: 3,
  };
  equal(read({ ...FILE, view: broken }).view, { ...NOWHERE, pins: [{ address: 'b', at: [0] }] });
  equal(read({ ...FILE, view: { pins: 'x', sample: 2.5 } }).view, NOWHERE);
});

test('a file of something else is foreign', () => {
  for (const file of ['{', '[]', 'null', '3', '{}', '{"backstep": "1"}', '{"backstep": 1.5}'])
    equal(refused(file), 'share.foreign');
});

test('a file of a later version is told from a damaged one', () => {
  equal(refused({ backstep: 2 }), 'share.newer');
  equal(refused({ ...FILE, backstep: 0 }), null);
});

test('a file that lacks something is damaged', () => {
  const wrong = [
    { id: 3 },
    { iteration: -1 },
    { iteration: 1.5 },
    { description: null },
    { description: [] },
    { edits: {} },
    { edits: [null] },
    { edits: [{ iteration: -1, edit: {} }] },
    { edits: [{ iteration: 1, edit: null }] },
    { edits: [FILE.edits[0], {}] },
  ];
  equal(
    wrong.map((part) => refused({ ...FILE, ...part })),
    wrong.map(() => 'share.damaged'),
  );
  equal(refused({ ...FILE, iteration: 0, edits: [] }), null);
});
