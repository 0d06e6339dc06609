// @ts-check
/** The lesson's card: what this scene says, what it asks for, and the way to the next one. */
import { home } from '../lib/address.js';
import { afterPaint } from '../platform/after-paint.js';
import { clear, el } from '../platform/dom.js';
import { icon } from '../draw/icons.js';
import { measured } from '../draw/measured.js';
import { near } from '../lib/format.js';
import { toldWords } from '../lib/guess.js';
import {
  compare,
  hasWandered,
  inWords,
  leadsOn,
  numberAt,
  readSlot,
  stepOf,
} from '../lib/lesson.js';
import { cell, kindOf, seenFrom, text } from '../lib/names.js';
import { pieces } from '../lib/sentence.js';
import { createEnd } from './lesson-end.js';

/** @typedef {import('../types.js').Context} Context */
/** @typedef {import('../types.js').Trace} Trace */
/** @typedef {import('../lib/lesson.js').Scene} Scene */
/** @typedef {NonNullable<import('../types.js').State['teaching']['lesson']>} Open */

/**
 * What is asked for on the stage itself: its tools are needed then, on the smallest screens too.
 */
const HANDS_ON = ['insert', 'set'];

/**
 * @param {HTMLElement} root
 * @param {Context & {teacher: ReturnType<typeof import('../acts/teacher.js').createTeacher>, build:
 *   ReturnType<typeof import('../acts/builder.js').createBuilder>}} context
 */
export function mount(root, context) {
  const { store, t, act, teacher } = context;
  const end = createEnd(root, context);
  const app = /** @type {HTMLElement} */ (root.closest('.app'));
  const stage = /** @type {HTMLElement} */ (document.querySelector('.stage'));
  let shown = '';
  /** @type {Open['told']} */
  let heard = null;

  const draw = () => {
    const {
      teaching: { lesson, finished },
      reader: { lang },
    } = store.get();
    root.hidden = !lesson && !finished;
    app.classList.toggle('in-lesson', Boolean(lesson ?? finished));
    root.classList.toggle('ended', !lesson && Boolean(finished));
    app.classList.toggle(
      'hands-on',
      HANDS_ON.includes(lesson?.plot.scenes[lesson.index].ask?.do ?? ''),
    );
    light(stage, lesson ? lesson.plot.scenes[lesson.index].highlight : []);
    if (!lesson) {
      if (finished && shown !== finished.name) end.draw(finished);
      shown = finished?.name ?? '';
      return;
    }
    const { plot, index, told } = lesson;
    const scene = plot.scenes[index];
    const key = `${plot.name} ${index}`;
    const field = /** @type {HTMLInputElement | null} */ (root.querySelector('input'));
    const typed = key === shown ? (field?.value ?? '') : '';
    const active = /** @type {HTMLElement | null} */ (document.activeElement);
    const focused = root.contains(active) ? (active?.dataset.key ?? 'title') : '';
    const top = root.querySelector('.telling')?.scrollTop ?? 0;
    const telling = el(
      'div',
      { class: 'telling' },
      el(
        'h2',
        { dataset: { key: 'title' }, attrs: { tabindex: -1 } },
        words(scene.title[lang], lesson.stand, lesson.beside.before),
      ),
      ...scene.text[lang].map((paragraph) =>
        el('p', null, words(paragraph, lesson.stand, lesson.beside.before)),
      ),
      ...(scene.compare?.after ? [] : sideBySide(scene, lesson)),
    );
    clear(root);
    root.setAttribute('aria-label', plot.title[lang]);
    root.append(
      header(plot.title[lang], index, plot.scenes.length),
      telling,
      el('div', { class: 'asking' }, request(scene, lesson, typed)),
      footer(scene, lesson),
    );
    telling.scrollTop = key === shown ? top : 0;
    // what scrolls can be scrolled by keys; what does not is no stop
    measured(
      () => telling.scrollHeight > telling.clientHeight,
      (scrolls) => scrolls && telling.setAttribute('tabindex', '0'),
    );
    if (key !== shown)
      focusOn('title'); // not a button: Space goes on playing
    else if (focused) focusOn(focused);
    if (told && told !== heard) root.querySelector('.answer')?.scrollIntoView({ block: 'nearest' });
    heard = told;
    shown = key;
  };

  /** What had the focus has it again; what is gone leaves it to the title. @param {string} key */
  const focusOn = (key) =>
    /** @type {HTMLElement | null} */ (
      root.querySelector(`[data-key="${key}"]`) ?? root.querySelector('h2')
    )?.focus({ preventScroll: true });

  /** @param {string} title @param {number} index @param {number} count */
  const header = (title, index, count) =>
    el(
      'header',
      null,
      el(
        'button',
        {
          class: 'badge',
          dataset: { key: 'scenes' },
          attrs: { type: 'button', title },
          on: { click: () => act.lessons() },
        },
        t('lesson.scene', { n: index + 1, count }),
      ),
      el('progress', {
        attrs: { max: count, value: index + 1, 'aria-label': t('lesson.progress') },
      }),
      el(
        'button',
        {
          class: 'btn',
          dataset: { key: 'leave' },
          attrs: { type: 'button', 'aria-label': t('lesson.leave'), title: t('lesson.leave') },
          on: { click: teacher.leave },
        },
        icon('close'),
      ),
    );

  /** @param {Scene} scene @param {Open} lesson @param {string} typed */
  const request = (scene, lesson, typed) => {
    const {
      reader: { lang },
      stage: { trace },
    } = store.get();
    const { stand, done, told, beside } = lesson;
    if (!scene.ask || !scene.request) return [];
    const asking = el('p', { class: 'request' }, words(scene.request[lang], stand, beside.before));
    if (done)
      return [
        !scene.compare?.after && asking, // it gives its room to the numbers that answer it
        el(
          'p',
          { class: 'done', attrs: { role: 'status' } },
          words(scene.done?.[lang] ?? '', leadsOn(scene.ask) ? trace : stand, beside.before),
        ),
        ...(scene.compare?.after ? sideBySide(scene, lesson) : []),
      ];
    if (scene.ask.do === 'guess') return [asking, guessForm(typed, told)];
    return scene.ask.do === 'choose' ? [asking, ...choices(scene, lesson)] : [asking];
  };

  /** @param {string} typed @param {Open['told']} told */
  const guessForm = (typed, told) => {
    const input = el('input', {
      dataset: { key: 'guess' },
      attrs: {
        type: 'text',
        autocomplete: 'off',
        autocapitalize: 'off',
        spellcheck: 'false',
        enterkeyhint: 'done',
        maxlength: 60,
        'aria-label': t('lesson.guess'),
        'aria-invalid': String(Boolean(told)),
        'aria-describedby': 'lesson-told',
      },
    });
    input.value = typed;
    const said =
      told && (told[0].name === 'none' ? t('lesson.wrong', told[0].slots) : toldWords(told, t));
    return el(
      'form',
      {
        class: 'guess',
        on: {
          submit: (event) => {
            event.preventDefault();
            teacher.guess(input.value);
          },
        },
      },
      input,
      el(
        'button',
        { class: 'btn outlined', dataset: { key: 'check' }, attrs: { type: 'submit' } },
        t('lesson.try'),
      ),
      el(
        'p',
        { class: 'answer', attrs: { id: 'lesson-told', role: 'status' } },
        said && [el('b', null, t('guess.wrong')), ' ', said],
      ),
    );
  };

  /** @param {Scene} scene @param {Open} lesson */
  const choices = (scene, { stand, told, beside }) => {
    const { lang } = store.get().reader;
    const wrong = told?.[0].slots.index;
    return [
      el(
        'div',
        { class: 'choices', attrs: { role: 'group', 'aria-label': t('lesson.choices') } },
        (scene.options?.[lang] ?? []).map((option, k) =>
          el(
            'button',
            {
              class: `btn outlined${k === wrong ? ' wrong' : ''}`,
              dataset: { key: `option${k}` },
              attrs: { type: 'button' },
              on: { click: () => teacher.choose(k) },
            },
            words(option, stand, beside.before),
          ),
        ),
      ),
      el(
        'p',
        { class: 'answer', attrs: { role: 'status' } },
        told && [
          el('b', null, t('guess.wrong')),
          ' ',
          words(scene.hint?.[lang] ?? '', stand, beside.before),
        ],
      ),
    ];
  };

  /** Numbers of several networks. @param {Scene} scene @param {Open} lesson */
  const sideBySide = ({ compare: compared, labels }, { stand, beside }) => {
    if (!compared || !stand) return [];
    const { lang } = store.get().reader;
    return [
      el(
        'table',
        { class: 'compared' },
        el(
          'thead',
          null,
          el(
            'tr',
            null,
            el('td'),
            (labels?.[lang] ?? []).map((label) => el('th', { attrs: { scope: 'col' } }, label)),
          ),
        ),
        el(
          'tbody',
          null,
          compare(compared, beside.traces, beside.losses).map(
            ({ address, at, iteration, numbers }) =>
              el(
                'tr',
                null,
                el(
                  'th',
                  { attrs: { scope: 'row' } },
                  address === null
                    ? t('lesson.iteration', { n: (iteration ?? 0) + 1 })
                    : [
                        compared.what === 'norm' && t('lesson.size'),
                        ' ',
                        at ? cell(address, at, beside.traces[0]) : text(address, beside.traces[0]),
                      ],
                ),
                numbers.map((number) => el('td', null, near(number, 3))),
              ),
          ),
        ),
      ),
    ];
  };

  /** @param {Scene} scene @param {Open} lesson */
  const footer = (scene, { index, plot, done, again }) => {
    const open = scene.ask && !done && !again;
    const onward = open ? 'lesson.skip' : 'lesson.next';
    const last = index === plot.scenes.length - 1;
    return el(
      'footer',
      null,
      index > 0 &&
        el(
          'button',
          {
            class: 'btn',
            dataset: { key: 'back' },
            attrs: { type: 'button' },
            on: { click: () => teacher.enter(index - 1) },
          },
          t('lesson.back'),
        ),
      wandered() &&
        el(
          'button',
          {
            class: 'btn outlined',
            dataset: { key: 'return' },
            attrs: { type: 'button' },
            on: { click: () => teacher.enter(index) },
          },
          t('lesson.return'),
        ),
      el('span', { class: 'spacer' }),
      el(
        'button',
        {
          class: `btn next ${open ? 'outlined' : 'solid'}`,
          dataset: { key: 'next' },
          attrs: { type: 'button' },
          on: { click: teacher.next },
        },
        t(last ? 'lesson.end' : onward),
      ),
    );
  };

  /** Whether there is a way to go back to the scene: it has been left, or could not be reached. */
  const wandered = () => {
    const {
      teaching: { lesson },
      stage: { trace, cursor },
      focus: { selection },
      server: { problem, offline },
    } = store.get();
    if (!lesson?.stand) return Boolean(problem) || offline;
    return hasWandered(lesson.plot.scenes[lesson.index], lesson.done, lesson.stand, {
      trace,
      cursor,
      selection,
    });
  };

  /**
   * A scene that speaks of the chain has it in view, where the inspector stands beside the stage.
   */
  const reveal = () => {
    const {
      teaching: { lesson },
      focus: { chain },
      stage: { cursor },
    } = store.get();
    const scene = lesson?.plot.scenes[lesson.index];
    const panel = document.querySelector('.chain-panel');
    const column = panel?.parentElement;
    if (
      !lesson?.stand ||
      !scene?.chain ||
      !chain?.length ||
      cursor !== stepOf(lesson.stand, scene.step) ||
      !(panel instanceof HTMLElement) ||
      !column
    )
      return;
    measured(
      () => panel.getBoundingClientRect().top - column.getBoundingClientRect().top,
      (below) => {
        column.scrollTop += below;
      },
    );
  };

  store.onAny(
    ({ teaching, reader, stage, server }) => [
      teaching.lesson,
      teaching.finished,
      reader.lang,
      stage.trace,
      stage.cursor,
      server.problem,
      server.offline,
    ],
    draw,
  );
  /** What a scene speaks of, the first of it above all, is on the screen when it begins. */
  const bring = () => {
    const { lesson } = store.get().teaching;
    if (!lesson?.stand || brought === lesson.stand) return;
    brought = lesson.stand;
    for (const place of [...lesson.plot.scenes[lesson.index].highlight].reverse()) {
      const name = CSS.escape(home(place));
      stage
        .querySelector(`[data-tensor="${name}"], .frame[data-node="${name}"]`)
        ?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    }
  };
  /** @type {Trace | null} */
  let brought = null;

  store.onAny(({ focus, teaching }) => [focus.chain, teaching.lesson], afterPaint(reveal));
  store.on((state) => state.teaching.lesson?.stand, afterPaint(bring));
  store.on(
    (state) => state.teaching.lesson?.index,
    () => {
      brought = null;
    },
  );
  const redrawn = new MutationObserver(() => {
    const { lesson } = store.get().teaching;
    light(stage, lesson?.plot.scenes[lesson.index].highlight ?? []);
  });
  store.on(
    (state) => Boolean(state.teaching.lesson),
    (taught) =>
      taught ? redrawn.observe(stage, { childList: true, subtree: true }) : redrawn.disconnect(),
  );
}

/**
 * Words with the names and the numbers of the stage.
 * @param {string} sentence
 * @param {Trace | null} trace
 * @param {Trace | null} [before]
 */
const words = (sentence, trace, before = null) =>
  pieces(sentence).map(({ text: plain, address: slot, strong }, k, all) => {
    const inner = slot
      ? filled(slot, trace, before, /[·+−/] ?$/.test(all[k - 1]?.text ?? ''))
      : plain
          ?.split(/\*([^*]+)\*/)
          .map((part, q) => (q % 2 ? el('em', null, part) : together(part)));
    return strong ? el('b', null, inner) : inner;
  });

/** A derivative and a product stay in one line. @param {string} plain */
const together = (plain) => plain.replaceAll(' · ', '\u00a0·\u00a0').replaceAll('/∂', '/\u2060∂');

/**
 * @param {string} slot
 * @param {Trace | null} trace
 * @param {Trace | null} before
 * @param {boolean} operand   after an operator, a negative number needs brackets
 */
function filled(slot, trace, before, operand) {
  const { address, at, from, before: past } = readSlot(slot);
  const source = past ? before : trace;
  const kind = kindOf(address, trace);
  if (!at)
    return el(
      'span',
      { class: `tok ${kind}`, dataset: { address } },
      from && trace ? seenFrom(address, from, trace) : text(address, trace),
    );
  const value = source && address in source.tensors ? numberAt(source, address, at) : NaN;
  const number = el(
    'span',
    {
      class: 'number',
      dataset: { slot, address, at: at.join(','), ...(past ? { past: '' } : {}) },
    },
    Number.isNaN(value) ? '…' : inWords(value),
  );
  return operand && value < 0 ? ['(', number, ')'] : number;
}

/** Marks what the scene speaks of. @param {HTMLElement} stage @param {string[]} places */
function light(stage, places) {
  const names = new Set(places.map(home));
  for (const part of stage.querySelectorAll('[data-tensor], .frame[data-node]')) {
    const { tensor, node } = /** @type {HTMLElement} */ (part).dataset;
    const lit = names.has(tensor ?? node ?? '');
    if (part.classList.contains('spot') !== lit) part.classList.toggle('spot', lit);
  }
}
