// @ts-check
/**
 * Addresses as people write them: l3.dW is ∂E/∂W₃, and what leaves layer 1 is y₁ and x₂ at once.
 */

/** @typedef {import('../types.js').Trace} Trace */

/**
 * @typedef {object} Parts
 * @property {string} base       W
 * @property {string} sub        3, or empty
 * @property {boolean} gradient  whether it is ∂E/∂ of this
 * @property {string} suffix     a state that belongs to the tensor, such as m; else empty
 * @property {boolean} next      whether it is the value after the update
 */

/**
 * Names that are written with a letter of their own; the formulas of the API spell them the same
 * way.
 */
const LETTERS = /** @type {Record<string, string>} */ ({
  alpha: 'α',
  beta: 'β',
  beta1: 'β₁',
  beta2: 'β₂',
  gamma: 'γ',
  delta: 'δ',
  eps: 'ε',
  lambda: 'λ',
  lr: 'α',
  mu: 'μ',
  rho: 'ρ',
  mean: 'μ',
  var: 'σ²',
  running_mean: 'μ̄',
  running_var: 'σ̄²',
  mhat: 'm̂',
  vhat: 'v̂',
  patches: 'P',
  mask: 'D',
  target: 't',
  weight_decay: 'λ',
  l2: 'λ',
  grad: 'g',
});

/** A name as it is written: lr is α. @param {string} name */
export const spell = (name) => LETTERS[name] ?? name.replaceAll('_', ' ');

/** @param {string | number} digits */
const subscript = (digits) => String(digits).replace(/\d/g, (digit) => '₀₁₂₃₄₅₆₇₈₉'[Number(digit)]);

/**
 * The one address that answers use: a layer's input is the output of the one before, and so are
 * their gradients.
 * @param {string} address
 * @returns {string}
 */
export function canonical(address) {
  const match = /^l(\d+)\.(d?)x$/.exec(address);
  if (!match) return address;
  const before = Number(match[1]) - 1;
  return before === 0 ? `data.${match[2]}x` : `l${before}.${match[2]}y`;
}

/**
 * @param {string} address
 * @param {Trace | null} [trace]   knows which tensors are gradients; without it the name decides
 * @returns {boolean}
 */
export function isGradient(address, trace) {
  const role = trace?.tensors[canonical(address)]?.role;
  if (role) return role === 'gradient';
  return /^[^.:]+\.d(?!elta)[^:]*$/.test(address);
}

/**
 * 'g' for a gradient, 'v' for any other value: which colours it has, and whether it is round or
 * square.
 * @param {string} address
 * @param {Trace | null} [trace]
 * @returns {'v' | 'g'}
 */
export const kindOf = (address, trace) => (isGradient(address, trace) ? 'g' : 'v');

/**
 * @param {string} address   canonical, or an alias such as l3.x
 * @param {Trace | null} [trace]
 * @returns {Parts}
 */
export function parts(address, trace) {
  const [path, ...marks] = address.split(':');
  const [node, name = ''] = path.split('.');
  const gradient = isGradient(address, trace);
  const bare = gradient ? name.slice(1) : name;
  const layer = /^l(\d+)$/.exec(node);
  const input = node === 'data' && bare === 'x';
  return {
    base: spell(bare),
    sub: layer ? layer[1] : input ? '1' : '',
    gradient,
    suffix: marks
      .filter((mark) => mark !== 'next')
      .map(spell)
      .join(' '),
    next: marks.includes('next'),
  };
}

/**
 * ∂E/∂W₃, y₁, t, m(W₁). A value after the update has the name of the value before it.
 * @param {string} address
 * @param {Trace | null} [trace]
 */
export function text(address, trace) {
  const { base, sub, gradient, suffix } = parts(address, trace);
  const symbol = `${gradient ? '∂E/∂' : ''}${base}${subscript(sub)}`;
  return suffix ? `${suffix}(${symbol})` : symbol;
}

/**
 * One cell of it: y₁[0,2]; a scalar has no brackets.
 * @param {string} address
 * @param {(number | string)[]} at
 * @param {Trace | null} [trace]
 */
export const cell = (address, at, trace) =>
  text(address, trace) + (at.length ? `[${at.join(',')}]` : '');

/**
 * The other name of a wire, or '': y₁ is x₂ of the next layer, the data are x₁.
 * @param {string} address
 * @param {Trace} trace
 */
export function alias(address, trace) {
  const match = /^l(\d+)\.(d?)y$/.exec(address);
  if (!match) return address === 'data.x' && layers(trace) > 0 ? 'x₁' : '';
  const next = Number(match[1]) + 1;
  return next <= layers(trace) ? text(`l${next}.${match[2]}x`, trace) : '';
}

/**
 * With both names where there are two: y₁ = x₂, ∂E/∂y₁ = ∂E/∂x₂, x = x₁.
 * @param {string} address
 * @param {Trace} trace
 */
export function label(address, trace) {
  const other = alias(address, trace);
  if (address === 'data.x') return other ? `x = ${other}` : 'x';
  return other ? `${text(address, trace)} = ${other}` : text(address, trace);
}

/**
 * What a layer calls a wire that it reads as its input: x₃ for l2.y.
 * @param {string} address
 * @param {string} node
 * @param {Trace} trace
 */
export function seenFrom(address, node, trace) {
  for (const name of ['x', 'dx']) {
    if (canonical(`${node}.${name}`) === address) return text(`${node}.${name}`, trace);
  }
  return text(address, trace);
}

/** @param {Trace} trace */
const layers = (trace) => trace.nodes.filter((node) => node.role === 'layer').length;

/**
 * What a block is called: its own label (RL3), or the page's word for its place.
 * @param {string} id
 * @param {Trace} trace
 * @param {import('../types.js').Translate} t
 */
export function nodeName(id, trace, t) {
  const node = trace.nodes.find((entry) => entry.id === id);
  if (node?.label) return node.label;
  if (id === 'loss') return t('error');
  if (id === 'data') return t('input');
  return id === 'optimizer' ? t('optimizer') : t('layer', { n: id.slice(1) });
}
