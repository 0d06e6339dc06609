// @ts-check
/** A small trace for tests: two linear layers, a batch of two, no numbers to speak of. */

/** @param {string} address @param {number[]} shape @param {string} role */
const tensor = (address, shape, role) => [
  address,
  { shape, role, data: Array(shape.reduce((a, b) => a * b, 1)).fill(1), stats: { nonfinite: 0 } },
];

/**
 * @param {[string, string, string, string[]]} row   phase, node, what it writes and reads
 * @param {number} index
 */
const step = ([phase, node, writes, reads], index) => ({
  index,
  phase,
  node,
  writes,
  reads: Object.fromEntries(reads.map((address, k) => [`r${k}`, address])),
});

export const trace = /** @type {any} */ ({
  checkpoint: 'a.0',
  iteration: 0,
  loss: 1,
  batch: { indices: [0, 1], epoch: 0 },
  nodes: [
    { id: 'data', role: 'data', inputs: {}, parameters: {} },
    {
      id: 'l1',
      role: 'layer',
      label: 'RL1',
      inputs: { x: 'data' },
      parameters: { W: [2, 3], b: [3] },
    },
    { id: 'l2', role: 'layer', label: null, inputs: { x: 'l1' }, parameters: { W: [3, 1] } },
    { id: 'loss', role: 'loss', inputs: { x: 'l2', target: 'data' }, parameters: {} },
    { id: 'optimizer', role: 'optimizer', inputs: {}, parameters: {} },
  ],
  steps: /** @type {[string, string, string, string[]][]} */ ([
    ['forward', 'l1', 'l1.y', ['data.x', 'l1.W', 'l1.b']],
    ['forward', 'l2', 'l2.y', ['l1.y', 'l2.W']],
    ['error', 'loss', 'loss.E', ['l2.y', 'data.target']],
    ['backward', 'loss', 'l2.dy', ['l2.y', 'data.target']],
    ['backward', 'l2', 'l2.dW', ['l1.y', 'l2.dy']],
    ['backward', 'l2', 'l1.dy', ['l2.dy', 'l2.W']],
    ['backward', 'l1', 'l1.dW', ['data.x', 'l1.dy']],
    ['backward', 'l1', 'l1.db', ['l1.dy']],
    ['backward', 'l1', 'data.dx', ['l1.dy', 'l1.W']],
    ['update', 'l1', 'l1.W:next', ['l1.W', 'l1.dW']],
    ['update', 'l1', 'l1.b:next', ['l1.b', 'l1.db']],
    ['update', 'l2', 'l2.W:next', ['l2.W', 'l2.dW']],
  ]).map(step),
  memory: { 'data.x': ['l1.dW'], 'l1.y': ['l2.dW'] },
  tensors: Object.fromEntries([
    tensor('data.x', [2, 2], 'input'),
    tensor('data.target', [2, 1], 'target'),
    tensor('l1.W', [2, 3], 'parameter'),
    tensor('l1.b', [3], 'parameter'),
    tensor('l2.W', [3, 1], 'parameter'),
    tensor('l1.y', [2, 3], 'activation'),
    tensor('l2.y', [2, 1], 'activation'),
    tensor('loss.E', [], 'loss'),
    tensor('l2.dy', [2, 1], 'gradient'),
    tensor('l2.dW', [3, 1], 'gradient'),
    tensor('l1.dy', [2, 3], 'gradient'),
    tensor('l1.dW', [2, 3], 'gradient'),
    tensor('l1.db', [3], 'gradient'),
    tensor('data.dx', [2, 2], 'gradient'),
    tensor('l1.W:next', [2, 3], 'updated'),
    tensor('l1.b:next', [3], 'updated'),
    tensor('l2.W:next', [3, 1], 'updated'),
  ]),
});
