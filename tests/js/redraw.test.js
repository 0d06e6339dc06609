import { el, math } from '../../static/js/lib/sketch.js';
import { el as made } from '../../static/js/platform/dom.js';
import { redraw } from '../../static/js/platform/redraw.js';
import { equal, test } from './harness.js';

const drawn = (...children) => {
  const root = made('div');
  redraw(root, ...children);
  return root;
};

test('what looks the same stays the same node, and only what differs is written', () => {
  const root = drawn(el('h2', null, 'y₁'), el('p', { class: 'say' }, 'one'));
  const [title, say] = root.children;
  const text = say.firstChild;
  redraw(root, el('h2', null, 'y₁'), el('p', { class: 'say now' }, 'two'));
  equal([...root.children].indexOf(title), 0);
  equal([...root.children].indexOf(say), 1);
  equal(say.firstChild === text, true);
  equal([say.className, say.textContent], ['say now', 'two']);
});

test('nothing at all is written where nothing differs', async () => {
  const shown = () => [
    el('p', { class: 'a', dataset: { at: '1' }, attrs: { title: 'x' }, style: { '--m': 1 } }, 'y'),
    math('math', null, math('mi', null, 'y')),
  ];
  const root = drawn(shown());
  const seen = [];
  const watch = new MutationObserver((changes) => seen.push(...changes));
  watch.observe(root, { subtree: true, childList: true, attributes: true, characterData: true });
  redraw(root, shown());
  await Promise.resolve();
  equal([...seen, ...watch.takeRecords()].length, 0);
});

test('what has become another thing, more, or nothing takes its place', () => {
  const root = drawn('word', el('b', { attrs: { title: 'x' } }, 'bold'));
  redraw(root, el('i', null, 'italic'), el('b', null, 'bold'), null, el('u'));
  equal(root.innerHTML, '<i>italic</i><b>bold</b><u></u>');
  redraw(root, 'word', el('u', { attrs: { hidden: true } }, 2));
  equal(root.innerHTML, 'word<u hidden="">2</u>');
  redraw(root);
  equal(root.childNodes.length, 0);
});

test('the last row stays the last where there are more or fewer before it', () => {
  const row = (text) => el('p', null, text);
  const rows = (...texts) => [texts.map(row), el('p', { class: 'total' }, 'sum')];
  const root = drawn(rows('a', 'b', 'c'));
  const total = root.lastChild;
  for (const texts of [['a'], ['a', 'x', 'y', 'z'], []]) {
    redraw(root, rows(...texts));
    equal(
      [...root.children].map((node) => node.textContent),
      [...texts, 'sum'],
    );
    equal(root.lastChild === total, true);
  }
});

test('attributes, data and styles are written, and taken away again', () => {
  const root = drawn(el('i', { attrs: { title: 'x', lang: 'en' }, dataset: { at: 1 } }));
  const [node] = root.children;
  redraw(root, el('i', { attrs: { title: 'y', lang: null }, style: { '--share': '1px' } }));
  equal(root.children[0] === node, true);
  equal(root.innerHTML, '<i title="y" style="--share: 1px;"></i>');
  redraw(root, el('i', null));
  equal(node.style.getPropertyValue('--share'), '');
  equal(node.hasAttribute('title'), false);
});

test('an element of the page stays what it is, wherever the others go', () => {
  const own = made('input');
  const root = drawn(el('p', null, 'a'), own);
  redraw(root, el('p', null, 'a'), el('p', null, 'b'), own);
  equal(root.innerHTML, '<p>a</p><p>b</p><input>');
  equal(root.lastChild === own, true);
});

test('what was lit up because of what it was about is so no longer', () => {
  const symbol = (address) => el('i', { class: 'tok', dataset: { address } }, address);
  const root = drawn(symbol('l1.y'), symbol('l1.W'));
  for (const node of root.children) node.classList.add('hovered');
  redraw(root, symbol('l2.y'), symbol('l1.W'));
  equal(
    [...root.children].map((node) => node.className),
    ['tok', 'tok hovered'],
  );
});

test('what somebody else has emptied is drawn whole', () => {
  const root = drawn(el('p', null, 'a'));
  root.replaceChildren();
  redraw(root, el('p', null, 'a'));
  equal(root.innerHTML, '<p>a</p>');
});

test('what somebody else has filled with as much is drawn whole', () => {
  const root = drawn(el('p', null, 'a'));
  root.replaceChildren(made('p', null, 'b'));
  redraw(root, el('p', null, 'a'));
  equal(root.innerHTML, '<p>a</p>');
});

test('a described element stands inside one that is made', () => {
  const button = made('button', { on: { click: () => {} } }, el('b', null, 'go'), ' on');
  equal(button.outerHTML, '<button><b>go</b> on</button>');
});
