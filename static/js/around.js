// @ts-check
/**
 * What stands around the network, mounted once that has been painted: the top bar, the column, the
 * tools, what is said and asked; and the ways to what is fetched when it is first wanted.
 */
import { createChecker } from './acts/checker.js';
import { createDrawerData } from './acts/drawer.js';
import { createFollower } from './acts/follow.js';
import { followGuesses } from './acts/guess-anew.js';
import { createOwnCode } from './acts/own-code.js';
import { createTrainer } from './acts/trainer.js';
import { follows as followsFiles } from './lib/own-code.js';
import { fetched, once } from './platform/later.js';
import { place } from './platform/place.js';
import { followPrinting } from './platform/printing.js';
import { followTitle } from './platform/title.js';
import * as astray from './views/astray.js';
import * as drop from './views/drop.js';
import * as help from './views/help.js';
import * as inspector from './views/inspector.js';
import * as modes from './views/modes.js';
import * as ownCode from './views/own-code.js';
import * as problem from './views/problem.js';
import * as reaching from './views/reaching.js';
import * as stageMarks from './views/stage-marks.js';
import * as tools from './views/tools.js';
import * as topbar from './views/topbar.js';
import * as touch from './views/touch.js';

/**
 * @typedef {import('./types.js').Context & {
 *   build: ReturnType<typeof import('./acts/builder.js').createBuilder>,
 *   guard: import('./acts/guard.js').Guard,
 *   reach: import('./types.js').Reach,
 *   teacher: import('./acts/teaching.js').Teaching,
 * }} Whole   what the page is made with
 */

/** @param {Whole} context */
export function mount(context) {
  const { store } = context;
  const parts = {
    lessons: bringLessons(context),
    sharing: bringSharing(context),
    samples: bringSamples(context),
  };
  const checker = createChecker(context);
  const training = bringTraining(context);
  mountViews(context, parts, checker);
  follow(context, parts);
  store.on((state) => state.runs.learning, training.show);
  if (followsFiles(store.get().server.catalog)) createOwnCode({ ...context, checker }).follow();
  return {
    keys: training.keys,
    /** Beside its training a network is laid out otherwise: once that has its place. */
    laidOut: async () => store.get().runs.learning && training.show(true),
    /** The lessons' player, and where it speaks. */
    teacher: () => bringTeacher(context),
    building: bringBuilding(context),
    letDrop: () => letDrop(context, parts.sharing),
  };
}

/** Lessons. @param {Whole} context */
async function bringTeacher(context) {
  const [{ createTeacher }, lesson] = await fetched(
    Promise.all([import('./acts/teacher.js'), import('./views/lesson/card.js')]),
  );
  const teacher = createTeacher(context);
  lesson.mount(place('.lesson'), { ...context, teacher });
  return teacher;
}

/** The list of lessons. @param {Whole} context */
const bringLessons = (context) =>
  once(async () => {
    const { mount } = await fetched(import('./views/lessons.js'));
    return mount(context);
  });

/** Sharing. @param {Whole} context */
const bringSharing = (context) =>
  once(async () => {
    const [{ createSharing }, share] = await fetched(
      Promise.all([import('./acts/sharing.js'), import('./views/share.js')]),
    );
    const made = createSharing(context);
    share.mount(place('dialog.share'), { ...context, sharing: made });
    return made;
  });

/** Choosing samples. @param {Whole} context */
const bringSamples = (context) =>
  once(async () => {
    const [dialog, { createChooser }] = await fetched(
      Promise.all([import('./views/data/dialog.js'), import('./acts/choose-data.js')]),
    );
    return dialog.mount({ ...context, chooser: createChooser(context) });
  });

/** Building. @param {Whole} context */
const bringBuilding = (context) =>
  once(async () => {
    const { mount } = await fetched(import('./views/building.js'));
    mount({ panel: place('.architecture'), app: place('.app') }, context);
  });

/** The training's view. @param {Whole} context */
function bringTraining(context) {
  const { store, guard } = context;
  const trainer = createTrainer(context);
  /** @type {Awaited<ReturnType<typeof import('./views/learning/view.js').mount>> | null} */
  let view = null;
  const bring = once(async () => {
    const { mount } = await fetched(import('./views/learning/view.js'));
    view = await mount(place('.training'), { ...context, trainer });
  });
  const show = () =>
    place('.app').classList.toggle('in-training', store.get().runs.learning && Boolean(view));
  return {
    keys: () => view?.keys ?? {},
    /** @param {boolean} on */
    show: (on) => {
      if (!on || view) return show();
      return guard(async () => {
        await bring();
        show();
      });
    },
  };
}

/**
 * @typedef {{
 *   lessons: ReturnType<typeof bringLessons>,
 *   sharing: ReturnType<typeof bringSharing>,
 *   samples: ReturnType<typeof bringSamples>,
 * }} Parts   fetched when they are first wanted
 */

/** @param {Whole} context @param {Parts} parts @param {ReturnType<typeof createChecker>} checker */
function mountViews(context, { sharing, samples }, checker) {
  const { guard, reach } = context;
  const all = { ...context, checker };
  topbar.mount(place('.topbar'), {
    ...context,
    share: () => guard(async () => (await sharing()).link()),
  });
  modes.mount(place('.stage-bar'), context);
  ownCode.mount(place('.own-code'), context);
  touch.mount(place('.stage'), context);
  inspector.mount(place('.inspector'), { ...all, parted: fetched });
  tools.mount(place('.tools'), {
    ...all,
    openData: () => guard(async () => (await samples()).open()),
  });
  stageMarks.mount(place('.stage'), all);
  problem.mount(place('.problem'), context);
  astray.mount(place('.astray'), context);
  reaching.mount(place('.reaching'), { ...context, reach });
  help.mount(place('dialog.help'), context);
}

/** What goes on by itself, whatever is done. @param {Whole} context @param {Parts} parts */
function follow(context, { lessons }) {
  const { store, t, guard } = context;
  followGuesses(store);
  createFollower(context);
  createDrawerData(context);
  followTitle(context);
  followPrinting(store);
  store.on(
    (state) => state.teaching.listing,
    (listing) => {
      if (listing) guard(async () => (await lessons()).open());
    },
  );
  store.on(
    (state) => state.reader.lang,
    () => {
      place('.stage-title').textContent = t('stage.label');
    },
  );
}

/** @param {Whole} context @param {Parts['sharing']} sharing */
const letDrop = ({ t, guard }, sharing) =>
  drop.mount({
    t,
    near: () => guard(async () => void (await sharing())),
    open: (file) => guard(async () => (await sharing()).open(file)),
  });
