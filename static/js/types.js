// @ts-check
/**
 * The shapes of what the page holds and hands about; no code. docs/api.md says what the API's own
 * fields mean. `api.js` has already turned the wire's "NaN" and "Infinity" into numbers.
 *
 * @typedef {string} Lang   its code: en, es, or another that the server has words of
 * @typedef {import('./answers.js').Words} Words
 * @typedef {import('./answers.js').Phase} Phase
 * @typedef {import('./answers.js').Stats} Stats
 * @typedef {import('./answers.js').ShownTensor} ShownTensor
 * @typedef {import('./answers.js').Value} Value
 * @typedef {import('./answers.js').Node} Node
 * @typedef {import('./answers.js').Formula} Formula
 * @typedef {import('./answers.js').Letter} Letter
 * @typedef {import('./answers.js').Step} Step
 * @typedef {import('./answers.js').Trace} Trace
 * @typedef {import('./answers.js').Checkpoint} Checkpoint
 * @typedef {import('./answers.js').Described} Described
 * @typedef {import('./answers.js').Description} Description
 * @typedef {import('./answers.js').Chosen} Chosen
 * @typedef {import('./answers.js').Setting} Setting
 * @typedef {import('./answers.js').Catalog} Catalog
 * @typedef {import('./answers.js').Expr} Expr
 * @typedef {import('./answers.js').Explanation} Explanation
 * @typedef {import('./answers.js').Link} Link
 * @typedef {import('./answers.js').Chain} Chain
 * @typedef {import('./answers.js').Goodness} Goodness
 * @typedef {import('./answers.js').Part} Part
 * @typedef {import('./answers.js').Data} Samples
 * @typedef {Record<string, Value>} Settings
 * @typedef {{kind?: string} & Settings} KindPatch   what an edit changes of the loss or the optimizer
 *
 * @typedef {object} Flaw                a server's, or one that the page found itself
 * @property {string} pointer
 * @property {string} code
 * @property {string} detail
 * @property {any} [found]               of another form for each code
 * @property {any} [allowed]
 *
 * @typedef {{title: string, status: number, detail: string, code: string, errors: Flaw[], table?:
 *   import('./answers.js').Unread}} Problem
 *
 * @typedef {object} Tensor              of an iteration, of the data, or predicted
 * @property {number[]} shape
 * @property {number[] | null} data      flat, row by row; null above the inline limit
 * @property {import('./answers.js').Preview} [preview]
 * @property {string} [role]
 * @property {Stats} [stats]
 *
 * @typedef {object} Cell
 * @property {string} address
 * @property {number[]} at
 * @property {boolean} [auto]            chosen by the page (the step's largest number), not by a
 *   person
 *
 * @typedef {Goodness & {classes?: Words[] | null}} Metrics   with the names of the classes
 *
 * @typedef {object} Training              that is going on
 * @property {string | null} id
 * @property {number | null} waiting       how many are before it; null once it has begun
 * @property {number} from                 the iteration that it began at
 * @property {number} to
 * @property {number} now
 * @property {number} began                when, in milliseconds
 * @property {boolean} stopping
 * @property {string | null} start         the checkpoint from which it goes on, while the stage
 *   stays there
 * @property {boolean} left                the reader has gone elsewhere: its end is no news
 * @property {Record<string, number>} cells   that are pinned, as they are now; by `cellKey`
 * @property {{train: Metrics, test: Metrics} | null} metrics
 * @property {Tensor | null} predicted     what the picture of the fit is drawn from
 *
 * @typedef {{id: string, reason: string, iteration: number, cause?: import('./answers.js').Cause,
 *   why?: {what: string, at_once: boolean, smaller_steps: boolean}}} Ended
 *
 * @typedef {{checkpoint: Checkpoint, trace: Trace | null}} Opening   what the page opens with; no
 *   trace where it must be computed first
 *
 * @typedef {object} Beside              what a lesson's scene speaks of besides its stage
 * @property {Trace | null} before
 * @property {Trace[]} traces            of what is compared
 * @property {[number, number][][]} losses
 *
 * @typedef {object} State
 * @property {Lang} lang
 * @property {Lang[]} languages   that there are, as they are offered
 * @property {'light' | 'dark' | 'auto'} theme
 * @property {Catalog} catalog
 * @property {string | null} preset
 * @property {Checkpoint | null} checkpoint
 * @property {Trace | null} trace
 * @property {number} cursor             index of the last step that was carried out; -1 before the
 *   first
 * @property {Cell | null} selection
 * @property {Explanation | null} explanation   of the selection; null while it is not known
 * @property {Chain[] | null} chain      one per row of the chain panel
 * @property {boolean} playing
 * @property {0.5 | 1 | 2 | 4} speed
 * @property {boolean} sheet             the inspector is slid open (below 1200 px)
 * @property {Problem | null} problem
 * @property {import('./lib/astray.js').Astray | null} astray   what a link asks for in vain
 * @property {boolean} busy
 * @property {{from: number, now: number, to: number, seconds: number | null, asks: boolean} | null}
 *   reaching   a way that takes long; asks: whether to go on
 * @property {boolean} offline
 * @property {{address: string, at: number[] | null} | null} hover
 * @property {import('./lib/link-options.js').Manner} manner   as a teacher's link wants the page
 * @property {{link: string, copied: boolean} | null} shared   the link that is offered for sharing
 * @property {import('./lib/undo.js').Past} past   where the page has been
 * @property {Cell[]} pins               numbers that stay in view
 * @property {import('./lib/guess.js').Guessing | null} guess   null unless every number is to be
 *   guessed first
 * @property {number | null} sample      the row of the batch that is followed through all tensors
 * @property {boolean} typing            the selected number is being typed
 * @property {boolean} unfolded         what the optimizer keeps is seen before the update too
 * @property {boolean} building          the network is being changed: the inspector shows what it
 *   is made of
 * @property {number | null} chosen      the layer whose settings are open, from 0
 * @property {import('./lib/layers.js').Draft | null} draft   a change that the server refused as it
 *   stands
 * @property {{role: string, kind: string, settings: Settings, before: Settings} | null}
 *   offered   what another kind begins with, and what was there before it
 * @property {Record<string, Flaw[] | null>} weighed   of each loss, what is against it here: while
 *   the network is being built
 * @property {import('./lib/verdicts.js').Report | null} check   of this checkpoint's gradients
 * @property {boolean} checking          that report is being made
 * @property {{address: string, report: import('./lib/verdicts.js').Checked} | null} checked   one
 *   gradient, cell by cell
 * @property {boolean} drawer            the training drawer is open
 * @property {import('./lib/run.js').Run | null} run   the way that leads through this checkpoint
 * @property {import('./lib/run.js').Run | null} kept  another one, to compare with
 * @property {Training | null} training
 * @property {Samples | null} samples     of this run, once the drawer has asked for them
 * @property {{id: string, train: Metrics | null, test: Metrics | null, predicted: Tensor | null} |
 *   null} seen   of a checkpoint, the same
 * @property {{address: string, j: number} | null} unit   of a layer, that the pointer is on or that
 *   is selected
 * @property {{id: string, address: string, predicted: Tensor} | null} within   what the layer of
 *   that unit makes of the inputs
 * @property {Ended | null} ended        how the last training ended
 * @property {{plot: import('./lib/lesson.js').Lesson, index: number, done: boolean, again: boolean,
 *   told: import('./lib/guess.js').Told | null, tries: number, stand: Trace | null, beside: Beside}
 *   | null} lesson   stand: where its scene began; told: about the last guess; again: its scene was
 *   done before
 * @property {boolean} listing            the list of lessons is open
 * @property {boolean} stepped            somebody has stepped in this browser before
 * @property {import('./lib/lesson.js').Lesson | null} finished   the lesson whose last scene has
 *   just been left
 * @property {import('./lib/lesson-kept.js').AllKept} walked   what of the lessons has been done in
 *   this browser
 * @property {{name: string, index: number, count: number} | null} left   the lesson that the reader
 *   has left, and its scene
 *
 * @typedef {import('./platform/store.js').Store} Store
 * @typedef {(key: string, slots?: Record<string, string | number>) => string} Translate
 * @typedef {ReturnType<typeof import('./acts/actions.js').createActions>} Actions
 * @typedef {ReturnType<typeof import('./platform/api.js').createApi>} Api
 * @typedef {{store: Store, api: Api, t: Translate, act: Actions}} Context
 */
export {};
