// @ts-check
/** A field that somebody is typing into, while the panel around it is drawn anew. */

/**
 * What somebody is in the middle of: a field stays as it was typed when the panel is drawn anew.
 * @param {HTMLElement} root
 */
export function keep(root) {
  const field = document.activeElement;
  if (!(field instanceof HTMLElement) || !root.contains(field)) return null;
  const text =
    field instanceof HTMLInputElement && field.type === 'text' && field.value !== field.defaultValue
      ? field.value
      : null;
  return { key: field.dataset.key ?? '', text };
}

/** @param {HTMLElement} root @param {{key: string, text: string | null} | null} typing */
export function restore(root, typing) {
  const field = typing && root.querySelector(`[data-key="${CSS.escape(typing.key)}"]`);
  if (!(field instanceof HTMLElement)) return;
  field.focus();
  if (
    typing?.text &&
    field instanceof HTMLInputElement &&
    field.getAttribute('aria-invalid') !== 'true'
  )
    field.value = typing.text;
}
