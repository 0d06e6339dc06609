// @ts-check
/**
 * What the page knows, in slices: one for each of its concerns. `store.js` keeps it.
 *
 * @typedef {import('../types.js').Beside} Beside
 * @typedef {import('../types.js').Catalog} Catalog
 * @typedef {import('../types.js').Cell} Cell
 * @typedef {import('../types.js').Chain} Chain
 * @typedef {import('../types.js').Checkpoint} Checkpoint
 * @typedef {import('../types.js').Ended} Ended
 * @typedef {import('../types.js').Explanation} Explanation
 * @typedef {import('../types.js').Flaw} Flaw
 * @typedef {import('../types.js').Lang} Lang
 * @typedef {import('../types.js').Metrics} Metrics
 * @typedef {import('../types.js').Problem} Problem
 * @typedef {import('../types.js').Samples} Samples
 * @typedef {import('../types.js').Settings} Settings
 * @typedef {import('../types.js').Tensor} Tensor
 * @typedef {import('../types.js').Trace} Trace
 * @typedef {import('../types.js').Training} Training
 *
 * @typedef {object} Server   what it offers, and how it is with it
 * @property {Catalog} catalog
 * @property {import('../answers.js').OwnKind[]} own   layers of one's own, as their files are now
 * @property {Lang[]} languages   that there are, as they are offered
 * @property {boolean} offline
 * @property {boolean} busy
 * @property {{from: number, now: number, to: number, seconds: number | null, asks: boolean} | null}
 *   reaching   a way that takes long; asks: whether to go on
 * @property {Problem | null} problem
 * @property {import('../lib/astray.js').Astray | null} astray   what a link asks for in vain
 *
 * @typedef {object} Reader   how the reader wants the page
 * @property {Lang} lang
 * @property {'light' | 'dark' | 'auto'} theme
 * @property {import('../lib/link-options.js').Manner} manner   as a teacher's link wants the page
 * @property {boolean} stepped            somebody has stepped in this browser before
 * @property {boolean} sheet             the inspector is slid open (below 1200 px)
 * @property {{link: string, copied: boolean} | null} shared   the link that is offered for sharing
 * @property {0.5 | 1 | 2 | 4} speed
 *
 * @typedef {object} Stage   the iteration that is shown, and how far it has been carried out
 * @property {string | null} preset
 * @property {Checkpoint | null} checkpoint
 * @property {Trace | null} trace
 * @property {number} cursor             index of the last step that was carried out; -1 before the
 *   first
 * @property {boolean} playing
 * @property {{numbers: string[], pictures: string[]} | null} shown   what is there with digits, and
 *   what as colours
 * @property {import('../lib/undo.js').Past} past   where the page has been
 *
 * @typedef {object} Focus   what the reader looks at on the stage
 * @property {Cell | null} selection
 * @property {Explanation | null} explanation   of the selection; null while it is not known
 * @property {Chain[] | null} chain      one per row of the chain panel
 * @property {{address: string, at: number[] | null} | null} hover
 * @property {Cell[]} pins               numbers that stay in view
 * @property {number | null} sample      the row of the batch that is followed through all tensors
 * @property {boolean} typing            the selected number is being typed
 * @property {string[]} opened          layers that stand as one block until they are opened: those
 *   that are, by the first of each
 * @property {string | null} unfolded   the block where what the optimizer keeps is seen before the
 *   update too
 * @property {{address: string, j: number} | null} unit   of a layer, that the pointer is on or that
 *   is selected
 *
 * @typedef {object} Network   the network shown, while it is being changed
 * @property {boolean} building          the network is being changed: the inspector shows what it
 *   is made of
 * @property {number | null} chosen      the layer whose settings are open, from 0
 * @property {import('../lib/layers.js').Draft | null} draft   a change that the server refused as
 *   it stands
 * @property {{role: string, kind: string, settings: Settings, before: Settings} | null}
 *   offered   what another kind begins with, and what was there before it
 * @property {Record<string, Flaw[] | null>} weighed   of each loss, what is against it here: while
 *   the network is being built
 *
 * @typedef {object} Gradients   those shown, and whether they are right
 * @property {import('../lib/verdicts.js').Report | null} check   of this checkpoint's gradients
 * @property {boolean} checking          that report is being made
 * @property {{address: string, report: import('../lib/verdicts.js').Checked} | null} checked   one
 *   gradient, cell by cell
 *
 * @typedef {object} Runs   training, and what the drawer shows of it
 * @property {boolean} learning          the training is looked at, in a view of its own
 * @property {'plane' | 'error' | 'units' | 'gradients' | 'classes'} picture   the large one there
 * @property {import('../lib/run.js').Run | null} run   the way that leads through this checkpoint
 * @property {import('../lib/run.js').Run | null} kept  another one, to compare with
 * @property {Training | null} training
 * @property {import('../lib/live.js').Live | null} live   the network as it is while it trains
 * @property {Samples | null} samples     of this run, once the drawer has asked for them
 * @property {{id: string, train: Metrics | null, test: Metrics | null, predicted: Tensor | null,
 *   outputs: Tensor | null} | null} seen   of a checkpoint, the same
 * @property {{id: string, tensors: Record<string, Tensor>} | null} planes   what the layers' units
 *   make of the plane, at a checkpoint
 * @property {{id: string, address: string, predicted: Tensor} | null} within   what the layer of
 *   that unit makes of the inputs
 * @property {Ended | null} ended        how the last training ended
 *
 * @typedef {object} Open   a lesson, at one of its scenes
 * @property {import('../lib/lesson.js').Lesson} plot
 * @property {number} index
 * @property {boolean} done
 * @property {boolean} again   it was done before
 * @property {import('../lib/guess.js').Told | null} told   about the last guess
 * @property {number} tries
 * @property {Trace | null} stand   where the scene began
 * @property {Beside} beside
 *
 * @typedef {object} Teaching   lessons, and guessing first
 * @property {Open | null} lesson
 * @property {{name: string, index: number, count: number} | null} left   the lesson that the reader
 *   has left, and its scene
 * @property {import('../lib/lesson-kept.js').AllKept} walked   what of the lessons has been done in
 *   this browser
 * @property {import('../lib/lesson.js').Lesson | null} finished   the lesson whose last scene has
 *   just been left
 * @property {boolean} listing            the list of lessons is open
 * @property {import('../lib/guess.js').Guessing | null} guess   null unless every number is to be
 *   guessed first
 *
 * @typedef {{server: Server, reader: Reader, stage: Stage, focus: Focus, network: Network,
 *   gradients: Gradients, runs: Runs, teaching: Teaching}} State
 */

import { NOWHERE } from '../lib/undo.js';

/**
 * What the page begins with.
 * @param {Pick<Reader, 'lang' | 'theme' | 'manner'> & Pick<Focus, 'pins' | 'sample'> &
 *   Pick<Server, 'languages'> & Pick<Runs, 'learning'>} wanted
 * @returns {State}
 */
export const begun = ({ lang, theme, manner, pins, sample, languages, learning }) => ({
  server: {
    // Every view is drawn after it has come.
    catalog: /** @type {Catalog} */ (/** @type {unknown} */ (null)),
    own: [],
    languages,
    offline: false,
    busy: true,
    reaching: null,
    problem: null,
    astray: null,
  },
  reader: {
    lang,
    theme,
    manner,
    stepped: true,
    sheet: false,
    shared: null,
    speed: 1,
  },
  stage: {
    preset: null,
    checkpoint: null,
    trace: null,
    cursor: -1,
    playing: false,
    shown: null,
    past: NOWHERE,
  },
  focus: {
    selection: null,
    explanation: null,
    chain: null,
    hover: null,
    pins,
    sample,
    typing: false,
    opened: [],
    unfolded: null,
    unit: null,
  },
  network: {
    building: false,
    chosen: null,
    draft: null,
    offered: null,
    weighed: {},
  },
  gradients: {
    check: null,
    checking: false,
    checked: null,
  },
  runs: {
    learning,
    picture: 'plane',
    live: null,
    run: null,
    kept: null,
    training: null,
    samples: null,
    seen: null,
    planes: null,
    within: null,
    ended: null,
  },
  teaching: {
    lesson: null,
    left: null,
    walked: {},
    finished: null,
    listing: false,
    guess: null,
  },
});
