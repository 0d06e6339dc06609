// @ts-check
/** How a dialog is closed: by its button, and by a click beside it. */
import { icon } from '../draw/icons.js';
import { el } from '../platform/dom.js';

/** @param {HTMLDialogElement} root @param {string | null} [label] */
export const closeButton = (root, label = null) =>
  el(
    'button',
    {
      class: 'btn',
      attrs: { type: 'button', 'aria-label': label },
      on: { click: () => root.close() },
    },
    icon('close'),
  );

/** A click beside it is one on the dialog itself. @param {HTMLDialogElement} root */
export const letClose = (root) =>
  root.addEventListener('click', (event) => {
    if (event.target === root) root.close();
  });
