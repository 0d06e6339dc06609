// @ts-check
/** The text of a file that may be a table. */

/**
 * Whether bytes may be a table: it has no NUL, unless it says that it is UTF-16.
 * @param {ArrayBuffer} bytes
 */
export function isText(bytes) {
  const head = new Uint8Array(bytes);
  return !head.includes(0) || isUtf16(head);
}

/** @param {Uint8Array} head */
const isUtf16 = ([first, second]) =>
  (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);

/**
 * As spreadsheets write files: UTF-8, UTF-16 if it says so, else the encoding of Windows.
 * @param {ArrayBuffer} bytes
 */
export function decoded(bytes) {
  const head = new Uint8Array(bytes, 0, Math.min(2, bytes.byteLength));
  if (isUtf16(head))
    return new TextDecoder(head[0] === 0xff ? 'utf-16le' : 'utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
