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
 * @typedef {import('./answers.js').Slip} Slip
 * @typedef {import('./answers.js').Link} Link
 * @typedef {import('./answers.js').Chain} Chain
 * @typedef {import('./answers.js').Goodness} Goodness
 * @typedef {import('./answers.js').Part} Part
 * @typedef {import('./answers.js').Data} Samples
 * @typedef {Record<string, Value>} Settings
 * @typedef {{kind?: string} & Settings} KindPatch   what an edit changes of the loss or the
 *   optimizer
 *
 * @typedef {object} Flaw                a server's, or one that the page found itself
 * @property {string} pointer
 * @property {string} code
 * @property {string} detail
 * @property {Value} [found]             of another form for each code; `lib/flaw.js` reads both
 * @property {Record<string, Value> | null} [allowed]
 *
 * @typedef {{title: string, status: number, detail: string, code: string, errors: Flaw[], table?:
 *   import('./answers.js').Unread, asked?: string}} Problem   and the address that was asked
 *
 * @typedef {object} Tensor              of an iteration, of the data, or predicted
 * @property {number[]} shape
 * @property {number[] | null} data      flat, row by row; null above the inline limit
 * @property {import('./answers.js').Preview} [preview]
 * @property {string} [role]
 * @property {Stats} [stats]
 * @property {boolean} [rounded]         told in few levels
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
 * @property {import('./lib/until.js').Chosen[]} [until]   what it is to stop for
 * @property {number} now
 * @property {number} began                when, in milliseconds
 * @property {boolean} stopping
 * @property {string | null} start         the checkpoint from which it goes on, while the stage
 *   stays there
 * @property {boolean} left                the reader has gone elsewhere: its end is no news
 * @property {Record<string, number | undefined>} cells   that are pinned, as they are now; by
 *   `cellKey`
 * @property {{train: Metrics, test: Metrics} | null} metrics
 * @property {number | null} pictured      the iteration that those are of, and what follows
 * @property {Tensor | null} outputs       what the network says of the training samples
 * @property {Tensor | null} predicted     what the picture of the fit is drawn from
 *
 * @typedef {{id: string, reason: string, iteration: number, loss?: number | null,
 *   until?: import('./lib/until.js').Chosen[],
 *   cause?: import('./answers.js').Cause,
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
 * @typedef {import('./platform/state.js').State} State
 * @typedef {import('./platform/store.js').Store} Store
 * @typedef {(key: string, slots?: Record<string, string | number>) => string} Translate
 * @typedef {ReturnType<typeof import('./acts/actions.js').createActions>} Actions
 * @typedef {ReturnType<typeof import('./acts/reach.js').createReach>} Reach
 * @typedef {ReturnType<typeof import('./platform/api.js').createApi>} Api
 * @typedef {object} Late   what comes with a part of the page that is fetched later
 * @property {(scene: import('./views/scene.js').Scene, address: string) =>
 *   import('./views/scene.js').Body & {size: Record<string, string>}} [tiles]   of units over the
 *   plane
 *
 * @typedef {{store: Store, api: Api, t: Translate, act: Actions, late?: Late}} Context
 */
export {};
