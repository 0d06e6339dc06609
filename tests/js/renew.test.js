import { el, renew } from '../../static/js/platform/dom.js';
import { equal, test } from './harness.js';

test('what looks the same stays the same node, and only what differs is written', () => {
  const root = el('div', null, el('h2', null, 'y₁'), el('p', { class: 'say' }, 'one'));
  const [title, say] = root.children;
  const text = say.firstChild;
  renew(root, el('h2', null, 'y₁'), el('p', { class: 'say now' }, 'two'));
  equal([...root.children].indexOf(title), 0);
  equal([...root.children].indexOf(say), 1);
  equal(say.firstChild === text, true);
  equal([say.className, say.textContent], ['say now', 'two']);
});

test('what has become another thing, more, or nothing takes its place', () => {
  const root = el('div', null, 'word', el('b', { attrs: { title: 'x' } }, 'bold'));
  renew(root, el('i', null, 'italic'), el('b', null, 'bold'), null, el('u'));
  equal(root.innerHTML, '<i>italic</i><b>bold</b><u></u>');
  renew(root);
  equal(root.childNodes.length, 0);
});

test('what listens, and what holds something that does, is never mistaken for another', () => {
  let heard = '';
  const click = (word) => () => {
    heard = word;
  };
  const row = (word) => el('p', null, el('button', { on: { click: click(word) } }, 'go'));
  const root = el('div', null, row('old'));
  renew(root, row('new'));
  root.querySelector('button').click();
  equal(heard, 'new');
});

test('a style is written where only the style differs', () => {
  const bar = (share) => el('i', { style: { '--share': `${share}px` } });
  const root = el('div', null, bar(1));
  const [same] = root.children;
  renew(root, bar(2));
  equal(root.firstChild === same, true);
  equal(same.style.getPropertyValue('--share'), '2px');
});
