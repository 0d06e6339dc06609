import { drawSoon } from '../../static/js/platform/draw-soon.js';
import { equal, test } from './harness.js';

const frame = () => new Promise(requestAnimationFrame);
const frames = async (count) => {
  for (let k = 0; k < count; k += 1) await frame();
};
/** A busy machine paints late: what is waited for is that it has happened. */
const until = async (holds) => {
  for (let k = 0; k < 1000 && !holds(); k += 1) await frame();
};

test('what waits for the paint is drawn once, however often it is asked for', async () => {
  let drawn = 0;
  const soon = drawSoon(() => {
    drawn += 1;
  });
  soon();
  soon();
  equal(drawn, 0);
  await until(() => drawn > 0);
  await frames(3);
  equal(drawn, 1);
  soon();
  await until(() => drawn > 1);
  equal(drawn, 2);
});

test('what takes a whole frame leaves the next to one of its own, in the order asked for', async () => {
  const drawn = [];
  const slow = (name) =>
    drawSoon(() => {
      const end = performance.now() + 20;
      while (performance.now() < end);
      drawn.push([name, document.timeline.currentTime]);
    });
  for (const name of ['first', 'second', 'third']) slow(name)();
  await until(() => drawn.length > 2);
  equal(
    drawn.map(([name]) => name),
    ['first', 'second', 'third'],
  );
  equal(new Set(drawn.map(([, time]) => time)).size, 3);
});

test('one that fails holds up none of the others', async () => {
  let drawn = 0;
  const quiet = (event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  addEventListener('error', quiet, { capture: true });
  drawSoon(() => {
    throw new Error('on purpose');
  })();
  drawSoon(() => {
    drawn += 1;
  })();
  await until(() => drawn > 0);
  removeEventListener('error', quiet, { capture: true });
  equal(drawn, 1);
});
