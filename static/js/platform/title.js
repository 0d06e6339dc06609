// @ts-check
/**
 * The window's title: what is shown, so that tabs and bookmarks are told apart. Of steps in a row,
 * the one where they rest.
 */
import { text } from '../lib/names.js';
import { atRest } from './draw-soon.js';

/** @param {Pick<import('../types.js').Context, 'store' | 't'>} context */
export function followTitle({ store, t }) {
  const draw = () => {
    const {
      teaching: { lesson },
      reader: { lang },
      stage: { trace, cursor, preset },
      server: { catalog },
    } = store.get();
    const scene = lesson?.plot.scenes[lesson.index];
    const step = trace?.steps[cursor];
    const network =
      catalog?.presets?.[preset ?? '']?.title[lang] ?? (trace ? t('preset.custom') : '');
    const parts =
      scene && lesson
        ? [plain(scene.title[lang]), lesson.plot.title[lang]]
        : [step && trace ? text(step.writes, trace) : '', network];
    const shown = parts.filter(Boolean).join(' · ');
    document.title = shown ? `${shown} – backstep` : `backstep: ${t('app.tagline')}`;
  };
  store.onAny(
    ({ teaching, reader, stage }) => [teaching.lesson, reader.lang, stage.trace, stage.preset],
    draw,
  );
  store.on(({ stage }) => stage.cursor, atRest(draw));
}

/** Without slots: a title names them in plain letters. @param {string} title */
const plain = (title) => title.replaceAll(/[{}]/g, '');
