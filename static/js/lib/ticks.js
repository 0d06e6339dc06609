// @ts-check
/**
 * The timeline's ticks: one for each step, in groups of one block within a phase; an update's group
 * has one name.
 */
import { isUpdated } from './address.js';
import { text } from './names.js';
import { PHASES } from './steps.js';

/** @typedef {import('../types.js').Trace} Trace */
/** @typedef {import('../types.js').Phase} Phase */
/** @typedef {import('../types.js').Step} Step */

/**
 * @typedef {{node: string, steps: Step[], name: string | null}} Group   name: one for all of its
 *   ticks
 * @typedef {{phase: Phase, groups: Group[]}} Stretch
 */

/** A longer name of a group is cut to its first part. */
const WIDE = 10;

/**
 * @param {Trace} trace
 * @param {import('./together.js').Together[]} [folded]   layers that stand as one: their steps have
 *   one name
 * @returns {Stretch[]}   the phases that the trace has
 */
export function stretches(trace, folded = []) {
  const home = (/** @type {string} */ node) => folded.find(({ nodes }) => nodes.includes(node));
  return PHASES.map((phase) => {
    /** @type {Group[]} */
    const groups = [];
    for (const step of trace.steps.filter((entry) => entry.phase === phase)) {
      const last = groups.at(-1);
      const one = home(step.node);
      const node = one?.key ?? step.node;
      if (last?.node === node) last.steps.push(step);
      else groups.push({ node, steps: [step], name: one?.name ?? null });
    }
    if (phase === 'update') for (const group of groups) group.name ??= together(group.steps, trace);
    return { phase, groups };
  }).filter((stretch) => stretch.groups.length > 0);
}

/** W₁, b₁: the tensors that are new afterwards. @param {Step[]} steps @param {Trace} trace */
function together(steps, trace) {
  const names = steps
    .filter((step) => isUpdated(step.writes))
    .map((step) => text(step.writes, trace));
  const all = names.join(', ');
  return all.length <= WIDE ? all : `${names[0]}, …`;
}

/**
 * How wide a phase is beside the others: a group that shares a name needs the room of one tick, of
 * several layers that of two.
 * @param {Stretch} stretch
 */
export const weight = ({ phase, groups }) =>
  groups.reduce((sum, group) => sum + roomOf(group, phase), 0);

/** @param {Group} group @param {Phase} phase */
export const roomOf = ({ name, steps }, phase) => (phase === 'update' ? 1 : ticksOf(name, steps));

/** @param {string | null} name @param {Step[]} steps */
const ticksOf = (name, steps) => (name === null ? steps.length : Math.min(2, steps.length));

/**
 * Which names fit side by side, the current one first, then the first of each group, then the rest.
 * @param {{left: number, right: number, rank: number}[]} boxes   rank 0 is placed first
 * @returns {boolean[]}
 */
export function fitting(boxes) {
  /** @type {{left: number, right: number}[]} */
  const placed = [];
  const shown = boxes.map(() => false);
  const order = boxes
    .map((box, k) => ({ ...box, k }))
    .sort((a, b) => a.rank - b.rank || a.left - b.left);
  for (const { left, right, k } of order) {
    if (placed.some((other) => left < other.right && right > other.left)) continue;
    placed.push({ left, right });
    shown[k] = true;
  }
  return shown;
}
