// @ts-check
/** What a training is to stop for; in its place, how the last one has ended. */
import { clear, el } from '../../platform/dom.js';
import { trainButton } from './train-button.js';
import { chipOf, endedIn } from './words.js';

/**
 * @param {{stops: HTMLElement, state: HTMLElement}} places
 * @param {import('./view.js').Context} context
 * @param {import('./desk.js').Desk} desk
 */
export function mount({ stops, state }, { store, t, act }, desk) {
  /** An end that has been read. @type {import('../../types.js').Ended | null} */
  let read = null;

  const chips = () =>
    desk
      .chosen()
      .map((stop) => el('span', { class: 'stop-chip' }, chipOf(stop, store.get().stage.trace, t)));

  /** What there is to say while it goes on. */
  const going = () => {
    const { training } = store.get().runs;
    if (!training) return null;
    const { waiting, stopping } = training;
    if (waiting === null) return stopping ? t('train.stopping') : null;
    return waiting ? t('train.waiting', { n: waiting }) : t('train.waiting.next');
  };

  const draw = () => {
    const ended = store.get().runs.ended === read ? null : endedIn(store.get(), t);
    stops.hidden = Boolean(ended);
    stops.replaceChildren(...(ended ? [] : chips()));
    clear(state);
    state.classList.toggle('diverged', Boolean(ended?.bad));
    const words = ended?.words ?? going();
    if (words) state.append(el('p', { attrs: { title: ended?.words } }, words));
    if (ended?.opens)
      state.append(trainButton('open', act.learning, t('learn.open'), { look: 'outlined' }));
  };
  // Who wishes something else has read how the last one ended.
  desk.listen(() => {
    read = store.get().runs.ended;
    draw();
  });
  store.onAny(
    ({ stage, reader, runs }) => [
      runs.training?.waiting,
      runs.training?.stopping,
      Boolean(runs.training),
      runs.ended,
      stage.checkpoint,
      stage.trace,
      reader.lang,
    ],
    draw,
  );
}
