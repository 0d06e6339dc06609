// @ts-check
/**
 * The step that was just carried out: its sentence, what it reads and writes, and the chain rule in
 * four lines.
 */
import { LOSS, nameOf, nodeOf, positionOf } from '../lib/address.js';
import { afterPaint } from '../platform/after-paint.js';
import { clear, el, renew } from '../platform/dom.js';
import { icon } from '../draw/icons.js';
import { inLines } from '../draw/lines.js';
import { formula, shapes } from '../draw/mathml.js';
import { measured } from '../draw/measured.js';
import { fixed } from '../lib/format.js';
import { frozenBehind } from '../lib/frozen.js';
import { largest } from '../lib/largest.js';
import { meaning } from '../lib/letters.js';
import { cell, kindOf, nodeName, parts, seenFrom, text } from '../lib/names.js';
import { pieces, spoken } from '../lib/sentence.js';
import { isOwn } from '../lib/own-code.js';
import { firstBroken, phaseAt } from '../lib/steps.js';
import { createProduct } from './product.js';

/** @typedef {import('../types.js').Context} Context */
/** @typedef {import('../types.js').Step} Step */
/** @typedef {import('../types.js').Trace} Trace */
/** @typedef {import('../types.js').Translate} Translate */

/**
 * @param {HTMLElement} root
 * @param {Context & {build: ReturnType<typeof import('../acts/builder.js').createBuilder>}} context
 */
export function mount(root, { store, t, act, build, ...rest }) {
  const product = createProduct({ store, t, act, ...rest });
  root.classList.add('step-panel');
  const words = el('div', { class: 'step-words' });
  const explained = el('div', { class: 'step-words' });
  root.append(words, explained);
  const live = /** @type {HTMLElement} */ (document.querySelector('.announcer'));
  /**
   * The formulas are the dearest part: they follow when the step is on the screen, and the last
   * ones keep their place until then.
   */
  const drawFormulas = afterPaint(() => {
    const { trace, cursor } = store.get().stage;
    const step = trace?.steps[cursor];
    if (!trace || !step) return;
    const lines = formulas(step, trace, t, isOwn(store.get().server.catalog, trace, step));
    lines?.insertBefore(product.node, lines.querySelector('.shapes'));
    product.draw();
    explained.replaceChildren(lines ?? '', letters(step, store.get().reader.lang, t) ?? '');
    fit(root);
  });
  const draw = () => {
    const {
      stage: { trace, cursor },
      reader: { lang },
    } = store.get();
    root.hidden = !trace;
    if (!trace) {
      clear(words);
      clear(explained);
      return;
    }
    const step = trace.steps[cursor];
    root.dataset.phase = phaseAt(trace, cursor);
    if (!step) {
      clear(explained);
      before(words, trace, t);
      // a page that opens says its title already
      if (live.textContent) live.textContent = `${t('step.none')}. ${t('step.none.say')}`;
      return;
    }
    const frozen = step.phase === 'backward' ? frozenBehind(trace, step.writes) : null;
    const warning = firstBroken(trace) === cursor ? brokenSentence(step, trace, t) : '';
    renew(
      words,
      header(step, trace, t),
      el('h2', { class: 'step-name' }, text(step.writes, trace)),
      say(step, lang, trace),
      warning && el('p', { class: 'say warning' }, warning),
      frozen ? frozenNote(frozen) : '',
      tokens(step, trace, t),
    );
    drawFormulas();
    live.textContent = [
      t('step.of', { n: step.index + 1, count: trace.steps.length }),
      text(step.writes, trace),
      spoken(step.sentence[lang], (address) => seenFrom(address, step.node, trace)),
      frozen && t('step.frozen', { name: text(frozen, trace) }),
      warning,
    ]
      .filter(Boolean)
      .join('. ');
  };
  /** A gradient that is computed, and that no update uses. @param {string} address */
  const frozenNote = (address) => {
    const {
      stage: { trace },
      reader: { manner },
    } = store.get();
    const node = nodeOf(address);
    const name = nameOf(address);
    const index = (positionOf(node) ?? 1) - 1;
    const others =
      trace?.nodes.find(({ id }) => id === node)?.frozen.filter((other) => other !== name) ?? [];
    return el(
      'p',
      { class: 'say frozen-note' },
      icon('frozen'),
      el(
        'span',
        null,
        t('step.frozen', { name: text(address, trace) }),
        ' ',
        !manner.lock &&
          el(
            'button',
            {
              class: 'more',
              dataset: { thaw: address },
              attrs: { type: 'button' },
              on: { click: () => build.freeze(index, others) },
            },
            t('step.thaw', { name: text(address, trace) }),
          ),
      ),
    );
  };
  store.onAny(({ stage, reader }) => [stage.trace, stage.cursor, reader.lang], draw);
  const redraw = afterPaint(product.draw);
  store.onAny(({ focus, teaching }) => [focus.selection, teaching.guess], redraw);
}

/**
 * How lines of formulas were fitted before, by what they say and the room that they have.
 * @type {Map<string, string[]>}
 */
const fitted = new Map();

/**
 * A formula too wide for its line is written smaller, if need be under its label, and then in
 * several lines.
 * @param {HTMLElement} root
 */
function fit(root) {
  const lines = [...root.querySelectorAll('.f dd:not(.matrices)')];
  const said = lines.map((line) => line.parentElement?.textContent).join(' ');
  const key = `${said} ${innerWidth} ${document.documentElement.className}`;
  const known = fitted.get(key);
  /** @param {string[]} looks */
  const dressAll = (looks) => {
    for (const [k, line] of lines.entries()) dress(line, looks[k]);
  };
  if (known) {
    dressAll(known);
    return;
  }
  const tooWide = (/** @type {Element} */ line) => line.scrollWidth > line.clientWidth;
  measured(
    () => lines.map(tooWide),
    (wide) => {
      const found = wide.map((one) => (one ? 'long' : ''));
      dressAll(found);
      for (const look of [' stacked', ' wraps', ' scrolls']) {
        for (const [k, line] of lines.entries()) {
          if (found[k] && (look === ' stacked' || found[k].includes('stacked')) && tooWide(line))
            found[k] += look;
        }
        dressAll(found);
      }
      if (root.offsetParent) fitted.set(key, found);
    },
  );
}

/** @param {Element} line @param {string} look */
function dress(line, look) {
  line.classList.toggle('long', look.startsWith('long'));
  line.classList.toggle('wraps', look.includes('wraps'));
  line.parentElement?.classList.toggle('stacked', look.includes('stacked'));
  // what scrolls can be scrolled by keys; what does not is no stop
  line.setAttribute('tabindex', look.endsWith('scrolls') ? '0' : '-1');
}

/** @param {HTMLElement} words @param {Trace} trace @param {Translate} t */
function before(words, trace, t) {
  words.replaceChildren(
    el(
      'header',
      null,
      el('span'),
      el('span', null, t('step.of', { n: 0, count: trace.steps.length })),
    ),
    el('h2', { class: 'step-name' }, t('step.none')),
    el('p', { class: 'say' }, t('step.none.say')),
  );
}

/** @param {Step} step @param {Trace} trace @param {Translate} t */
function header(step, trace, t) {
  const phase = t(`phase.${step.phase}`);
  const block = nodeName(step.node, trace, t);
  return el(
    'header',
    null,
    el('span', { class: 'badge' }, phase === block ? phase : `${phase} · ${block}`),
    el('span', null, t('step.of', { n: step.index + 1, count: trace.steps.length })),
  );
}

/** @param {Step} step @param {import('../types.js').Lang} lang @param {Trace} trace */
const say = (step, lang, trace) =>
  el(
    'p',
    { class: 'say' },
    pieces(step.sentence[lang]).map(({ text: words, address, strong }) => {
      const inner = address
        ? el(
            'span',
            { class: `tok ${kindOf(address, trace)}`, dataset: { address } },
            seenFrom(address, step.node, trace),
          )
        : words;
      return strong ? el('b', null, inner) : inner;
    }),
  );

/** @param {Step} step @param {Trace} trace @param {Translate} t */
function brokenSentence(step, trace, t) {
  const at = largest(trace.tensors[step.writes]);
  const { data } = trace.tensors[step.writes];
  const value = data?.find((number) => !Number.isFinite(number));
  return t('step.nan', {
    name: cell(step.writes, at, trace) + (value === undefined ? '' : ` = ${fixed(value)}`),
  });
}

/**
 * What the step reads, and the one tensor that it writes.
 * @param {Step} step
 * @param {Trace} trace
 * @param {Translate} t
 */
function tokens(step, trace, t) {
  const reads = [...new Set(Object.values(step.reads))];
  return el(
    'dl',
    { class: 'io' },
    reads.length > 0 && [
      el('dt', null, t('step.reads')),
      el(
        'dd',
        null,
        reads.map((address) => chip({ address, role: 'read' }, step, trace, t)),
      ),
    ],
    el('dt', null, t('step.writes')),
    el('dd', null, chip({ address: step.writes, role: 'write' }, step, trace, t)),
    Object.keys(step.stores ?? {}).length > 0 && stored(step, trace, t),
  );
}

/**
 * What the step puts into memory, and for which gradients.
 * @param {Step} step
 * @param {Trace} trace
 * @param {Translate} t
 */
const stored = (step, trace, t) => [
  el('dt', null, t('step.stores')),
  el(
    'dd',
    null,
    Object.entries(step.stores ?? {}).map(([address, readers]) =>
      el(
        'span',
        { class: `chip store ${kindOf(address, trace)}`, dataset: { address } },
        seenFrom(address, step.node, trace),
        el(
          'span',
          null,
          t('step.stores.for', {
            names: readers.map((reader) => seenFrom(reader, step.node, trace)).join(', '),
          }),
        ),
      ),
    ),
  ),
];

/**
 * @param {{address: string, role: 'read' | 'write'}} part   of the step
 * @param {Step} step
 * @param {Trace} trace
 * @param {Translate} t
 */
function chip({ address, role }, step, trace, t) {
  const { shape } = trace.tensors[address];
  const onShelf = role === 'read' && trace.memory[address]?.includes(step.writes);
  const name =
    role === 'read' ? seenFrom(address, step.node, trace) : twoNames(address, step, trace);
  const aside = [
    onShelf && t('step.memory'),
    parts(address, trace).next && t('step.new'),
    !onShelf && shape.join('×'),
  ]
    .filter(Boolean)
    .join(' ');
  return el(
    'span',
    { class: `chip ${role} ${kindOf(address, trace)}`, dataset: { address } },
    name,
    aside && el('span', null, aside),
  );
}

/**
 * A layer's ∂E/∂x is ∂E/∂y of the one before.
 * @param {string} address
 * @param {Step} step
 * @param {Trace} trace
 */
function twoNames(address, step, trace) {
  const mine = seenFrom(address, step.node, trace);
  const own = text(address, trace);
  return mine === own ? own : `${mine} = ${own}`;
}

/**
 * What the letters of the formulas mean here.
 * @param {Step} step
 * @param {import('../types.js').Lang} lang
 * @param {Translate} t
 */
function letters(step, lang, t) {
  if (!step.legend?.length) return null;
  return el(
    'dl',
    { class: 'letters', attrs: { 'aria-label': t('step.letters') } },
    step.legend.map((letter) =>
      el('div', null, el('dt', null, letter.symbol), el('dd', null, meaning(letter, lang))),
    ),
  );
}

/**
 * @param {Step} step
 * @param {Trace} trace
 * @param {Translate} t
 * @param {boolean} own   computed by somebody's own code, which has no formula
 */
function formulas(step, trace, t, own) {
  const lines = step.formula;
  if (!lines) return null;
  const within = step.node === LOSS ? 'formula.error' : 'formula.layer';
  const general = step.phase === 'update' ? 'formula.update' : within;
  const whole = lines.all && !own ? shapes(lines.all.mathml, trace) : null;
  /** @param {Node | null | false} math @param {string} label @param {string} [name] */
  const line = (math, label, name = '') =>
    math &&
    el(
      'div',
      { class: name },
      el('dt', null, label),
      el('dd', null, math instanceof MathMLElement ? inLines(math) : math),
    );
  return el(
    'dl',
    { class: 'f' },
    line(lines.general && formula(lines.general.mathml, trace), t(general)),
    line(lines.local && formula(lines.local.mathml, trace), nodeName(step.node, trace, t)),
    line(lines.cell && formula(lines.cell.mathml, trace), t('formula.cell')),
    line(lines.all && formula(lines.all.mathml, trace), t(own ? 'formula.own' : 'formula.all')),
    line(whole, t('formula.shapes'), 'shapes'),
  );
}
