// @ts-check
/** What can be done with a training: begin anew, go, stop, one iteration, one epoch. */
import { el } from '../../platform/dom.js';
import { keepingFocus } from '../../platform/keeping-focus.js';
import { icon } from '../../draw/icons.js';
import { trainButton } from './train-button.js';

/**
 * @param {HTMLElement} root
 * @param {import('./view.js').Context} context
 * @param {{desk: import('./desk.js').Desk, opener: import('./stop-when.js').Opener}} with
 */
export function mount(root, { store, t }, { desk, opener }) {
  const buttons = () => {
    const { runs, stage, server } = store.get();
    const { training } = runs;
    const off = !stage.trace || server.offline;
    const going = Boolean(training);
    return [
      trainButton('start', desk.first, icon('first'), {
        off: off || going,
        look: 'outlined',
        title: t('train.start'),
        label: t('train.start'),
      }),
      trainButton(
        'go',
        desk.toggle,
        [icon(going ? 'stop' : 'play'), el('span', null, t(going ? 'train.stop' : 'train.go'))],
        { off: going ? Boolean(training?.stopping) : off, look: 'go', title: t('learn.space') },
      ),
      trainButton('one', desk.one, t('train.one'), {
        off: off || going,
        look: 'wide',
        title: 'N',
      }),
      trainButton('epoch', desk.anEpoch, t('train.epoch'), {
        off: off || going,
        look: 'wide',
        title: t('train.epoch.title', { n: desk.epoch() }),
      }),
    ];
  };

  const whenButton = () => {
    const open = opener.isOpen();
    const button = trainButton('when', opener.toggle, [t('train.when'), icon('down')], {
      look: open ? 'when open' : 'when',
    });
    button.setAttribute('aria-haspopup', 'dialog');
    button.setAttribute('aria-expanded', String(open));
    return button;
  };

  const draw = () => {
    root.setAttribute('aria-label', t('train.title'));
    keepingFocus(
      root,
      () => root.replaceChildren(...buttons(), el('span', { class: 'rule wide' }), whenButton()),
      'train',
    );
  };
  desk.listen(draw);
  opener.listen(draw);
  store.onAny(
    ({ stage, reader, server, runs }) => [
      stage.trace,
      reader.lang,
      server.offline,
      runs.samples,
      runs.training?.stopping,
      Boolean(runs.training),
    ],
    draw,
  );
}
