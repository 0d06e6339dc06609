// @ts-check
/** The text of a file that may be a table. */
import { HEAD } from '../../lib/data/table.js';

/**
 * What is no text is read in part: enough for the server to say what it is. Null is what cannot be
 * read: a folder, or a file that is not there any more.
 * @param {File | null} file
 */
export async function textOf(file) {
  if (!file) return null;
  try {
    const head = await file.slice(0, HEAD).arrayBuffer();
    const readable = isText(head);
    return { readable, text: decoded(readable ? await file.arrayBuffer() : head) };
  } catch {
    return null;
  }
}

/**
 * Whether bytes may be a table: it has no NUL, unless it says that it is UTF-16.
 * @param {ArrayBuffer} bytes
 */
function isText(bytes) {
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
function decoded(bytes) {
  const head = new Uint8Array(bytes, 0, Math.min(2, bytes.byteLength));
  if (isUtf16(head))
    return new TextDecoder(head[0] === 0xff ? 'utf-16le' : 'utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
