/** What is drawn anew while somebody types in it. */
import { keepingFocus } from '../../static/js/platform/keeping-focus.js';
import { equal, test } from './harness.js';

/** A form with a field, and its drawing, of whatever stands in it. */
function form(value) {
  /** @type {string[]} */
  const taken = [];
  const root = document.createElement('form');
  document.body.append(root);
  const draw = (value) => {
    const field = document.createElement('input');
    field.dataset.train = 'iterations';
    field.setAttribute('value', value);
    field.addEventListener('change', () => {
      taken.push(field.value);
      field.setAttribute('aria-invalid', String(!Number(field.value)));
    });
    root.replaceChildren(field);
  };
  draw(value);
  root.querySelector('input').focus();
  return {
    taken,
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

test('what is selected stays so: the next key replaces it', () => {
  const { field, anew } = form('1000');
  field().select();
  anew('1000');
  equal([field().selectionStart, field().selectionEnd], [0, 4]);
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

test('what was typed before is taken when the field is left, and once', () => {
  const { field, anew, taken } = form('1000');
  field().value = '57';
  anew('1000');
  field().blur();
  field().focus();
  field().blur();
  equal(taken, ['57']);
});

test('or with Enter', async () => {
  const { field, anew, taken } = form('1000');
  field().value = '57';
  anew('1000');
  field().dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter' }));
  await new Promise((done) => setTimeout(done));
  field().blur();
  equal(taken, ['57']);
});

test('what has been read already, and is not taken, says so again', () => {
  const { field, anew, taken } = form('1000');
  field().value = 'fast';
  field().dispatchEvent(new Event('change'));
  anew('1000');
  equal([field().value, field().getAttribute('aria-invalid')], ['fast', 'true']);
  equal(taken, ['fast', 'fast']);
});
