// @ts-check
/** The large picture of a training: one of five, in one place; the curve of the error below it. */
import { el } from '../../platform/dom.js';
import { sizeOf } from '../../platform/sizes.js';
import { pictureNow } from '../../lib/pictures.js';
import * as loss from '../plots/loss.js';
import { createPictures } from './large-pictures.js';
import { createSaying } from './saying.js';
import { createTabs } from './tabs.js';

/** So long a picture takes to come, in milliseconds. */
const COMING = 320;

/**
 * @param {HTMLElement} root
 * @param {import('./view.js').Context} context
 */
export function mount(root, context) {
  const tabs = el('div', { class: 'seg', attrs: { role: 'tablist' } });
  const says = el('p');
  const tools = el('span', { class: 'big-tools' });
  const area = el('div', {
    class: 'pic plot-area fit',
    attrs: { role: 'tabpanel', id: 'picture' },
  });
  const time = el('section', { class: 'plot time' });
  const header = el('header', null, tabs, el('span', { class: 'spacer' }), says, tools);
  const pictures = createPictures(tools, context);
  const drawTabs = createTabs(tabs, area, context);
  const drawSaying = createSaying(says, context);
  const drawTime = loss.mount(time, context, { large: false });
  area.append(...pictures.places);
  root.append(header, area, time);
  let shown = '';

  return {
    draw() {
      const now = pictureNow(context.store.get());
      if (now !== shown) {
        pictures.show(now);
        if (shown && !matchMedia('(prefers-reduced-motion: reduce)').matches)
          area.animate({ opacity: [0.2, 1] }, COMING);
        shown = now;
      }
      root.classList.toggle('whole', now === 'error');
      drawTabs(now);
      drawSaying(now);
      pictures.draw(now);
      if (sizeOf(time).height) drawTime();
    },
    forget: pictures.forget,
  };
}
