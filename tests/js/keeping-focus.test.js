/** What is drawn anew while somebody types in it. */
import { keepingFocus } from '../../static/js/platform/keeping-focus.js';
import { equal, test } from './harness.js';

/** A form with a field, and its drawing, of whatever stands in it. */
function form(value) {
  const root = document.createElement('form');
  document.body.append(root);
  const draw = (value) => {
    const field = document.createElement('input');
    field.dataset.train = 'iterations';
    field.setAttribute('value', value);
    root.replaceChildren(field);
  };
  draw(value);
  root.querySelector('input').focus();
  return {
    field: () => root.querySelector('input'),
    anew: (value) => keepingFocus(root, () => draw(value), 'train'),
  };
}

test('what is being typed stays, with the caret in it', () => {
  const { field, anew } = form('1000');
  field().value = '57';
  field().setSelectionRange(1, 1);
  const before = field();
  anew('1000');
  const { value, selectionStart, selectionEnd } = field();
  equal([before.isConnected, value, selectionStart, selectionEnd], [false, '57', 1, 1]);
  equal(document.activeElement === field(), true);
});

test('what the field says by now is written where it is another value', () => {
  const { field, anew } = form('1000');
  field().value = '57';
  anew('20');
  equal(field().value, '20');
});

test('a field in which nobody has typed is drawn as it is', () => {
  const { field, anew } = form('1000');
  anew('20');
  equal([field().value, document.activeElement === field()], ['20', true]);
});
