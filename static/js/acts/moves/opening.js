// @ts-check
/**
 * Opening a network: what a link asks for, a preset, a checkpoint that is at hand or leads there.
 */
import { amiss, isThere, nowhere } from '../../lib/astray.js';
import { idOf, iterationOf } from '../../lib/checkpoint-id.js';
import { ApiProblem } from '../../platform/api/no-answer.js';
import { read } from '../../platform/url.js';

/** @typedef {import('../../types.js').Checkpoint} Checkpoint */
/** @typedef {import('../../types.js').State} State */
/** @typedef {import('../../platform/url.js').Wanted} Wanted */
/** @typedef {(lang: State['reader']['lang']) => Promise<void>} Speak */

/**
 * @param {object} parts
 * @param {import('../../types.js').Store} parts.store
 * @param {import('../../types.js').Api} parts.api
 * @param {import('../../types.js').Translate} parts.t
 * @param {ReturnType<typeof import('../visiting/busy.js').createBusy>} parts.busy
 * @param {ReturnType<typeof import('../visiting/showing.js').createShowing>} parts.showing
 * @param {Speak} parts.speak   brings a language in, and speaks it
 */
export function openingActs({ store, api, t, busy, showing, speak }) {
  const find = createFinding({ store, api, t });

  /**
   * What the address bar asks for.
   * @param {Wanted} wanted
   * @param {import('../../platform/store.js').Patch} [also]   what changes with it
   * @param {import('../../types.js').Opening | null} [opening]   if it is at hand
   */
  const open = (wanted, also, opening) =>
    busy.elsewhere(async (left) => {
      const checkpoint = opening?.checkpoint ?? (await find(wanted).catch(lost(wanted)));
      if (!checkpoint) return;
      const preset = wanted.preset ?? (wanted.checkpoint ? null : firstPreset(store));
      const at = { step: wanted.step, trace: opening?.trace, also: { ...also, stage: { preset } } };
      if (!(await showing.show(left, checkpoint, at))) return;
      if (store.get().stage.checkpoint?.id === checkpoint.id) lookAt(store, wanted);
    });

  /** Of a link to what is not there; what is shown stays. @param {Wanted} wanted */
  const lost = (wanted) => (/** @type {unknown} */ error) => {
    if (!isUnknown(error)) throw error;
    const parts = [nowhere(wanted, Object.keys(store.get().server.catalog.presets))];
    store.set({ server: { astray: { opened: false, parts } } });
    return null;
  };

  const aside = { teaching: { lesson: null } };
  return {
    open,
    /** @param {string} name */
    preset: (name) => open({ ...read(''), preset: name }, aside),
    restart: () => {
      store.set({ server: { problem: null } });
      open(read(''), aside);
    },
    /**
     * Shows a checkpoint that takes work to reach.
     * @param {() => Promise<Checkpoint>} lead
     * @param {import('../../lib/portable.js').View} at
     */
    bring: (lead, { step, cell, pins, sample, lang }) =>
      busy.elsewhere(async (left) => {
        const there = await lead();
        const also = { stage: { preset: null }, ...aside, focus: { pins, sample } };
        if (!(await showing.show(left, there, { step, also }))) return;
        const spoken = store.get().server.languages.find((known) => known === lang);
        if (spoken) await speak(spoken);
        if (cell && cell.address in (store.get().stage.trace?.tensors ?? {}))
          store.set({ focus: { selection: cell } });
      }),
    /** Shows a checkpoint that is at hand. @param {Checkpoint} checkpoint */
    visit: (checkpoint) =>
      busy.elsewhere((left) =>
        showing.show(left, checkpoint, { also: { stage: { preset: null } } }),
      ),
  };
}

/** @param {import('../../types.js').Store} store */
const firstPreset = (store) => Object.keys(store.get().server.catalog.presets)[0];

/** @param {unknown} error */
const isUnknown = (error) => error instanceof ApiProblem && error.problem.status === 404;

/**
 * The checkpoint of a link; one that the server has forgotten is computed again from its preset.
 * @param {Pick<import('../../types.js').Context, 'store' | 'api' | 't'>} context
 */
function createFinding({ store, api, t }) {
  /** @param {string} name @returns {Promise<Checkpoint>} */
  const create = (name) => {
    const preset = store.get().server.catalog.presets[name];
    if (preset) return api.create(preset.description);
    throw new ApiProblem({
      title: '',
      status: 404,
      code: 'unknown_preset',
      errors: [],
      detail: t('problem.preset', { name }),
    });
  };

  return async (/** @type {Wanted} */ { checkpoint, preset }) => {
    if (!checkpoint) return create(preset ?? firstPreset(store));
    return api.checkpoint(checkpoint).catch(async (error) => {
      if (!preset || !isUnknown(error)) throw error;
      const { base, id } = await create(preset);
      const iteration = iterationOf(checkpoint);
      return api.checkpoint(iteration ? idOf(base, iteration) : id);
    });
  };
}

/**
 * The cell, the pins and the sample of a link, as far as this network has them; of the rest it is
 * said.
 * @param {import('../../types.js').Store} store
 * @param {Wanted} wanted
 */
function lookAt(store, wanted) {
  const { stage, focus } = store.get();
  const { trace } = stage;
  if (!trace) return;
  if (wanted.cell && isThere(wanted.cell, trace.tensors))
    store.set({ focus: { selection: wanted.cell } });
  const parts = amiss(wanted, trace);
  if (!parts.length) return;
  const pins = focus.pins.filter((pin) => isThere(pin, trace.tensors));
  const { sample } = wanted;
  const known = sample !== null && sample < trace.batch.indices.length;
  store.set({
    server: { astray: { opened: true, parts } },
    focus: { pins, sample: known ? sample : null },
  });
}
