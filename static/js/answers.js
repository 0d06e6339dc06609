// @ts-check
/**
 * The shapes of the API's answers, written from OpenAPI by `make types`; no code. `api.js` has
 * already turned the wire's "NaN" and "Infinity" into numbers.
 *
 * @typedef {object} AnyKind   A kind of layer, loss, optimizer or initializer.
 * @property {Words} title
 * @property {Words} summary
 * @property {Formula} formula
 * @property {string[]} inputs   of a layer or loss: what it reads, in order
 * @property {{[name: string]: Words}} input_titles   what they are for, by name
 * @property {{[name: string]: Setting}} settings
 * @property {RuleInShort[]} rules
 *
 * @typedef {object} Ask   What the reader is to do.
 * @property {'step' | 'select' | 'guess' | 'choose' | 'insert' | 'next' | 'set'} do
 * @property {string} [to]   step: whose step is to be reached
 * @property {string} [address]   select, guess, set: the tensor
 * @property {number[]} [at]   select, guess: the cell
 * @property {number} [within]   guess: how far it may be off, if not by half of the second decimal
 * @property {number} [right]   choose: which option is right, from 0
 * @property {string} [after]   insert: the layer after which
 * @property {string} [kind]   insert: of which kind
 *
 * @typedef {object} Batch   Which samples an iteration is about.
 * @property {number[]} indices
 * @property {number} epoch
 *
 * @typedef {object} Batching   How many samples there are in a batch, null for all, and whether
 *   they are drawn anew.
 * @property {number | null} size
 * @property {boolean} shuffle
 *
 * @typedef {object} Begun   A network to begin with.
 * @property {Blocks} network
 * @property {Taken} data
 *
 * @typedef {object} Blocks   What a network is made of.
 * @property {Chosen[]} layers
 * @property {Chosen} loss
 * @property {Chosen} optimizer
 *
 * @typedef {object} BothParts   How good the network is on both parts of its samples.
 * @property {Goodness} train
 * @property {Goodness} test
 *
 * @typedef {object} Catalog   What networks can be made of, and how much.
 * @property {{[name: string]: LayerKind}} layers
 * @property {{[name: string]: Words}} groups   of layers, in the order of a menu
 * @property {{[name: string]: AnyKind}} losses
 * @property {{[name: string]: AnyKind}} optimizers
 * @property {{[name: string]: InitializerKind}} initializers
 * @property {{[name: string]: DatasetKind}} datasets
 * @property {{[name: string]: Preset}} presets
 * @property {{[name: string]: LessonInShort}} lessons
 * @property {{[name: string]: Words}} names   how tensors, settings and inputs are written, where
 *   not by their names
 * @property {{[name: string]: number}} limits
 * @property {string} version
 *
 * @typedef {object} Cause   The cell that ended it: of a condition, or where a number first was
 *   not finite.
 * @property {'loss_below' | 'nonfinite' | 'norm_below' | 'norm_above' | 'dead' | 'accuracy_above'
 *   | null} condition
 * @property {number} iteration
 * @property {string} address
 * @property {number[] | null} at
 * @property {number | null} step
 *
 * @typedef {object} CellOfScene   A number that is selected.
 * @property {string} address
 * @property {number[]} at
 *
 * @typedef {object} CellSet   A number that was set.
 * @property {string} address
 * @property {number[]} at
 * @property {number} value
 *
 * @typedef {object} Cells   A tensor whole, or above a limit its preview.
 * @property {number[]} shape
 * @property {number[] | null} data   row by row; null above the inline limit
 * @property {Preview} [preview]
 *
 * @typedef {object} Chain   The chain rule from the error back to a tensor.
 * @property {string} address
 * @property {Link[]} links   of the first path
 * @property {string[]} in_the_middle
 * @property {Link[][]} paths   one for each way from E; at most 16 are listed
 * @property {number} path_count   how many there are in all
 * @property {string} latex
 * @property {string} mathml
 *
 * @typedef {object} Change   An edit, and the iteration at which it was made.
 * @property {number} iteration
 * @property {Edited} edit
 *
 * @typedef {object} Check   Every gradient against finite differences.
 * @property {boolean | null} ok
 * @property {number | null} max_relative_error
 * @property {number} tolerance
 * @property {{[name: string]: Checked}} tensors
 *
 * @typedef {object} Checked   One gradient against finite differences.
 * @property {boolean | null} ok
 * @property {number | null} max_relative_error
 * @property {number[] | null} worst_at
 * @property {number | null} analytic
 * @property {number | null} numeric
 * @property {number} cells
 * @property {number} checked
 * @property {number} too_small
 * @property {number} at_kink
 * @property {number} untold
 * @property {Tensor} [numeric_cells]
 * @property {Tensor} [analytic_cells]
 * @property {string[]} [verdicts]
 *
 * @typedef {object} Checkpoint   A base at an iteration; large tensors are left out of the
 *   description, and named.
 * @property {string} id
 * @property {string} base
 * @property {number} iteration
 * @property {string | null} parent
 * @property {Described} description
 * @property {string[]} omitted
 * @property {Node[]} nodes
 * @property {number} parameter_count
 * @property {number[] | null} target_range
 * @property {Flaw[]} unsuited
 *
 * @typedef {object} CheckpointEvent   A checkpoint was kept.
 * @property {'checkpoint'} event
 * @property {Reached} data
 *
 * @typedef {{kind: string, label?: string | null, group?: string, inputs?: {[name: string]:
 *   string}, share?: string} & {[name: string]: Value}} Chosen   A layer, a loss, an optimizer:
 *   its kind, and its settings by name.
 *
 * @typedef {'not_json' | 'key_required' | 'wrong_origin' | 'unknown_checkpoint' |
 *   'unknown_address' | 'unknown_step' | 'not_reached' | 'not_found' | 'method_not_allowed' |
 *   'too_slow' | 'kind_changed' | 'too_large' | 'too_much_work' | 'unsupported_type' |
 *   'range_not_satisfiable' | 'wrong_host' | 'unknown_field' | 'missing_field' | 'wrong_type' |
 *   'unknown_kind' | 'unknown_dataset' | 'out_of_range' | 'shape_mismatch' | 'ragged' |
 *   'class_out_of_range' | 'index_out_of_range' | 'bad_expression' | 'unknown_node' | 'dead_end' |
 *   'not_shareable' | 'own_code' | 'rate_limited' | 'head_too_large' | 'busy' | 'out_of_time' |
 *   'worker_lost' | 'store_unavailable' | 'store_damaged' | 'internal' | 'unsuited'} Code
 *
 * @typedef {object} CodeHere   Where own code computes a number that has no tree, and what it
 *   reads there.
 * @property {string} file
 * @property {number | null} line
 * @property {string} function   or the class
 * @property {boolean} written   false where it is derived numerically
 * @property {Operand[]} reads
 *
 * @typedef {object} ColumnAsRead   A column: what it holds, what it is for, and how many columns
 *   of x it becomes.
 * @property {string} name
 * @property {'number' | 'yes_no' | 'text'} type
 * @property {'input' | 'target' | 'unused'} role
 * @property {number} becomes
 * @property {number} gaps
 * @property {'date' | 'percent' | 'money' | null} form
 * @property {number} problems
 *
 * @typedef {object} Compared   Numbers of several networks side by side: a column for each place.
 * @property {Place[]} places
 * @property {'norm' | 'value' | 'loss'} what
 * @property {string[]} [tensors]   a row each; value: one cell, as `l1.W@0,1`
 * @property {number[]} [iterations]   loss: a row each, from 0
 * @property {boolean} [after]   shown once the scene is done: it would tell the answer
 *
 * @typedef {object} Curve   What a layer makes of each number by itself.
 * @property {Tensor} x
 * @property {Tensor} y
 *
 * @typedef {object} CurvePoint   An iteration on the way: the errors over all samples of both
 *   parts, norms of gradients.
 * @property {number} iteration
 * @property {number | null} [train]
 * @property {number | null} [test]
 * @property {{[name: string]: number}} [norms]
 *
 * @typedef {object} Curves   A function and its slope, point by point.
 * @property {Tensor} x
 * @property {Tensor} y
 * @property {Tensor} slope
 *
 * @typedef {object} Data   All samples of a run.
 * @property {Part} train
 * @property {Part} test
 * @property {boolean} standardize
 * @property {Cells} shift
 * @property {Cells} scale
 * @property {number | null} border   where one output changes from the first of two classes to the
 *   second
 * @property {number | null} chooses   of how many rows x has the numbers, if it chooses rows
 * @property {Words[] | null} classes
 * @property {Words[] | null} features
 *
 * @typedef {object} DatasetKind   A data set, and what it can be made with.
 * @property {Words} title
 * @property {Words} summary
 * @property {Words} source
 * @property {'classes' | 'numbers'} target
 * @property {Words[]} classes
 * @property {string | null} counted   the setting that counts its classes
 * @property {Words[]} features
 * @property {[number, number]} plot   the columns of x that its picture shows
 * @property {{[name: string]: Setting}} settings
 * @property {Thumbnail} thumbnail
 *
 * @typedef {object} Described   A description with all its defaults.
 * @property {Blocks} network
 * @property {Source} data
 * @property {Batching} batch
 * @property {number} seed
 * @property {'float64' | 'float32'} dtype
 * @property {string[]} frozen
 * @property {{[name: string]: Tensor}} parameters
 * @property {{[name: string]: Tensor}} optimizer_state
 * @property {{[name: string]: Tensor}} layer_state
 *
 * @typedef {object} Description
 * @property {{layers: Chosen[], loss: Chosen, optimizer?: Chosen}} network
 * @property {{[name: string]: Value}} data
 * @property {{size?: number | null, shuffle?: boolean}} [batch]
 * @property {number} [seed]   Seed
 * @property {'float64' | 'float32'} [dtype]   Precision
 * @property {string[]} [frozen]
 * @property {{[name: string]: Value}} [parameters]
 * @property {{[name: string]: Value}} [optimizer_state]
 * @property {{[name: string]: Value}} [layer_state]
 *
 * @typedef {object} Distribution   How the finite cells are distributed, in 25 equal bins from the
 *   smallest to the largest.
 * @property {number | null} min
 * @property {number | null} max
 * @property {number | null} norm
 * @property {number} nonfinite
 * @property {number[]} counts
 *
 * @typedef {object} Done   How a training ended.
 * @property {string} id
 * @property {number} iteration
 * @property {number} loss
 * @property {'iterations' | 'until' | 'diverged' | 'time_limit' | 'stopped'} reason
 * @property {Words} sentence
 * @property {Cause} [cause]
 * @property {Why} [why]
 *
 * @typedef {object} DoneEvent   The end.
 * @property {'done'} event
 * @property {Done} data
 *
 * @typedef {object} EditOfScene   What a scene changes in its network.
 * @property {Inserted} insert
 *
 * @typedef {object} Edited   The body of an edit.
 * @property {CellSet[]} [set]
 * @property {{[name: string]: Value}} [description]
 * @property {boolean | string[]} [redraw]
 *
 * @typedef {object} ErrorEvent   The end, where something went wrong.
 * @property {'error'} event
 * @property {Problem} data
 *
 * @typedef {object} Explanation   Where a number comes from, one step back; null where no step
 *   wrote it.
 * @property {string} address
 * @property {number[]} at
 * @property {number} value
 * @property {number | null} step
 * @property {Formula | null} formula
 * @property {Expr} expr
 * @property {CodeHere} [code]   of a number that code of one's own computes
 *
 * @typedef {object} Explanations   What was asked for, in the order in which it was.
 * @property {Explanation[]} explanations
 * @property {Chain[]} chains
 *
 * @typedef {object} Export   All that leads to a checkpoint: the body of `POST /checkpoints`, then
 *   each edit.
 * @property {1} backstep
 * @property {string} id
 * @property {number} iteration
 * @property {Described} description
 * @property {Change[]} edits
 *
 * @typedef {object} Expr   How a number was computed: an operation on others, a cell, a constant,
 *   or a rest.
 * @property {string} op
 * @property {number} value
 * @property {Expr[]} [args]
 * @property {string} [address]
 * @property {number[]} [at]
 * @property {string} [name]
 * @property {number} [count]
 *
 * @typedef {object} FileProblem   Why a file cannot be loaded as it stands now.
 * @property {string} file
 * @property {number | null} line
 * @property {Words} said
 *
 * @typedef {object} FirstRows   The first rows as they are read, and the lines that they stand in.
 * @property {number[]} lines
 * @property {((number | string | null)[])[]} rows
 *
 * @typedef {object} Fitting   Which of the networks fit, in their order.
 * @property {Tried[]} networks
 *
 * @typedef {object} Flaw   One thing that is wrong: where it stands, what was found, what is
 *   allowed.
 * @property {string} pointer
 * @property {Code} code
 * @property {string} detail
 * @property {Value} found
 * @property {{[name: string]: Value} | null} allowed
 *
 * @typedef {object} Formula   A formula in both notations.
 * @property {string} latex
 * @property {string} mathml
 *
 * @typedef {object} Formulas   The four lines of a step.
 * @property {Formula | null} general
 * @property {Formula | null} local
 * @property {Formula | null} cell
 * @property {Formula | null} all
 *
 * @typedef {object} Function   A typed formula, its derivative, and both curves.
 * @property {string} expression
 * @property {Formula} formula
 * @property {Formula} derivative
 * @property {Curves} curve
 *
 * @typedef {object} Goodness   How good a network is on a part of its samples; null what does not
 *   apply.
 * @property {'train' | 'test'} part
 * @property {number} samples
 * @property {number | null} loss
 * @property {number | null} accuracy   where the targets are classes
 * @property {number[][] | null} confusion   a row is a true class, a column a predicted one
 * @property {number | null} undecided   samples whose output is not finite
 * @property {number | null} r2   where they are numbers
 *
 * @typedef {object} Health   That all is well.
 * @property {'ok'} status
 *
 * @typedef {object} Histogram   Equal bins from the smallest to the largest cell.
 * @property {number} min
 * @property {number} max
 * @property {number[]} counts
 *
 * @typedef {object} History   The way from the root: its stations, and the loss along it.
 * @property {Point[]} points
 * @property {[number, number][]} losses
 *
 * @typedef {object} InitializerKind   A kind of initializer, with the standard deviation of what
 *   it draws.
 * @property {Words} title
 * @property {Words} summary
 * @property {Formula} formula
 * @property {string[]} inputs   of a layer or loss: what it reads, in order
 * @property {{[name: string]: Words}} input_titles   what they are for, by name
 * @property {{[name: string]: Setting}} settings
 * @property {RuleInShort[]} rules
 * @property {Formula} spread
 *
 * @typedef {object} Inserted   A layer, and the one that it comes after.
 * @property {string} after
 * @property {Chosen} layer
 *
 * @typedef {object} LayerKind   A kind of layer.
 * @property {Words} title
 * @property {Words} summary
 * @property {Formula} formula
 * @property {string[]} inputs   of a layer or loss: what it reads, in order
 * @property {{[name: string]: Words}} input_titles   what they are for, by name
 * @property {{[name: string]: Setting}} settings
 * @property {RuleInShort[]} rules
 * @property {Curve | null} curve
 * @property {OwnCode} [code]   of a layer of one's own
 * @property {string} group   one of `groups`, in which a menu shows it
 *
 * @typedef {object} Lesson   A lesson: its networks by name, its scenes in order.
 * @property {string} name
 * @property {number} order
 * @property {number} minutes
 * @property {Words} title
 * @property {Words} summary
 * @property {Texts} known   what who has gone through it knows
 * @property {{[name: string]: Description}} networks
 * @property {Scene[]} scenes
 *
 * @typedef {object} LessonInShort   A lesson in a list.
 * @property {string} name
 * @property {Words} title
 * @property {Words} summary
 * @property {number} minutes
 * @property {SceneInShort[]} scenes
 *
 * @typedef {object} Lessons   The lessons, in the order of learning.
 * @property {LessonInShort[]} lessons
 *
 * @typedef {object} Letter   A letter of a formula: an index has a size, a setting or a count a
 *   value.
 * @property {string} symbol
 * @property {Words} meaning
 * @property {number} [size]
 * @property {Value} [value]
 *
 * @typedef {object} Levels   Cells from −scale to scale, one character each. With a shape of their
 *   own they are those of largest magnitude, one of each block.
 * @property {string} cells
 * @property {number} scale
 * @property {number[]} [shape]
 *
 * @typedef {object} Link   One factor of the chain rule, and the node that it belongs to.
 * @property {string} numerator
 * @property {string} denominator
 * @property {string} node
 * @property {string | null} input   what the node calls the denominator, if it is an input
 *
 * @typedef {object} Metrics   How good a network is, and what its classes are called.
 * @property {'train' | 'test'} part
 * @property {number} samples
 * @property {number | null} loss
 * @property {number | null} accuracy   where the targets are classes
 * @property {number[][] | null} confusion   a row is a true class, a column a predicted one
 * @property {number | null} undecided   samples whose output is not finite
 * @property {number | null} r2   where they are numbers
 * @property {Words[] | null} classes
 *
 * @typedef {object} Node   The data, a layer, the loss or the optimizer.
 * @property {string} id   data, l1 …, loss, optimizer
 * @property {'data' | 'layer' | 'loss' | 'optimizer'} role
 * @property {string | null} kind
 * @property {Words} title
 * @property {string | null} label
 * @property {{[name: string]: Value}} settings
 * @property {{[name: string]: number[]}} parameters
 * @property {{[name: string]: number[]}} states
 * @property {string[]} frozen
 * @property {{[name: string]: string}} inputs   what it reads by name, and the node that gives it
 * @property {string | null} share   the layer whose parameters it uses
 * @property {string | null} group   what it is a part of, for a page
 * @property {string | null} edges   the parameter that is drawn as edges
 * @property {boolean} mixes_samples   a sample's output depends on the other samples of its batch
 * @property {{[name: string]: number[]}} input_shapes   of each input, by its name
 * @property {number[] | null} input_shape   of the first of its inputs
 * @property {number[] | null} output_shape
 *
 * @typedef {object} Opening   A checkpoint, and its iteration.
 * @property {Checkpoint} checkpoint
 * @property {Trace} trace
 *
 * @typedef {object} Operand   A tensor that own code reads.
 * @property {string} name
 * @property {string} address
 * @property {number[]} shape
 *
 * @typedef {object} OwnCode   Where a layer of one's own is written, and which version of it this
 *   is.
 * @property {string} file
 * @property {string | null} name   of a class in it, or a call of one
 * @property {string} version   `source` of a layer in a description
 * @property {{[name: string]: number | null}} lines   of each rule, in the file
 * @property {string[]} derived   rules that it lacks: derived numerically
 *
 * @typedef {object} OwnKind   A file of one's own: the layer that it is, and what is wrong with
 *   it.
 * @property {string} kind
 * @property {string} file
 * @property {string | null} name   of a class in it, or a call of one
 * @property {string | null} version   of the code that computes; null where none could be loaded
 * @property {FileProblem | null} problem   with the file now; the version before it goes on
 * @property {Value} check   what `backstep check` says of that version; null until it has
 * @property {string} printed   the beginning of what the file prints
 *
 * @typedef {object} OwnKinds   All of them, and a stamp that changes whenever one of them does.
 * @property {string} stamp
 * @property {string} version   of all answers, as in the catalog
 * @property {OwnKind[]} kinds
 *
 * @typedef {object} OwnSamples   The samples of a table.
 * @property {ColumnAsRead[]} columns
 * @property {number} rows
 * @property {FirstRows} preview
 * @property {string} separator
 * @property {'.' | ','} decimal
 * @property {string[]} thousands
 * @property {boolean} header
 * @property {number} empty_columns
 * @property {number} samples
 * @property {string[]} features
 * @property {Tensor} x
 * @property {Tensor} target
 * @property {string[] | null} classes
 * @property {number} left_out
 * @property {number} filled
 * @property {number | null} image_side
 * @property {boolean} may_be_classes
 *
 * @typedef {object} PackedClasses   Which class each point is in, and how surely: `each` levels a
 *   class, one after the other.
 * @property {number} each
 * @property {string} cells
 *
 * @typedef {object} PackedColumns   Each column on a scale of its own, from low to high; row by
 *   row, one character a cell.
 * @property {(number | null)[]} low
 * @property {(number | null)[]} high
 * @property {string} cells
 *
 * @typedef {object} PackedLosses   Iterations, as base64 of little-endian uint32 counted from
 *   `first`, and their losses.
 * @property {number} first
 * @property {string} after
 * @property {string} float64
 *
 * @typedef {object} PackedPrediction   What the network says of points: numbers of samples,
 *   colours of a grid.
 * @property {number[]} shape
 * @property {string} [float64]
 * @property {PackedClasses} [classes]
 * @property {PackedColumns} [columns]
 *
 * @typedef {object} PackedTensor   A tensor: all its numbers, or its colours; how a parameter or
 *   its gradient is spread.
 * @property {number[]} shape
 * @property {string} [float64]
 * @property {Levels} [levels]
 * @property {Distribution} [spread]
 *
 * @typedef {object} Part   Samples to learn from, or to be tested on.
 * @property {number[]} rows   their places in the data as given
 * @property {Cells} x   in data units
 * @property {Cells} target   as the network's
 * @property {number[] | null} labels   class numbers, where there are any
 *
 * @typedef {'forward' | 'error' | 'backward' | 'update'} Phase
 *
 * @typedef {object} Place   A network of the lesson, at an iteration.
 * @property {string} network
 * @property {number} [iteration]
 *
 * @typedef {object} Point   A checkpoint on the way.
 * @property {string} id
 * @property {number} iteration
 * @property {number} loss
 *
 * @typedef {object} Prediction   What the network says of samples, in data units; of a grid the
 *   points are not repeated.
 * @property {Tensor | null} x
 * @property {Tensor} y
 *
 * @typedef {object} Preset   A network to begin with.
 * @property {Words} title
 * @property {Words} summary
 * @property {Description} description
 *
 * @typedef {object} Preview   The cell of largest magnitude of each block.
 * @property {number[]} shape
 * @property {number[]} data
 * @property {'absmax'} reduced
 *
 * @typedef {object} Problem   Why a request was refused; what the first entry of `errors` says
 *   stands above them.
 * @property {string} type
 * @property {string} title
 * @property {number} status
 * @property {string} detail
 * @property {Code} code
 * @property {Flaw[]} errors
 *
 * @typedef {object} Progress   The losses since the last event, and what is watched as it is now.
 * @property {number} iteration
 * @property {[number, number][] | PackedLosses} losses
 * @property {{[name: string]: number}} [norms]
 * @property {BothParts} [metrics]
 * @property {CurvePoint[]} [curves]
 * @property {Tensor | PackedPrediction} [predict]
 * @property {{[name: string]: SummedUp} | {[name: string]: PackedTensor}} [tensors]
 * @property {(number | null)[]} [cells]
 * @property {Tensor | PackedPrediction} [outputs]
 * @property {{[name: string]: Tensor} | {[name: string]: PackedPrediction}} [units]
 *
 * @typedef {object} ProgressEvent   It goes on: at most 20 a second.
 * @property {'progress'} event
 * @property {Progress} data
 *
 * @typedef {object} Reached   A checkpoint that is kept.
 * @property {string} id
 * @property {number} iteration
 * @property {number} loss
 *
 * @typedef {object} RuleInShort   A rule of a kind: the tensor that it writes, and those that it
 *   reads.
 * @property {string} name
 * @property {Phase} phase
 * @property {string[]} reads
 * @property {Formula | null} formula
 *
 * @typedef {object} Samples   What a data set makes with these settings.
 * @property {string} dataset
 * @property {{[name: string]: Value}} settings
 * @property {Tensor} x
 * @property {Tensor} target
 * @property {Words[] | null} classes
 * @property {Words[] | null} features
 *
 * @typedef {object} Scene   Where the stage stands, what is said, and what is asked.
 * @property {string} id
 * @property {number} point   of the course
 * @property {string} [network]   begins anew with this one; without it, the scene goes on where
 *   the last one was
 * @property {number} [iteration]
 * @property {EditOfScene} [edit]
 * @property {Place} [before]   another moment, of whose numbers the text speaks too
 * @property {Compared} [compare]
 * @property {string | null} step   the tensor that was written last; null before the first step
 * @property {CellOfScene} [select]
 * @property {string[]} highlight   nodes and tensors
 * @property {boolean} [chain]   brings the chain of what the step writes into view
 * @property {Ask} [ask]
 * @property {Words} title
 * @property {Texts} text
 * @property {Words} [request]
 * @property {Words} [done]
 * @property {Texts} [options]   choose: what there is to choose from
 * @property {Words} [hint]   choose: what is said of a wrong choice
 * @property {Texts} [labels]   compare: the names of its columns
 *
 * @typedef {object} SceneInShort   A scene in a list.
 * @property {string} id
 * @property {Words} title
 * @property {boolean} works_out   the reader works out a number in it
 *
 * @typedef {object} Setting   What a form needs to know of a setting.
 * @property {'number' | 'integer' | 'boolean' | 'text' | 'initializer'} type
 * @property {boolean} required
 * @property {Value} default
 * @property {number | null} min
 * @property {number | null} max
 * @property {('min' | 'max')[]} exclusive   the bounds that it may not reach
 * @property {number[]} excluded   within the bounds, and no value all the same
 * @property {Value[] | null} choices
 * @property {string | null} format   what a text is: expression
 * @property {number | null} recommended   a value to begin with, where there is no default
 * @property {Words} title   what the page calls it
 * @property {Words[]} choice_titles   of `choices`, in their order
 * @property {Words} summary
 *
 * @typedef {object} ShownTensor   A tensor of an iteration.
 * @property {number[]} shape
 * @property {number[] | null} data   row by row; null above the inline limit
 * @property {Preview} [preview]
 * @property {Stats} stats
 * @property {string} role
 *
 * @typedef {object} Slip   What comes out by one slip; its words have slots, `{guess}` and
 *   `{name}` among them.
 * @property {string} name
 * @property {number} value
 * @property {Words} words
 * @property {{[name: string]: number}} numbers   slots that are numbers
 * @property {{[name: string]: Expr}} trees   slots that are part of the formula
 * @property {{[name: string]: string}} tensors   slots that are tensors, by address
 *
 * @typedef {object} Slips   A number, and what it would be by each slip, the likeliest first.
 * @property {string} address
 * @property {number[]} at
 * @property {number} value
 * @property {Slip[]} slips
 *
 * @typedef {{x?: Tensor, target?: Tensor, dataset?: string, test_fraction: number, standardize:
 *   boolean, classes?: string[] | null, features?: string[] | null} & {[name: string]: Value}}
 *   Source   Samples that are given, or a data set with its settings.
 *
 * @typedef {object} StartedEvent   It has begun.
 * @property {'started'} event
 * @property {Stopping} data
 *
 * @typedef {object} Stats   The finite cells in a few numbers, null where there are none.
 * @property {number | null} min
 * @property {number | null} max
 * @property {number | null} mean
 * @property {number | null} std
 * @property {number | null} norm
 * @property {number} zeros
 * @property {number} nonfinite
 * @property {Histogram | null} histogram
 * @property {number} [masked]   cells that are -Infinity because it is meant
 * @property {true} [sampled]   of an even sample of cells
 *
 * @typedef {object} Step   One rule at one place of the network.
 * @property {number} index
 * @property {Phase} phase
 * @property {string} node
 * @property {string} rule
 * @property {{[name: string]: string}} reads   the rule's own name of a tensor, and its address
 * @property {string} writes
 * @property {{[name: string]: Value}} settings
 * @property {Words} sentence
 * @property {Formulas} formula
 * @property {Letter[]} legend
 * @property {{[name: string]: string[]}} letters   of the axes of each tensor
 * @property {{[name: string]: string[]}} stores   what it puts into memory, and for which
 *   gradients
 *
 * @typedef {object} StepAnswer   A step, with the tensors that it reads and writes.
 * @property {number} index
 * @property {Phase} phase
 * @property {string} node
 * @property {string} rule
 * @property {{[name: string]: string}} reads   the rule's own name of a tensor, and its address
 * @property {string} writes
 * @property {{[name: string]: Value}} settings
 * @property {Words} sentence
 * @property {Formulas} formula
 * @property {Letter[]} legend
 * @property {{[name: string]: string[]}} letters   of the axes of each tensor
 * @property {{[name: string]: string[]}} stores   what it puts into memory, and for which
 *   gradients
 * @property {number} iteration
 * @property {{[name: string]: ShownTensor}} tensors
 *
 * @typedef {object} Stopping   The training that ends.
 * @property {string} training
 *
 * @typedef {object} Suggested   An edit's description, to which data and a batch are added.
 * @property {Begun} description
 *
 * @typedef {object} SummedUp   The same with its statistics.
 * @property {number[]} shape
 * @property {number[] | null} data   row by row; null above the inline limit
 * @property {Preview} [preview]
 * @property {Stats} stats
 *
 * @typedef {object} TableProblem   A problem; where it is the table's, with the table.
 * @property {string} type
 * @property {string} title
 * @property {number} status
 * @property {string} detail
 * @property {Code} code
 * @property {Flaw[]} errors
 * @property {Unread} [table]
 *
 * @typedef {object} Taken   How the samples are taken.
 * @property {boolean} standardize
 *
 * @typedef {object} Tensor   All its cells, row by row.
 * @property {number[]} shape
 * @property {number[]} data
 *
 * @typedef {{en: string[], es: string[]} & {[name: string]: string[]}} Texts   Several texts in
 *   English, in Spanish, and in what other languages there are.
 *
 * @typedef {object} Thumbnail   A small picture of samples: points with their class, a curve, or
 *   rows of pixels.
 * @property {'points' | 'curve' | 'images'} kind
 * @property {number[][]} [points]
 * @property {number[]} [shape]
 * @property {number[][]} [images]
 *
 * @typedef {object} Tile   A tensor, or the part of it that a slice cuts out.
 * @property {number[]} shape
 * @property {number[] | null} data   row by row; null above the inline limit
 * @property {Preview} [preview]
 * @property {Stats} stats
 * @property {string} role
 * @property {string} address
 * @property {string | null} slice
 * @property {number[]} whole_shape
 *
 * @typedef {object} Trace   An iteration: its steps in order, and its tensors by address.
 * @property {string | null} checkpoint
 * @property {number} iteration
 * @property {Batch} batch
 * @property {number} loss
 * @property {Node[]} nodes
 * @property {Step[]} steps
 * @property {{[name: string]: string[]}} memory   what forward stores, and the gradients that read
 *   it
 * @property {{[name: string]: ShownTensor}} tensors
 *
 * @typedef {WaitingEvent | StartedEvent | ProgressEvent | CheckpointEvent | DoneEvent |
 *   ErrorEvent} TrainEvent   A server-sent event: its name and its data.
 *
 * @typedef {object} Tried   Whether a network fits, or what is against it.
 * @property {boolean} fits
 * @property {Flaw[]} errors
 *
 * @typedef {object} Unread   A table as far as it could be read, and how many problems there are.
 * @property {number} problems
 * @property {ColumnAsRead[]} [columns]
 * @property {number} [rows]
 * @property {FirstRows} [preview]
 * @property {string} [separator]
 * @property {'.' | ','} [decimal]
 * @property {string[]} [thousands]
 * @property {boolean} [header]
 * @property {number} [empty_columns]
 *
 * @typedef {boolean | number | string | Value[] | {[name: string]: Value} | null} Value
 *
 * @typedef {object} Waiting   How many trainings are to have their first turn before this one.
 * @property {string} training
 * @property {number} ahead
 *
 * @typedef {object} WaitingEvent   It has not begun.
 * @property {'waiting'} event
 * @property {Waiting} data
 *
 * @typedef {object} Why   What made it so, and whether smaller steps may help.
 * @property {string} what
 * @property {boolean} at_once
 * @property {boolean} smaller_steps
 *
 * @typedef {{en: string, es: string} & {[name: string]: string}} Words   A text in English, in
 *   Spanish, and in what other languages there are.
 */
export {};
