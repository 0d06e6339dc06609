// @ts-check
/**
 * Puts the page together: the store, the server, what a person can do, and what is seen of the
 * network. What stands around it comes once the network has been painted (`around.js`).
 */
import { createActions } from './acts/actions.js';
import { api, catalog, lang, opening, wanted, words } from './begin.js';
import { createBuilder } from './acts/builder.js';
import { createGuard } from './acts/guard.js';
import { spellWith } from './lib/names.js';
import { catalogWord } from './lib/catalog-words.js';
import { createWords, languages } from './platform/i18n.js';
import { bindKeys } from './platform/keys.js';
import { fetched } from './platform/later.js';
import { createReach } from './acts/reach.js';
import { place } from './platform/place.js';
import { begun } from './platform/state.js';
import { createStore } from './platform/store.js';
import { applyTheme, firstTheme } from './platform/theme.js';
import { keepAddress } from './acts/address-bar.js';
import { painted } from './platform/draw-soon.js';
import { followSteps } from './platform/stepped.js';
import { isList, lessonOf } from './platform/url.js';
import * as beforeBuilding from './views/before-building.js';
import * as drawer from './views/drawer.js';
import { createTeaching } from './acts/teaching.js';
import * as first from './views/first.js';
import * as linkOptions from './views/link-options.js';
import * as stage from './views/stage.js';
import * as pins from './views/pins.js';
import * as transport from './views/transport.js';
import * as unsuited from './views/unsuited.js';

/** Numbers that are not there so soon are waited for with the page in sight, in milliseconds. */
const SOON = 150;

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

/**
 * What stands around the network; lessons, sharing and the training's view are brought by it.
 * @type {Awaited<ReturnType<typeof import('./around.js').mount>> | null}
 */
let around = null;
const teacher = createTeaching({ store, guard, bring: () => whole().then((it) => it.teacher()) });

async function whole() {
  const { mount } = await fetched(import('./around.js'));
  around ??= mount({ ...context, build, guard, reach, teacher });
  return around;
}

/** What is seen of the network, in the places that it keeps. */
function mountViews() {
  linkOptions.mount(place('.app'), context);
  first.mount(place('.panel.first'), { ...context, build, guard, teacher });
  transport.mount(place('.transport'), context);
  pins.mount(place('.pins'), context);
  drawer.mount(place('.drawer'), context);
  unsuited.mount(place('.unsuited'), context);
  stage.mount(place('.stage'), context);
  // whoever clicks on the network that has just been painted is heard
  const bring = () => whole().then((it) => it.building());
  beforeBuilding.mount(place('.app'), { ...context, guard }, bring);
}

/** What goes on by itself, whatever is done. */
function follow() {
  store.on((state) => state.reader.theme, applyTheme);
  store.on(
    (state) => state.reader.sheet,
    (sheet) => place('.app').classList.toggle('open', sheet),
  );
  followSteps(store);
  bindKeys(act, () => (store.get().runs.learning ? (around?.keys() ?? {}) : null));
}

/**
 * What the address asks for, once it is at hand; null where the page is in sight before, and says
 * that it waits. A lesson and the training's view are laid out otherwise, and first.
 */
const atHand = () =>
  lessonOf(location.pathname) || store.get().runs.learning
    ? null
    : Promise.race([opening, new Promise((done) => setTimeout(done, SOON, null))]);

/** What the address asks for. */
async function openFirst() {
  const taught = lessonOf(location.pathname);
  if (taught) return teacher.open(taught, wanted.scene, wanted);
  const isElsewhere = act.since(); // a quick reader has opened something else before it has come
  const there = await opening;
  if (!isElsewhere() && !store.get().teaching.lesson) await act.open(wanted, {}, there);
}

/**
 * What is at hand is shown before anything listens, so that each view draws it once; what stands
 * around it waits until it has been painted.
 */
async function start() {
  const listed = isList(location.pathname); // before the address says what is shown
  const [known] = await Promise.all([catalog, load(lang)]);
  store.set({ server: { catalog: known } });
  const there = await atHand();
  if (there) await act.open(wanted, {}, there);
  follow();
  mountViews();
  if (there) {
    keepAddress(store, act, teacher); // before anybody can press a key
    await painted();
  }
  const it = await whole();
  await it.laidOut();
  const opens = there ? null : openFirst();
  if (lessonOf(location.pathname)) await opens; // or it would be shown over what was dropped
  it.letDrop();
  await opens;
  if (!there) keepAddress(store, act, teacher);
  if (listed) act.lessons();
}

guard(start);
// A server that was away before the page was whole: begin again when it is back.
let wasOffline = false;
store.on(
  (state) => state.server.offline,
  (offline) => {
    if (!offline && wasOffline && !(around && store.get().stage.trace)) location.reload();
    wasOffline = offline;
  },
);
