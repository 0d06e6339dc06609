// @ts-check
/** The large picture of a training: one of five, in one place; the curve of the error below it. */
import { clear, el } from '../../platform/dom.js';
import { icon } from '../../draw/icons.js';
import { lookOf } from '../../lib/picture.js';
import { text } from '../../lib/names.js';
import { pictureNow, picturesOf, readingOf } from '../../lib/pictures.js';
import * as loss from '../plots/loss.js';
import * as norms from '../plots/norms.js';
import * as spread from '../plots/spread.js';
import { countedOf, drawClasses, measuresOf, rightOf } from './classes.js';
import { createPlane } from './plane.js';
import { drawTargets } from './targets.js';
import { createUnits } from './units.js';

/**
 * @param {HTMLElement} root
 * @param {import('./view.js').Context} context
 */
export function mount(root, context) {
  const { store, t, act } = context;
  const tabs = el('div', { class: 'seg', attrs: { role: 'tablist' } });
  const says = el('p');
  const tools = el('span', { class: 'big-tools' });
  const header = el('header', null, tabs, el('span', { class: 'spacer' }), says, tools);
  const area = el('div', {
    class: 'pic plot-area fit',
    attrs: { role: 'tabpanel', id: 'picture' },
  });
  const pictures = {
    plane: el('div', { class: 'plane-area', attrs: { role: 'group' } }),
    error: el('section', { class: 'plot' }),
    units: el('div', { class: 'units-area', attrs: { role: 'group' } }),
    gradients: el('div', { class: 'stacked-plots' }),
    classes: el('div', { class: 'classes-area' }),
  };
  const surface = createPlane(tools, pictures.plane, context);
  const units = createUnits(pictures.units, context);
  const large = loss.mount(pictures.error, context, { large: true });
  const [sizes, values] = [el('section', { class: 'plot' }), el('section', { class: 'plot' })];
  pictures.gradients.append(sizes, values);
  const drawSizes = norms.mount(sizes, context);
  const drawValues = spread.mount(values, context);
  const time = el('section', { class: 'plot time' });
  const below = loss.mount(time, context, { large: false });
  area.append(...Object.values(pictures));
  root.append(header, area, time);
  /** @type {string} */
  let shown = '';

  const nameOf = (/** @type {string} */ picture) => {
    const { samples } = store.get().runs;
    if (picture === 'plane' && lookOf(samples) === 'curve') return t('learn.curve');
    if (picture === 'classes' && !samples?.train.labels) return t('learn.targets');
    return t(`learn.${picture}`);
  };

  /** What tabs, and what beside them, were drawn for: many a frame leaves them as they are. */
  let tabbed = '';
  let said = '';
  const drawTabs = () => {
    const there = picturesOf(store.get());
    const now = pictureNow(store.get());
    const key = JSON.stringify([there.map(nameOf), now]);
    if (key === tabbed) return;
    tabbed = key;
    const focused = tabs.contains(document.activeElement);
    clear(tabs);
    tabs.setAttribute('aria-label', t('learn.big'));
    tabs.append(
      ...there.map((picture, k) =>
        el(
          'button',
          {
            dataset: { picture },
            attrs: {
              type: 'button',
              role: 'tab',
              title: `${nameOf(picture)} (${k + 1})`,
              'aria-selected': String(picture === now),
              'aria-controls': 'picture',
              tabindex: picture === now ? 0 : -1,
            },
            on: { click: () => act.picture(picture) },
          },
          nameOf(picture),
        ),
      ),
    );
    area.setAttribute('aria-label', nameOf(now));
    if (focused) /** @type {HTMLElement | null} */ (tabs.querySelector('[tabindex="0"]'))?.focus();
  };
  tabs.addEventListener('keydown', (event) => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!by) return;
    event.preventDefault();
    event.stopPropagation();
    const there = picturesOf(store.get());
    const at = there.indexOf(pictureNow(store.get()));
    act.picture(there[(at + by + there.length) % there.length]);
  });

  /** What stands beside the tabs. @param {string} now */
  const sayingOf = (now) => {
    const { runs, stage, focus } = store.get();
    const { samples } = runs;
    if (now === 'plane' && focus.unit && stage.trace)
      return [
        t('train.fit.unit', { name: text(focus.unit.address, stage.trace), j: focus.unit.j }),
        el(
          'button',
          { class: 'btn', attrs: { type: 'button', title: 'Esc' }, on: { click: act.whole } },
          icon('close'),
          t('learn.back'),
        ),
      ];
    if (now === 'units') return [t('learn.units.says')];
    if (now === 'classes') {
      const part = countedOf(readingOf(store.get()).metrics);
      return part?.confusion
        ? [
            t('learn.right.of', {
              k: rightOf(part),
              n: part.samples,
              part: t(`train.part.${part.part}`),
            }),
          ]
        : [];
    }
    if (now !== 'plane') return [];
    if (samples && !samples.train.labels && lookOf(samples) === 'plane')
      return [t('learn.plane.numbers')];
    return [t(samples?.test.x.shape[0] ? 'learn.plane.says' : 'learn.plane.all')];
  };

  /** The same in words, for who does not see it. */
  const twinOf = () => {
    const part = countedOf(readingOf(store.get()).metrics);
    return part?.confusion
      ? t('learn.right.of', {
          k: rightOf(part),
          n: part.samples,
          part: t(`train.part.${part.part}`),
        })
      : nameOf('plane');
  };

  const drawClassesArea = () => {
    const { runs } = store.get();
    const { metrics } = readingOf(store.get());
    const part = countedOf(metrics);
    if (!runs.samples?.train.labels) return drawTargets(pictures.classes, context);
    drawClasses(pictures.classes, part, context, true);
    const measures = measuresOf(metrics, t);
    if (measures) pictures.classes.append(measures);
    return undefined;
  };

  return {
    draw() {
      const now = pictureNow(store.get());
      if (now !== shown) {
        for (const [name, picture] of Object.entries(pictures)) picture.hidden = name !== now;
        if (shown && !matchMedia('(prefers-reduced-motion: reduce)').matches)
          area.animate({ opacity: [0.2, 1] }, 320);
        shown = now;
        if (now !== 'plane') surface.leave();
      }
      root.classList.toggle('whole', now === 'error');
      drawTabs();
      const { runs, focus, reader } = store.get();
      const part = countedOf(readingOf(store.get()).metrics);
      const key = JSON.stringify([
        now,
        focus.unit,
        reader.lang,
        part && rightOf(part),
        runs.samples?.test.x.shape,
      ]);
      if (key !== said) says.replaceChildren(...sayingOf(now));
      said = key;
      if (now === 'plane') surface.draw(twinOf());
      if (now === 'error') large();
      if (now === 'units') units.draw();
      if (now === 'gradients') {
        drawSizes();
        drawValues();
      }
      if (now === 'classes') drawClassesArea();
      if (time.clientHeight) below();
    },
    forget() {
      surface.forget();
      units.forget();
    },
  };
}
