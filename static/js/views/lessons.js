// @ts-check
/**
 * All lessons and their scenes at once: where one was left, what is done, and a way into any scene.
 */
import { clear, el } from '../platform/dom.js';
import { icon } from '../draw/icons.js';
import { isWhole, keptOf, nextScene } from '../lib/lesson-kept.js';
import { styled } from '../draw/styled.js';

/**
 * @typedef {import('../types.js').Context & {teacher: import('../acts/teaching.js').Teaching}}
 *   Context
 */
/**
 * @typedef {{name: string, title: import('../types.js').Words, summary:
 *   import('../types.js').Words, minutes: number, scenes: {id: string, title:
 *   import('../types.js').Words, works_out: boolean}[]}} Summary
 */

/** More scenes than this stand in two columns where there is room. */
const LONG = 14;

/** @param {Context} context */
export async function mount({ store, t, teacher }) {
  await styled('lessons.css');
  const root = el('dialog', { class: 'lessons' });
  document.body.append(root);
  root.addEventListener('close', () => store.set({ teaching: { listing: false } }));
  root.addEventListener('click', (event) => {
    if (event.target === root) root.close();
  });
  root.addEventListener('keydown', move);

  /** @param {string} name @param {number} index */
  const enter = (name, index) => {
    root.close();
    teacher.open(name, index);
  };

  /** @param {Summary} lesson @param {number} place */
  const card = (lesson, place) => {
    const {
      reader: { lang },
      teaching: { walked, lesson: open, left },
    } = store.get();
    const kept = keptOf(walked, lesson.name);
    const whole = isWhole(lesson.scenes, kept);
    const begun = kept.done.length > 0;
    const stood = open?.plot.name === lesson.name ? open : null;
    const paused = left?.name === lesson.name ? left : null;
    const here = (stood ?? paused)?.index ?? nextScene(lesson.scenes, kept);
    const current = !whole && Boolean(stood || paused || begun);
    const at = (/** @type {number} */ k) => current && k === here;
    const look = (/** @type {string} */ id, /** @type {number} */ k) => {
      if (kept.done.includes(id)) return 'ok';
      return at(k) ? 'on' : '';
    };
    const length = t('lesson.long', { n: lesson.scenes.length, minutes: lesson.minutes });
    const reached = t('lesson.scene', { n: here + 1, count: lesson.scenes.length });
    const where = current ? reached : length;
    const onward = current ? t('lesson.goon', { n: here + 1 }) : t('lesson.start');
    return el(
      'section',
      {
        class: `lesson-card${current ? ' current' : ''}${whole ? ' whole' : ''}${lesson.scenes.length > LONG ? ' long' : ''}`,
        dataset: { lesson: lesson.name },
      },
      el(
        'header',
        null,
        el('span', null, place + 1),
        el('span', { class: 'where' }, whole ? t('lesson.whole') : where),
      ),
      el('h3', null, lesson.title[lang]),
      el('p', null, lesson.summary[lang]),
      el(
        'div',
        { class: 'bar', attrs: { 'aria-hidden': 'true' } },
        lesson.scenes.map(({ id }, k) => el('i', { class: look(id, k) })),
      ),
      el(
        'div',
        { class: 'do' },
        el(
          'button',
          {
            class: `btn ${current || (place === 0 && !begun) ? 'solid' : 'outlined'}`,
            attrs: { type: 'button' },
            on: { click: () => enter(lesson.name, current ? here : 0) },
          },
          whole ? t('lesson.again') : onward,
        ),
        current &&
          el(
            'button',
            { class: 'btn', attrs: { type: 'button' }, on: { click: () => enter(lesson.name, 0) } },
            t('lesson.beginning'),
          ),
      ),
      el(
        'ol',
        null,
        lesson.scenes.map(({ id, title, works_out: asked }, k) =>
          el(
            'li',
            null,
            el(
              'button',
              {
                class: look(id, k),
                dataset: { scene: k },
                attrs: {
                  type: 'button',
                  ...(at(k) ? { 'aria-current': 'step' } : {}),
                },
                on: { click: () => enter(lesson.name, k) },
              },
              el(
                'span',
                { class: 'nth' },
                kept.done.includes(id)
                  ? [
                      el('span', { class: 'sr' }, t('lesson.whole')),
                      el('span', { attrs: { 'aria-hidden': 'true' } }, '✓'),
                    ]
                  : k + 1,
              ),
              el(
                'span',
                null,
                title[lang].replaceAll('/∂', '/\u2060∂'),
                asked && [
                  ' ',
                  el(
                    'b',
                    { attrs: { title: t('lesson.asks') } },
                    '=?',
                    el('span', { class: 'sr' }, t('lesson.asks')),
                  ),
                ],
              ),
            ),
          ),
        ),
      ),
    );
  };

  const draw = () => {
    const { catalog } = store.get().server;
    clear(root);
    root.setAttribute('aria-label', t('lesson.menu'));
    root.append(
      el(
        'header',
        null,
        el('h2', { attrs: { tabindex: -1 } }, t('lesson.menu')),
        el('p', null, t('lesson.list.say')),
        el('span', { class: 'spacer' }),
        el('span', { class: 'key' }, el('b', null, '=?'), ' ', t('lesson.asks')),
        el(
          'button',
          {
            class: 'btn',
            attrs: { type: 'button', 'aria-label': t('help.close') },
            on: { click: () => root.close() },
          },
          icon('close'),
        ),
      ),
      el(
        'div',
        { class: 'cards' },
        /** @type {Summary[]} */ (Object.values(catalog.lessons)).map(card),
      ),
    );
  };

  return {
    open() {
      draw();
      root.showModal();
      /** @type {HTMLElement | null} */ (root.querySelector('h2'))?.focus();
    },
  };
}

/** Arrows go from scene to scene. @param {KeyboardEvent} event */
function move(event) {
  const list = /** @type {HTMLElement} */ (event.target).closest('ol');
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!list || !by) return;
  const scenes = [...list.querySelectorAll('button')];
  const here = scenes.indexOf(/** @type {HTMLButtonElement} */ (document.activeElement));
  event.preventDefault();
  scenes[(here + by + scenes.length) % scenes.length].focus();
}
