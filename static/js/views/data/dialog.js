// @ts-check
/**
 * The dialog of samples: a data set or a table of one's own, the test part, standardising, and what
 * it asks of the network.
 */
import { clear, el } from '../../platform/dom.js';
import { heldBack, proposed } from '../../lib/data/offer.js';
import { styled } from '../../draw/styled.js';
import { createBeginning } from './beginning.js';
import * as made from './made.js';
import { refusal, told } from './outcome.js';
import { createPortions } from './portions.js';
import { OWN, createSets } from './sets.js';
import * as table from './table.js';
import { unitsTable } from './units.js';
import { closeButton, letClose } from '../closing.js';

/**
 * @typedef {import('../../types.js').Context & {guard: (work: () => Promise<void>) =>
 *   Promise<void>, chooser: ReturnType<typeof import('../../acts/choose-data.js').createChooser>}}
 *   Context
 */
/** @typedef {import('../../lib/data/offer.js').Wish} Wish */

/** @param {Context} context */
export async function mount(context) {
  const { store, guard } = context;
  await styled('data.css');
  /** @type {Wish | null} */
  let wish = null;
  const parts = createParts(context, {
    offer: (next) => {
      wish = next;
      parts.beginning.suit(next);
      foot.draw();
    },
    changed: (typing) => foot.draw(typing),
    pick: (name) => pick(name),
    apply: () => foot.apply(),
  });
  const foot = createFoot(context, parts, () => wish);
  const { root, sets, panes, beginning, portions, units } = parts;
  document.body.append(root);

  const pick = (/** @type {string} */ name) => {
    wish = null;
    beginning.suit(null);
    panes.made.hidden = name === OWN;
    panes.own.hidden = name !== OWN;
    sets.mark(name);
    foot.draw();
    const now = dataNow(store);
    if (name === OWN) parts.own.show();
    else parts.set.show(name, name === now.dataset ? now : undefined);
  };

  /** The shift and scale of what is learnt from now: they come from the training part. */
  const drawUnits = () =>
    guard(async () => {
      const { stage, reader } = store.get();
      clear(units);
      if (!stage.checkpoint || !dataNow(store).standardize) return;
      const samples = await context.api.samples(stage.checkpoint.id);
      if (store.get().stage.checkpoint !== stage.checkpoint || !root.open) return;
      const shown = unitsTable(samples, reader.lang, context.t);
      if (shown) units.replaceChildren(shown); // who opens it twice asks twice
    });

  return {
    open() {
      const { dataset, test_fraction = 0 } = dataNow(store);
      portions.begin(test_fraction);
      beginning.forget();
      parts.words();
      parts.set.forget();
      root.showModal();
      pick(dataset ?? OWN);
      drawUnits();
      sets.focus();
    },
  };
}

/**
 * The data that the network has now.
 * @param {Context['store']} store
 * @returns {Partial<import('../../answers.js').Source>}
 */
const dataNow = (store) => store.get().stage.checkpoint?.description.data ?? {};

/** @typedef {ReturnType<typeof createParts>} Parts */

/**
 * What the dialog is made of.
 * @param {Context} context
 * @param {{offer: (wish: Wish | null) => void, changed: (typing?: boolean) => void, pick: (name:
 *   string) => void, apply: () => void}} acts
 */
function createParts(context, { offer, changed, pick, apply }) {
  const { t } = context;
  const root = el('dialog', { class: 'data' });
  const title = el('h2');
  const attrs = { type: 'button' };
  const close = closeButton(root);
  const use = el('button', { class: 'btn solid', attrs, on: { click: apply } });
  const panes = { made: el('section'), own: el('section') };
  const units = el('div', { class: 'units' });
  const outcome = el('div', { class: 'outcome', attrs: { role: 'status' } });
  const sets = createSets(context, pick);
  const portions = createPortions(t, changed);
  const beginning = createBeginning(context, changed);
  const set = made.mount(panes.made, context, offer);
  const own = table.mount(panes.own, context, offer);
  const split = el('div', { class: 'split' }, portions.rows, beginning.root, units);
  root.append(
    el('header', null, title, close),
    el(
      'div',
      { class: 'choosing' },
      sets.root,
      el('div', { class: 'chosen' }, panes.made, panes.own, split),
    ),
    el('footer', null, outcome, use),
  );
  letClose(root);
  const words = () => {
    title.textContent = t('samples.title');
    close.setAttribute('aria-label', t('help.close'));
    root.setAttribute('aria-label', t('samples.title'));
    use.textContent = t('samples.use');
    portions.words();
    beginning.words();
    sets.draw();
  };
  return { root, sets, panes, beginning, portions, units, outcome, use, set, own, words };
}

/**
 * The foot of the dialog: what the samples ask of the network, and the button that gives them.
 * @param {Context} context
 * @param {Parts} parts
 * @param {() => Wish | null} wished
 */
function createFoot(context, { root, beginning, portions, outcome, use }, wished) {
  const { store, chooser } = context;
  let busy = false;

  const standardize = () =>
    portions.standard() ??
    beginning.begun()?.data.standardize ??
    dataNow(store).standardize ??
    false;

  /** What the field of the batch size shows. @param {Wish | null} wish */
  const batch = (wish) => {
    const present = beginning.begun() ? null : chooser.network()?.size;
    const own = portions.batch();
    if (own !== undefined || !wish || present === undefined) return own ?? null;
    return proposed(wish.samples - heldBack(wish.samples, portions.fraction()), present);
  };

  /** @param {boolean} [typing]   in the field of the batch size, which is then left alone */
  const draw = (typing = false) => {
    const wish = wished();
    portions.draw({
      samples: wish?.samples ?? null,
      standardize: standardize(),
      batch: typing ? undefined : batch(wish),
    });
    use.setAttribute('aria-disabled', String(!wish || busy || portions.isRefused()));
    const how = { fraction: portions.fraction(), fresh: Boolean(beginning.begun()) };
    clear(outcome);
    if (wish) outcome.append(el('p', null, told(context, wish, how)));
  };

  /** @param {{index: number, kind: string}} [before]   a layer that makes the data fit */
  const apply = async (before) => {
    const wish = wished();
    if (!wish || busy || portions.isRefused()) return;
    busy = true;
    draw();
    const wanted = {
      ...wish,
      batch: portions.size(),
      data: { ...wish.data, test_fraction: portions.fraction(), standardize: standardize() },
    };
    const errors = await chooser.use(wanted, { before, begun: before ? null : beginning.begun() });
    busy = false;
    draw();
    if (!errors) return root.close();
    clear(outcome);
    outcome.append(refusal(context, errors, apply));
  };

  return { draw, apply };
}
