// @ts-check
/** The batch: which samples it holds, the one to follow, its size and order. */
import { clear, el } from '../platform/dom.js';
import { keepingFocus } from '../platform/keeping-focus.js';
import { elide } from '../lib/elide.js';
import { chooser, line, orderChoice, sizeField } from './batch/controls.js';

/** @typedef {import('../types.js').Context} Context */

/**
 * @param {HTMLElement} root
 * @param {Context} context
 */
export function mount(root, { store, t, act }) {
  root.classList.add('batch');
  let refused = '';

  /** @param {object} batch */
  const change = async (batch) => {
    refused = '';
    await act.edit(
      { description: { batch } },
      {
        refused: ({ errors, detail }) => {
          refused = errors[0]?.detail ?? detail;
        },
      },
    );
    draw();
  };

  /** @param {number | null | undefined} size */
  const resize = (size) => {
    if (size !== undefined) return change({ size });
    refused = t('batch.wrong');
    const note = root.querySelector('.entry-note');
    if (!(note instanceof HTMLElement)) return undefined;
    note.textContent = refused;
    note.hidden = false;
    return undefined;
  };

  const draw = () => keepingFocus(root, contents, 'batch');
  const contents = () => {
    const { stage, focus, reader } = store.get();
    const { trace, checkpoint } = stage;
    clear(root);
    root.hidden = !trace || !checkpoint;
    if (!trace || !checkpoint) return;
    const { indices } = trace.batch;
    const list = elide(indices.map(String), 5, 1).join(', ');
    root.append(
      el(
        'header',
        null,
        el('h3', null, t('batch.title')),
        el('span', null, t('batch.holds', { list })),
      ),
      line(t('batch.sample'), chooser(indices.length, focus.sample, t, act.follow)),
      ...(reader.manner.lock ? [] : settings(checkpoint.description?.batch)),
    );
  };

  /** @param {{size: number | null, shuffle: boolean} | undefined} batch */
  const settings = (batch) => [
    line(t('batch.size'), sizeField(batch?.size ?? null, { t, refused: Boolean(refused) }, resize)),
    el(
      'p',
      { class: 'entry-note', attrs: { role: 'alert', id: 'batch-note', hidden: !refused } },
      refused,
    ),
    line(
      t('batch.order'),
      orderChoice(Boolean(batch?.shuffle), t, (shuffle) => change({ shuffle })),
    ),
  ];

  store.onAny(({ stage, focus, reader }) => [stage.trace, focus.sample, reader.lang], draw);
  store.on(
    (state) => state.stage.trace,
    (trace, { focus: { sample } }) => {
      if (trace && sample !== null && sample >= trace.batch.indices.length) act.follow(null);
    },
  );
}
