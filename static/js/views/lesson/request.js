// @ts-check
/** What a scene asks for: a step, a guess, a choice; and what is said about the answer. */
import { numberField } from '../../draw/number-field.js';
import { toldWords } from '../../lib/guess.js';
import { leadsOn } from '../../lib/lesson.js';
import { el } from '../../platform/dom.js';
import { sideBySide } from './side-by-side.js';
import { words } from './words.js';

/** @typedef {import('../../types.js').Context} Context */
/** @typedef {import('../../lib/lesson.js').Scene} Scene */
/** @typedef {NonNullable<import('../../types.js').State['teaching']['lesson']>} Open */
/** @typedef {ReturnType<typeof import('../../acts/teacher.js').createTeacher>} Teacher */

/**
 * @param {Scene} scene
 * @param {Open} lesson
 * @param {string} typed   into the field, so far
 * @param {Pick<Context, 'store' | 't'> & {teacher: Teacher}} context
 */
export function request(scene, lesson, typed, context) {
  const {
    reader: { lang },
    stage: { trace },
  } = context.store.get();
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
      ...(scene.compare?.after ? sideBySide(scene, lesson, context) : []),
    ];
  if (scene.ask.do === 'guess') return [asking, guessForm(typed, told, context)];
  return scene.ask.do === 'choose' ? [asking, ...choices(scene, lesson, context)] : [asking];
}

/**
 * @param {string} typed
 * @param {Open['told']} told
 * @param {Pick<Context, 't' | 'store'> & {teacher: Teacher}} context
 */
function guessForm(typed, told, { t, store, teacher }) {
  const input = numberField('lesson-told', {
    dataset: { key: 'guess' },
    attrs: {
      maxlength: 60,
      'aria-label': t('lesson.guess'),
      'aria-invalid': String(Boolean(told)),
    },
  });
  input.value = typed;
  const said =
    told &&
    (told[0].name === 'none'
      ? t('lesson.wrong', told[0].slots)
      : toldWords(told, t, store.get().reader.lang));
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
}

/**
 * @param {Scene} scene
 * @param {Open} lesson
 * @param {Pick<Context, 'store' | 't'> & {teacher: Teacher}} context
 */
function choices(scene, { stand, told, beside }, { store, t, teacher }) {
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
}
