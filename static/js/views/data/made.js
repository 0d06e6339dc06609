// @ts-check
/**
 * A data set that the server makes: its picture, its sentence, its settings, and where it comes
 * from.
 */
import { clear, el } from '../../platform/dom.js';
import { keepingFocus } from '../../platform/keeping-focus.js';
import { fields } from '../form.js';
import { picture, thumbnailOf } from './picture.js';

/** @typedef {import('./dialog.js').Context} Context */
/** @typedef {import('../../lib/data/offer.js').Wish} Wish */
/** @typedef {import('../../types.js').Settings} Settings */
/** @typedef {import('../../answers.js').DatasetKind} DatasetKind */

const WAIT = 150;
const SIZE = { width: 220, height: 170, dot: 2.6, most: 16 };

/**
 * @param {HTMLElement} root
 * @param {Context} context
 * @param {(wish: Wish | null) => void} offer   hears what the settings make; null while that is not
 *   known
 */
export function mount(root, { store, t, api, chooser, guard }, offer) {
  let name = '';
  let timer = 0;
  let turn = 0;
  /** What was set for each data set. @type {Record<string, Settings>} */
  let settings = {};
  const say = el('p', { class: 'say' });
  const image = el('div', { class: 'view' });
  const form = el('div', { class: 'form' });
  const source = el('p', { class: 'note' });
  root.append(el('div', { class: 'about' }, image, el('div', null, say, source)), form);

  /** @param {import('../../types.js').Flaw[]} [errors] */
  const drawForm = (errors = []) => {
    const made = fields(store.get().server.catalog.datasets[name].settings, {
      path: '/query',
      values: settings[name],
      errors,
      state: store.get(),
      t,
      api,
      change: (field, value) => {
        settings[name] = { ...settings[name], [field]: value };
        make();
      },
    });
    keepingFocus(form, () => form.replaceChildren(...made));
  };

  const make = () =>
    guard(async () => {
      clearTimeout(timer); // a change goes before what showing the data set would ask for
      const mine = ++turn;
      const known = store.get().server.catalog.datasets[name];
      const chosen = settings[name];
      offer(null);
      const { made, errors } = await chooser.made(name, chosen);
      if (mine !== turn) return;
      drawForm(errors);
      if (!made) return;
      const look = thumbnailOf(made, known.plot, Boolean(made.classes?.length));
      clear(image);
      if (look) image.append(picture(look, SIZE));
      offer(wished(made, { dataset: name, ...chosen }));
    });

  return {
    /** The next time begins from the network's own settings. */
    forget() {
      settings = {};
    },
    /**
     * @param {string} chosen
     * @param {Partial<import('../../answers.js').Source>} [now]   its settings where it is the
     *   network's own
     */
    show(chosen, now) {
      const { server, reader } = store.get();
      const known = server.catalog.datasets[chosen];
      name = chosen;
      settings[name] ??= begun(known, now);
      say.textContent = known.summary[reader.lang];
      source.textContent = `${t('samples.source')}: ${known.source[reader.lang]}`;
      clear(image);
      image.append(picture(known.thumbnail, SIZE));
      drawForm();
      clearTimeout(timer);
      timer = window.setTimeout(make, WAIT);
    },
  };
}

/**
 * @param {DatasetKind} known
 * @param {object} [now]
 * @returns {Settings}
 */
function begun({ settings }, now = {}) {
  const own = /** @type {Settings} */ (now);
  return Object.fromEntries(
    Object.keys(settings).map((field) => [field, own[field] ?? settings[field].default]),
  );
}

/**
 * @param {import('../../answers.js').Samples} made
 * @param {Settings} data   as a description has them
 * @returns {Wish}
 */
const wished = ({ x, target, classes }, data) => ({
  data,
  samples: x.shape[0],
  classes: classes?.length ?? 0,
  outputs: target.shape[1] ?? 1,
  shape: x.shape.slice(1),
  targets: target.data.flat(),
});
