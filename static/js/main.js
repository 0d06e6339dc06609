// @ts-check
/** Puts the page together: the store, the server, what a person can do, and the views. */
import { createActions } from './acts/actions.js';
import { api, catalog, lang, opening, wanted, words } from './begin.js';
import { createBuilder } from './acts/builder.js';
import { createChecker } from './acts/checker.js';
import { createFollower } from './acts/follow.js';
import { createGuard } from './acts/guard.js';
import { spellWith } from './lib/names.js';
import { catalogWord } from './lib/catalog-words.js';
import { createWords, languages } from './platform/i18n.js';
import { bindKeys } from './platform/keys.js';
import { fetched, once } from './platform/later.js';
import { follows as followsFiles } from './lib/own-code.js';
import { createOwnCode } from './acts/own-code.js';
import { createReach } from './acts/reach.js';
import { begun } from './platform/state.js';
import { createStore } from './platform/store.js';
import { applyTheme, firstTheme } from './platform/theme.js';
import { keepAddress } from './acts/address-bar.js';
import { followPrinting } from './platform/printing.js';
import { followSteps } from './platform/stepped.js';
import { followTitle } from './platform/title.js';
import { isList, lessonOf } from './platform/url.js';
import { createDrawerData } from './acts/drawer.js';
import { createTrainer } from './acts/trainer.js';
import * as astray from './views/astray.js';
import * as beforeBuilding from './views/before-building.js';
import * as drawer from './views/drawer.js';
import * as drop from './views/drop.js';
import * as help from './views/help.js';
import { followGuesses } from './acts/guess-anew.js';
import { createTeaching } from './acts/teaching.js';
import * as inspector from './views/inspector.js';
import * as linkOptions from './views/link-options.js';
import * as problem from './views/problem.js';
import * as reaching from './views/reaching.js';
import * as stage from './views/stage.js';
import * as modes from './views/modes.js';
import * as ownCode from './views/own-code.js';
import * as pins from './views/pins.js';
import * as touch from './views/touch.js';
import * as stageMarks from './views/stage-marks.js';
import * as tools from './views/tools.js';
import * as topbar from './views/topbar.js';
import * as transport from './views/transport.js';
import * as unsuited from './views/unsuited.js';

const { manner, pins: pinned, sample } = wanted;
const store = createStore(
  begun({
    lang,
    languages: languages(),
    theme: firstTheme(),
    manner,
    pins: pinned,
    sample,
    learning: wanted.training && !manner.hide.includes('drawer'),
  }),
);
const guard = createGuard(store, api);
const { t, load } = createWords(
  (spoken) => (spoken === lang ? words : api.words(spoken)),
  () => store.get().reader.lang,
  (key, spoken) => catalogWord(store.get().server.catalog, key, spoken),
);
const reach = createReach({ store, api });
spellWith(t);
const act = createActions({ store, api, guard, reach, t, speak: load });
const context = { store, api, t, act, late: {} };
const build = createBuilder(context);
const checker = createChecker({ store, api, guard });
const trainer = createTrainer({ store, api, act, guard });

/** @template {HTMLElement} T @param {string} selector @returns {T} */
const place = (selector) => {
  const element = document.querySelector(selector);
  if (!(element instanceof HTMLElement)) throw new Error(`The page has no ${selector}.`);
  return /** @type {T} */ (element);
};

/** Lessons. */
const teacher = createTeaching({
  store,
  guard,
  bring: async () => {
    const [{ createTeacher }, lesson] = await fetched(
      Promise.all([import('./acts/teacher.js'), import('./views/lesson/card.js')]),
    );
    const player = createTeacher({ store, api, act, guard });
    lesson.mount(place('.lesson'), { ...context, teacher: player, build });
    return player;
  },
});

/** The list of lessons. */
const lessons = once(async () => {
  const { mount } = await fetched(import('./views/lessons.js'));
  return mount({ ...context, teacher });
});
const openLessons = () => guard(async () => (await lessons()).open());

/** Sharing. */
const sharing = once(async () => {
  const [{ createSharing }, share] = await fetched(
    Promise.all([import('./acts/sharing.js'), import('./views/share.js')]),
  );
  const made = createSharing({ store, api, t, act, guard, reach });
  share.mount(place('dialog.share'), { ...context, sharing: made });
  return made;
});

/** Choosing samples. */
const samples = once(async () => {
  const [dialog, { createChooser }] = await fetched(
    Promise.all([import('./views/data/dialog.js'), import('./acts/choose-data.js')]),
  );
  return dialog.mount({ ...context, guard, chooser: createChooser(context) });
});
const openData = () => guard(async () => (await samples()).open());

/** Building. */
const building = once(async () => {
  const { mount } = await fetched(import('./views/building.js'));
  mount({ panel: place('.architecture'), app: place('.app') }, { ...context, build, guard });
});

/**
 * The training's view.
 * @type {Awaited<ReturnType<typeof import('./views/learning/view.js').mount>> | null}
 */
let training = null;
const bringTraining = once(async () => {
  const { mount } = await fetched(import('./views/learning/view.js'));
  training = await mount(place('.training'), { ...context, trainer, guard });
});
const showTraining = (/** @type {boolean} */ on) => {
  const show = () =>
    place('.app').classList.toggle('in-training', store.get().runs.learning && Boolean(training));
  if (!on || training) return show();
  return guard(async () => {
    await bringTraining();
    show();
  });
};

/** What is seen of the network that is shown, and around it. */
function mountViews() {
  linkOptions.mount(place('.app'), context);
  topbar.mount(place('.topbar'), {
    ...context,
    share: () => guard(async () => (await sharing()).link()),
  });
  transport.mount(place('.transport'), context);
  stage.mount(place('.stage'), context);
  modes.mount(place('.stage-bar'), { ...context, teacher });
  ownCode.mount(place('.own-code'), context);
  unsuited.mount(place('.unsuited'), { ...context });
  touch.mount(place('.stage'), context);
  pins.mount(place('.pins'), context);
  inspector.mount(place('.inspector'), {
    ...context,
    build,
    checker,
    teacher,
    guard,
    parted: fetched,
  });
  drawer.mount(place('.drawer'), context);
  store.on((state) => state.runs.learning, showTraining);
  tools.mount(place('.tools'), { ...context, build, checker, openData });
  stageMarks.mount(place('.stage'), { ...context, checker, build });
  beforeBuilding.mount(place('.app'), { ...context, guard }, building);
  problem.mount(place('.problem'), context);
  astray.mount(place('.astray'), context);
  reaching.mount(place('.reaching'), { ...context, reach });
  help.mount(place('dialog.help'), context);
}

/** What goes on by itself, whatever is done. */
function follow() {
  bindKeys(act, () => (store.get().runs.learning ? (training?.keys ?? {}) : null));
  followGuesses(store);
  createFollower({ store, api, guard });
  createDrawerData({ store, api, guard });
  followTitle(context);
  followSteps(store);
  followPrinting(store);
  store.on(
    (state) => state.teaching.listing,
    (listing) => {
      if (listing) openLessons();
    },
  );
  store.on(
    (state) => state.reader.lang,
    () => {
      place('.stage-title').textContent = t('stage.label');
    },
  );
}

/** What the address asks for; from then on the address says what is shown. */
async function openFirst() {
  const taught = lessonOf(location.pathname);
  const listed = isList(location.pathname);
  const isElsewhere = act.since(); // a quick reader has opened something else before it has come
  const there = taught ? null : await opening;
  const first = taught
    ? teacher.open(taught, wanted.scene, wanted)
    : !isElsewhere() && !store.get().teaching.lesson && act.open(wanted, {}, there);
  if (taught) await first; // its player is fetched, and would show the lesson over what was dropped
  drop.mount({
    t,
    near: () => guard(async () => void (await sharing())),
    open: (file) => guard(async () => (await sharing()).open(file)),
  });
  await first;
  keepAddress(store, act, teacher);
  if (listed) act.lessons();
}

async function start() {
  const [known] = await Promise.all([catalog, load(lang)]);
  store.on((state) => state.reader.theme, applyTheme);
  store.on(
    (state) => state.reader.sheet,
    (sheet) => place('.app').classList.toggle('open', sheet),
  );
  mountViews();
  follow();
  store.set({ server: { catalog: known } });
  await openFirst();
  if (followsFiles(known)) createOwnCode({ ...context, checker, guard }).follow();
}

guard(start);
// A server that was away when the page opened: begin again when it is back.
let wasOffline = false;
store.on(
  (state) => state.server.offline,
  (offline) => {
    if (!offline && wasOffline && !store.get().stage.trace) location.reload();
    wasOffline = offline;
  },
);
