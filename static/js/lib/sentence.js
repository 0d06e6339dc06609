// @ts-check
/** A sentence of the API: plain words, **strong** words, and {address} slots. */

/** @typedef {{text?: string, address?: string, strong: boolean}} Piece */

/**
 * @param {string} sentence
 * @returns {Piece[]}
 */
export function pieces(sentence) {
  return sentence.split('**').flatMap((stretch, k) => {
    const strong = k % 2 === 1;
    const parts = stretch.split(/\{([^}]+)\}/);
    return parts
      .map((part, q) => (q % 2 === 1 ? { address: part, strong } : { text: part, strong }))
      .filter((piece) => piece.text !== '');
  });
}

/**
 * The same sentence without marks, for screen readers.
 * @param {string} sentence
 * @param {(address: string) => string} name
 */
export const spoken = (sentence, name) =>
  pieces(sentence)
    .map((piece) => piece.text ?? name(piece.address ?? ''))
    .join('');
