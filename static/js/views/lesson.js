// @ts-check
/** The lesson's card: what this scene says, what it asks for, and the way to the next one. */
import { afterPaint } from '../after-paint.js';
import { clear, el } from '../dom.js';
import { icon } from '../draw/icons.js';
import { measured } from '../draw/measured.js';
import { hasWandered, inWords, leadsOn, numberAt, readSlot, stepOf } from '../lib/lesson.js';
import { kindOf, text } from '../lib/names.js';
import { pieces } from '../lib/sentence.js';

/** @typedef {import('../types.js').Context} Context */
/** @typedef {import('../types.js').Trace} Trace */
/** @typedef {import('../lib/lesson.js').Scene} Scene */
/** @typedef {NonNullable<import('../types.js').State['lesson']>['told']} Told */

/** What is asked for on the stage itself: its tools are needed then, on the smallest screens too. */
const HANDS_ON = ['insert', 'set'];

/**
 * @param {HTMLElement} root
 * @param {Context & {teacher: ReturnType<typeof import('../teacher.js').createTeacher>}} context
 */
export function mount(root, { store, t, teacher }) {
  const app = /** @type {HTMLElement} */ (root.closest('.app'));
  const stage = /** @type {HTMLElement} */ (document.querySelector('.stage'));
  let shown = '';

  const draw = () => {
    const { lesson, lang } = store.get();
    root.hidden = !lesson;
    app.classList.toggle('in-lesson', Boolean(lesson));
    app.classList.toggle('hands-on', HANDS_ON.includes(lesson?.plot.scenes[lesson.index].ask?.do ?? ''));
    light(stage, lesson ? lesson.plot.scenes[lesson.index].highlight : []);
    if (!lesson) { shown = ''; return; }
    const { plot, index, done, told, stand } = lesson, scene = plot.scenes[index];
    const key = `${plot.name} ${index}`, field = /** @type {HTMLInputElement | null} */ (root.querySelector('input'));
    const typed = key === shown ? field?.value ?? '' : '', focused = document.activeElement && root.contains(document.activeElement);
    clear(root);
    root.setAttribute('aria-label', plot.title[lang]);
    root.append(
      header(index, plot.scenes.length),
      el('h2', { attrs: { tabindex: -1 } }, scene.title[lang]),
      ...scene.text[lang].map((paragraph) => el('p', null, words(paragraph, stand))),
      ...request(scene, { done, told, typed }),
      footer(scene, index, plot.scenes.length, done));
    if (key !== shown) root.scrollTop = 0;
    if (focused || (shown && key !== shown)) focusOn(done || key !== shown ? 'h2' : 'input, .next');
    shown = key;
  };

  /** @param {string} selector */
  const focusOn = (selector) => /** @type {HTMLElement | null} */ (root.querySelector(selector))?.focus({ preventScroll: true });

  /** @param {number} index @param {number} count */
  const header = (index, count) => el('header', null,
    el('span', { class: 'badge' }, t('lesson.scene', { n: index + 1, count })),
    el('progress', { attrs: { max: count, value: index + 1, 'aria-label': t('lesson.progress') } }),
    el('button', { class: 'btn', attrs: { type: 'button', 'aria-label': t('lesson.leave'), title: t('lesson.leave') }, on: { click: teacher.leave } }, icon('close')));

  /** @param {Scene} scene @param {{done: boolean, told: Told, typed: string}} now */
  const request = (scene, { done, told, typed }) => {
    const { lang, trace, lesson } = store.get(), stand = lesson?.stand ?? null;
    if (!scene.ask || !scene.request) return [];
    const asking = el('p', { class: 'request' }, words(scene.request[lang], stand));
    if (done) return [asking, el('p', { class: 'done', attrs: { role: 'status' } }, words(scene.done?.[lang] ?? '', leadsOn(scene.ask) ? trace : stand))];
    return scene.ask.do === 'guess' ? [asking, guessForm(typed, told)] : [asking];
  };

  /** @param {string} typed @param {Told} told */
  const guessForm = (typed, told) => {
    const input = el('input', { attrs: { type: 'text', autocomplete: 'off', autocapitalize: 'off', spellcheck: 'false', enterkeyhint: 'done', maxlength: 60, 'aria-label': t('lesson.guess'), 'aria-invalid': String(Boolean(told)), 'aria-describedby': 'lesson-told' } });
    input.value = typed;
    return el('form', { class: 'guess', on: { submit: (event) => { event.preventDefault(); teacher.guess(input.value); } } },
      input, el('button', { class: 'btn outlined', attrs: { type: 'submit' } }, t('lesson.try')),
      el('p', { attrs: { id: 'lesson-told', role: 'status' } }, told && [el('b', null, t('guess.wrong')), ' ', told.name === 'none' ? t('lesson.wrong') : t(`guess.slip.${told.name}`, told.slots)]));
  };

  /** @param {Scene} scene @param {number} index @param {number} count @param {boolean} done */
  const footer = (scene, index, count, done) => el('footer', null,
    index > 0 && el('button', { class: 'btn', attrs: { type: 'button' }, on: { click: () => teacher.enter(index - 1) } }, t('lesson.back')),
    wandered() && el('button', { class: 'btn outlined', attrs: { type: 'button' }, on: { click: () => teacher.enter(index) } }, t('lesson.return')),
    el('span', { class: 'spacer' }),
    index < count - 1
      ? el('button', { class: `btn next ${scene.ask && !done ? 'outlined' : 'solid'}`, attrs: { type: 'button' }, on: { click: () => teacher.enter(index + 1) } }, t(scene.ask && !done ? 'lesson.skip' : 'lesson.next'))
      : el('button', { class: 'btn next solid', attrs: { type: 'button' }, on: { click: teacher.leave } }, t('lesson.end')));

  /** Whether there is a way to go back to the scene: it has been left, or could not be reached. */
  const wandered = () => {
    const { lesson, trace, cursor, selection, problem, offline } = store.get();
    if (!lesson?.stand) return Boolean(problem) || offline;
    return hasWandered(lesson.plot.scenes[lesson.index], lesson.done, lesson.stand, { trace, cursor, selection });
  };

  /** A scene that speaks of the chain has it in view, where the inspector stands beside the stage. */
  const reveal = () => {
    const { lesson, chain, cursor } = store.get(), scene = lesson?.plot.scenes[lesson.index];
    const panel = document.querySelector('.chain-panel'), column = panel?.parentElement;
    if (!lesson?.stand || !scene?.chain || !chain?.length || cursor !== stepOf(lesson.stand, scene.step) || !(panel instanceof HTMLElement) || !column) return;
    measured(() => panel.getBoundingClientRect().top - column.getBoundingClientRect().top, (below) => { column.scrollTop += below; });
  };

  for (const slice of /** @type {const} */ (['lesson', 'lang', 'trace', 'cursor', 'problem', 'offline'])) store.on((state) => state[slice], draw);
  for (const slice of /** @type {const} */ (['chain', 'lesson'])) store.on((state) => state[slice], afterPaint(reveal));
  const redrawn = new MutationObserver(() => {
    const { lesson } = store.get();
    light(stage, lesson?.plot.scenes[lesson.index].highlight ?? []);
  });
  store.on((state) => Boolean(state.lesson), (taught) => (taught ? redrawn.observe(stage, { childList: true, subtree: true }) : redrawn.disconnect()));
}

/** Words with the names and the numbers of the stage. @param {string} sentence @param {Trace | null} trace */
const words = (sentence, trace) => pieces(sentence).map(({ text: plain, address: slot, strong }, k, all) => {
  const inner = slot ? filled(slot, trace, /[·+−/] ?$/.test(all[k - 1]?.text ?? '')) : plain?.split(/\*([^*]+)\*/).map((part, k) => (k % 2 ? el('em', null, part) : part));
  return strong ? el('b', null, inner) : inner;
});

/** @param {string} slot @param {Trace | null} trace @param {boolean} operand   after an operator, a negative number needs brackets */
function filled(slot, trace, operand) {
  const { address, at } = readSlot(slot);
  const kind = kindOf(address, trace);
  if (!at) return el('span', { class: `tok ${kind}`, dataset: { address } }, text(address, trace));
  const value = trace && address in trace.tensors ? numberAt(trace, address, at) : NaN;
  const number = el('span', { class: 'number', dataset: { slot, address, at: at.join(',') } }, Number.isNaN(value) ? '…' : inWords(value));
  return operand && value < 0 ? ['(', number, ')'] : number;
}

/** Marks what the scene speaks of. @param {HTMLElement} stage @param {string[]} places */
function light(stage, places) {
  const names = new Set(places.map((place) => place.replace(/:next$/, '')));
  for (const part of stage.querySelectorAll('[data-tensor], .frame[data-node]')) {
    const { tensor, node } = /** @type {HTMLElement} */ (part).dataset;
    const lit = names.has(tensor ?? node ?? '');
    if (part.classList.contains('spot') !== lit) part.classList.toggle('spot', lit);
  }
}
