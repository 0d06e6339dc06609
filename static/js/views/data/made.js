// @ts-check
/**
 * A data set that the server makes: its picture, its sentence, its settings, and where it comes
 * from.
 */
import { clear, el } from '../../platform/dom.js';
import { fields } from '../form.js';
import { picture, thumbnailOf } from './picture.js';

/** @typedef {import('./dialog.js').Context} Context */
/** @typedef {import('../../lib/data/offer.js').Wish} Wish */

const WAIT = 150;

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
  /** What was set for each data set. @type {Record<string, Record<string, any>>} */
  let settings = {};
  const say = el('p', { class: 'say' });
  const image = el('div', { class: 'view' });
  const form = el('div', { class: 'form' });
  const source = el('p', { class: 'note' });
  root.append(el('div', { class: 'about' }, image, el('div', null, say, source)), form);

  /** @param {import('../../types.js').Flaw[]} [errors] */
  const drawForm = (errors = []) => {
    const { catalog } = store.get().server;
    const focused = /** @type {HTMLElement | null} */ (document.activeElement)?.dataset.key;
    const values = settings[name];
    clear(form);
    form.append(
      ...fields(catalog.datasets[name].settings, {
        path: '/query',
        values,
        errors,
        state: store.get(),
        t,
        api,
        change: (/** @type {string} */ field, /** @type {any} */ value) => {
          settings[name] = { ...settings[name], [field]: value };
          make();
        },
      }),
    );
    if (focused)
      /** @type {HTMLElement | null} */ (
        form.querySelector(`[data-key="${CSS.escape(focused)}"]`)
      )?.focus();
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
      const classes = made.classes?.length ?? 0;
      const look = thumbnailOf(made, known.plot, classes > 0);
      clear(image);
      if (look) image.append(picture(look, { width: 220, height: 170, dot: 2.6, most: 16 }));
      offer({
        data: { dataset: name, ...chosen },
        samples: made.x.shape[0],
        classes,
        outputs: made.target.shape[1] ?? 1,
        shape: made.x.shape.slice(1),
        targets: made.target.data.flat(),
      });
    });

  return {
    /** The next time begins from the network's own settings. */
    forget() {
      settings = {};
    },
    /**
     * @param {string} chosen
     * @param {Record<string, any>} [now]   its settings where it is the network's own
     */
    show(chosen, now) {
      const {
        server: { catalog },
        reader: { lang },
      } = store.get();
      const known = catalog.datasets[chosen];
      name = chosen;
      settings[name] ??= Object.fromEntries(
        Object.keys(known.settings).map((field) => [
          field,
          now?.[field] ?? known.settings[field].default,
        ]),
      );
      say.textContent = known.summary[lang];
      source.textContent = `${t('samples.source')}: ${known.source[lang]}`;
      clear(image);
      image.append(picture(known.thumbnail, { width: 220, height: 170, dot: 2.6, most: 16 }));
      drawForm();
      clearTimeout(timer);
      timer = window.setTimeout(make, WAIT);
    },
  };
}
