// @ts-check
/**
 * The dialog of samples: a data set or a table of one's own, the test part, standardising, and what
 * it asks of the network.
 */
import { clear, el } from '../../platform/dom.js';
import { icon } from '../../draw/icons.js';
import { heldBack, mayFit, needed, proposed, widened } from '../../lib/data/offer.js';
import { near } from '../../lib/format.js';
import { misfit } from '../../lib/misfit.js';
import { sentence } from '../../lib/problems.js';
import { styled } from '../../draw/styled.js';
import * as made from './made.js';
import { picture } from './picture.js';
import { createBeginning } from './beginning.js';
import * as table from './table.js';

/**
 * @typedef {import('../../types.js').Context & {guard: (work: () => Promise<void>) =>
 *   Promise<void>, chooser: ReturnType<typeof import('../../acts/choose-data.js').createChooser>}}
 *   Context
 */
/** @typedef {import('../../lib/data/offer.js').Wish} Wish */

const OWN = 'own';
/** Features whose mean and deviation are written out. */
const MOST = 12;

/** @param {Context} context */
export async function mount(context) {
  const { store, t, api, chooser, guard } = context;
  await styled('data.css');
  let chosen = OWN;
  let fraction = 0;
  /**
   * As the reader set it; undefined leaves it to the network that is chosen.
   * @type {boolean | undefined}
   */
  let standard;
  let busy = false;
  /**
   * Samples in a batch, as the reader typed them; undefined leaves it to what is proposed.
   * @type {number | null | undefined}
   */
  let batch;
  /** @type {Wish | null} */
  let wish = null;

  const root = el('dialog', { class: 'data' });
  const title = el('h2');
  const close = el(
    'button',
    { class: 'btn', attrs: { type: 'button' }, on: { click: () => root.close() } },
    icon('close'),
  );
  const list = el('div', { class: 'sets', attrs: { role: 'radiogroup' } });
  const panes = { made: el('section'), own: el('section') };
  const share = el('input', {
    attrs: { type: 'range', min: 0, max: 90, step: 5 },
    on: {
      input: () => {
        fraction = Number(share.value) / 100;
        drawFoot();
      },
    },
  });
  const scaled = el('input', {
    attrs: { type: 'checkbox', role: 'switch' },
    on: {
      change: () => {
        standard = scaled.checked;
        drawFoot();
      },
    },
  });
  const size = el('input', {
    class: 'size',
    dataset: { key: 'batch' },
    attrs: { type: 'text', inputmode: 'numeric', autocomplete: 'off' },
    on: {
      input: () => {
        const counted = /^\d+$/.test(size.value) && Number(size.value) > 0;
        const unread = size.value.trim() ? undefined : null;
        batch = counted ? Number(size.value) : unread;
        size.setAttribute('aria-invalid', String(batch === undefined));
        drawFoot(true);
      },
    },
  });
  const kept = el('output');
  const labels = { share: el('span'), scaled: el('span'), size: el('span') };
  const units = el('div', { class: 'units' });
  const outcome = el('div', { class: 'outcome', attrs: { role: 'status' } });
  const use = el('button', {
    class: 'btn solid',
    attrs: { type: 'button' },
    on: { click: () => apply() },
  });
  const beginning = createBeginning(context, () => drawFoot());
  const offer = (/** @type {Wish | null} */ next) => {
    wish = next;
    beginning.suit(next);
    drawFoot();
  };
  const standardized = () =>
    standard ?? beginning.begun()?.data.standardize ?? now().standardize ?? false;
  const set = made.mount(panes.made, context, offer);
  const own = table.mount(panes.own, context, offer);
  root.append(
    el('header', null, title, close),
    el(
      'div',
      { class: 'choosing' },
      list,
      el(
        'div',
        { class: 'chosen' },
        panes.made,
        panes.own,
        el(
          'div',
          { class: 'split' },
          el('label', null, labels.share, share, kept),
          el('label', null, scaled, labels.scaled),
          el('label', null, labels.size, size),
          beginning.root,
          units,
        ),
      ),
    ),
    el('footer', null, outcome, use),
  );
  root.addEventListener('click', (event) => {
    if (event.target === root) root.close();
  });
  document.body.append(root);

  /** The data that the network has now. */
  /** @returns {Partial<import('../../answers.js').Source>} */
  const now = () => store.get().stage.checkpoint?.description.data ?? {};

  const pick = (/** @type {string} */ name) => {
    chosen = name;
    wish = null;
    beginning.suit(null);
    panes.made.hidden = name === OWN;
    panes.own.hidden = name !== OWN;
    for (const card of list.querySelectorAll('button')) {
      card.setAttribute('aria-checked', String(card.dataset.set === name));
      card.tabIndex = card.dataset.set === name ? 0 : -1;
    }
    drawFoot();
    if (name === OWN) own.show();
    else set.show(name, name === now().dataset ? now() : undefined);
  };

  const drawList = () => {
    const {
      server: { catalog },
      reader: { lang },
    } = store.get();
    clear(list);
    list.setAttribute('aria-label', t('samples.title'));
    const card = (
      /** @type {string} */ name,
      /** @type {Node} */ image,
      /** @type {string} */ words,
    ) =>
      el(
        'button',
        {
          dataset: { set: name },
          attrs: { type: 'button', role: 'radio' },
          on: { click: () => pick(name) },
        },
        image,
        el('span', null, words),
      );
    list.append(
      card(OWN, el('i', { class: 'picture' }, icon('open')), t('samples.own')),
      ...Object.entries(catalog.datasets).map(([name, { thumbnail, title: words }]) =>
        card(name, picture(thumbnail, { width: 56, height: 44 }), words[lang]),
      ),
    );
  };
  list.addEventListener('keydown', (event) => {
    const cards = [...list.querySelectorAll('button')];
    const here = cards.findIndex(({ dataset }) => dataset.set === chosen);
    const to = {
      ArrowDown: here + 1,
      ArrowRight: here + 1,
      ArrowUp: here - 1 + cards.length,
      ArrowLeft: here - 1 + cards.length,
      Home: 0,
      End: cards.length - 1,
    }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const next = cards[to % cards.length];
    next.focus();
    pick(next.dataset.set ?? OWN);
  });

  /** What these samples ask of the network, in sentences. @param {Wish} asked */
  const told = (asked) => {
    const taking = chooser.network();
    const test = heldBack(asked.samples, fraction);
    if (!taking) return [];
    const says = [t('samples.parts', { train: asked.samples - test, test })];
    if (
      !beginning.begun() &&
      !mayFit(asked, taking.outputs) &&
      widened(taking.entries, taking.kinds, needed(asked))
    )
      says.push(t('samples.widens', { from: taking.outputs, to: needed(asked) }));
    return says;
  };

  /** @param {boolean} [typing]   in the field of the batch size, which is then left alone */
  const drawFoot = (typing = false) => {
    const taking = chooser.network();
    scaled.checked = standardized();
    if (!typing) {
      const present = beginning.begun() ? null : taking?.size;
      const many =
        batch === undefined && wish && present !== undefined
          ? proposed(wish.samples - heldBack(wish.samples, fraction), present)
          : batch;
      size.value = many ? String(many) : '';
      size.setAttribute('aria-invalid', 'false');
    }
    kept.textContent = wish
      ? t('samples.share.count', {
          share: Math.round(100 * fraction),
          n: heldBack(wish.samples, fraction),
        })
      : `${Math.round(100 * fraction)} %`;
    use.setAttribute(
      'aria-disabled',
      String(!wish || busy || size.getAttribute('aria-invalid') === 'true'),
    );
    clear(outcome);
    if (wish) outcome.append(el('p', null, told(wish).join(' ')));
  };

  /** The shift and scale of what is learnt from now: they come from the training part. */
  const drawUnits = () =>
    guard(async () => {
      const {
        stage: { checkpoint },
        reader: { lang },
      } = store.get();
      clear(units);
      if (!checkpoint || !now().standardize) return;
      const { shift, scale, features } = await api.samples(checkpoint.id);
      if (!root.open || !shift.data || !scale.data || shift.shape.length !== 1) return;
      const scales = scale.data;
      units.append(
        el(
          'table',
          null,
          el('caption', null, t('samples.units')),
          el(
            'thead',
            null,
            el(
              'tr',
              null,
              ['column', 'mean', 'deviation'].map((key) =>
                el('th', { attrs: { scope: 'col' } }, t(`samples.${key}`)),
              ),
            ),
          ),
          el(
            'tbody',
            null,
            shift.data
              .slice(0, MOST)
              .map((mean, k) =>
                el(
                  'tr',
                  null,
                  el('th', { attrs: { scope: 'row' } }, features?.[k]?.[lang] ?? `x${k + 1}`),
                  el('td', null, near(Number(mean), 3)),
                  el('td', null, near(Number(scales[k]), 3)),
                ),
              ),
          ),
        ),
      );
    });

  /** @param {{index: number, kind: string}} [before]   a layer that makes the data fit */
  const apply = async (before) => {
    if (!wish || busy || size.getAttribute('aria-invalid') === 'true') return;
    busy = true;
    drawFoot();
    const wanted = {
      ...wish,
      batch: size.value ? Number(size.value) : null,
      data: { ...wish.data, test_fraction: fraction, standardize: standardized() },
    };
    const errors = await chooser.use(wanted, { before, begun: before ? null : beginning.begun() });
    busy = false;
    drawFoot();
    if (!errors) return root.close();
    clear(outcome);
    outcome.append(
      el(
        'div',
        { class: 'problems' },
        el('p', null, el('b', null, t('samples.refused'))),
        errors.slice(0, 3).map((flaw) => el('p', null, sentence(flaw, t))),
        mend(errors),
      ),
    );
  };

  /**
   * The layer that the server would put before another one, by a click.
   * @param {import('../../types.js').Flaw[]} errors
   */
  const mend = (errors) => {
    const clash = misfit(errors, 0);
    const {
      server: { catalog },
      reader: { lang },
    } = store.get();
    const kind = clash?.insert;
    return (
      clash &&
      kind &&
      el(
        'button',
        {
          class: 'btn outlined',
          dataset: { mend: kind },
          attrs: { type: 'button' },
          on: { click: () => apply({ index: clash.index, kind }) },
        },
        t('build.insert.kind', { kind: catalog.layers[kind].title[lang] }),
      )
    );
  };

  const words = () => {
    title.textContent = t('samples.title');
    close.setAttribute('aria-label', t('help.close'));
    root.setAttribute('aria-label', t('samples.title'));
    labels.share.textContent = t('samples.share');
    labels.scaled.textContent = t('samples.standardize');
    labels.size.textContent = t('samples.batch');
    size.placeholder = t('samples.batch.all');
    use.textContent = t('samples.use');
    beginning.words();
    drawList();
  };

  return {
    open() {
      const { dataset, test_fraction = 0 } = now();
      batch = undefined;
      standard = undefined;
      fraction = test_fraction;
      share.value = String(Math.round(100 * fraction));
      beginning.forget();
      words();
      set.forget();
      root.showModal();
      pick(dataset ?? OWN);
      drawUnits();
      /** @type {HTMLElement | null} */ (list.querySelector('[aria-checked="true"]'))?.focus();
    },
  };
}
