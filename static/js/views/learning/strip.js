// @ts-check
/** What waits beside the large picture: sizes of gradients, classes or targets, the kept run. */
import { el, write } from '../../platform/dom.js';
import { redraw } from '../../platform/redraw.js';
import { sizeOf } from '../../platform/sizes.js';
import { icon } from '../../draw/icons.js';
import { fixed } from '../../lib/format.js';
import { pictureNow, readingOf } from '../../lib/pictures.js';
import * as norms from '../plots/norms.js';
import { classesOf, countedOf, measuresOf, rightIn } from './classes.js';
import * as kept from './kept.js';
import { drawTargets } from './targets.js';

/**
 * @param {HTMLElement} root
 * @param {import('./view.js').Context} context
 */
export function mount(root, context) {
  const { store, t, act } = context;
  const cards = {
    gradients: el('section', { class: 'plot card' }),
    classes: el('section', { class: 'plot card' }),
    kept: el('section', { class: 'plot card' }),
  };
  root.append(...Object.values(cards));
  const drawNorms = norms.mount(cards.gradients, context);
  const title = el('h3');
  const read = el('span', { class: 'read' });
  const area = el('div', { class: 'plot-area', attrs: { role: 'group' } });
  cards.classes.append(el('header', null, title, read), area);
  const drawKept = kept.mount(cards.kept, context);

  /** @param {'gradients' | 'classes'} picture */
  const enlarger = (picture) => {
    const button = el(
      'button',
      {
        class: 'btn enlarge',
        dataset: { enlarge: picture },
        attrs: { type: 'button' },
        on: { click: () => act.picture(pictureNow(store.get()) === picture ? 'plane' : picture) },
      },
      icon('enlarge'),
    );
    cards[picture].querySelector('header')?.append(button);
    return button;
  };
  const buttons = [enlarger('gradients'), enlarger('classes')];

  /** @param {import('../../types.js').Metrics} part */
  const saidOf = (part) => {
    if (part.confusion) return rightIn(part, t);
    return part.r2 === null ? '' : `R² ${fixed(part.r2, 3)}`;
  };

  /** What the counts were drawn for: they stay while the same ones come. */
  let counted = '';
  const drawCounted = () => {
    const { runs, reader } = store.get();
    const { samples } = runs;
    const { metrics } = readingOf(store.get());
    const part = countedOf(metrics);
    const labelled = Boolean(samples?.train.labels);
    const key = JSON.stringify([part?.confusion, part?.part, reader.lang, sizeOf(area)]);
    if (labelled && part?.confusion && key === counted) return;
    counted = key;
    const counts = part?.confusion ? 'learn.targets' : 'learn.against'; // beside how many are right
    write(title, t(labelled ? 'learn.classes' : counts));
    area.setAttribute('aria-label', title.textContent);
    write(read, part ? saidOf(part) : '');
    if (labelled) redraw(area, classesOf(area, part, context, false));
    else drawTargets(area, context);
    if (!area.firstChild) redraw(area, measuresOf(metrics, t));
  };

  return () => {
    for (const button of buttons) {
      button.title = t('learn.enlarge');
      button.setAttribute('aria-label', t('learn.enlarge'));
    }
    if (!sizeOf(root).height) return;
    drawNorms();
    drawCounted();
    drawKept();
  };
}
