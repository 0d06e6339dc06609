// @ts-check
/**
 * A table that was written as JSON, or nearly so: records, rows, columns, one record a line, what
 * pandas writes, a Python literal. It becomes CSV, for the reader to see and change.
 */

/** @typedef {{csv: string, rows: number, columns: number}} Table */
/** @typedef {Record<string, any>} Entries   what a row, or an object, holds by name */

const BEGINS = /^\s*[[{]/;
const WORDS = /** @type {Record<string, string>} */ ({
  None: 'null',
  NaN: 'null',
  nan: 'null',
  Infinity: 'null',
  inf: 'null',
  undefined: 'null',
  True: 'true',
  False: 'false',
});
/** A text in either quotes, a number, a word, or anything else. */
const PIECE = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\d[\d.]*(?:e[-+]?\d+)?|[a-z_$][\w$]*|[\s\S]/gi;

/**
 * The table in a text; null where there is none.
 * @param {string} text
 * @returns {Table | null}
 */
export function fromJson(text) {
  if (!BEGINS.test(text)) return null;
  const value = parsed(text) ?? lines(text);
  const records = value === undefined ? null : recordsOf(value);
  if (!records?.length) return null;
  const flat = records.map((record) => flattened(record));
  const names = [...new Set(flat.flatMap((row) => Object.keys(row)))];
  if (!names.length) return null;
  const nameless = Array.isArray(records[0]);
  const body = flat.map((row) => names.map((name) => cell(row[name])).join(','));
  return {
    csv: [...(nameless ? [] : [names.map(cell).join(',')]), ...body].join('\n'),
    rows: flat.length,
    columns: names.length,
  };
}

/** @param {string} text @returns {any} */
function parsed(text) {
  for (const source of [() => text, () => mended(text)])
    try {
      return JSON.parse(source());
    } catch {}
  return undefined;
}

/** One value a line. @param {string} text */
function lines(text) {
  const values = text
    .split('\n')
    .filter((line) => line.trim())
    .map((line) => parsed(line.trim().replace(/,$/, '')));
  return values.length > 1 && values.every((value) => typeof value === 'object')
    ? values
    : undefined;
}

/**
 * Single quotes, None, names without quotes and commas before a bracket, as JSON wants them.
 * @param {string} text
 */
const mended = (text) =>
  (text.match(PIECE) ?? [])
    .map((piece) => {
      if (piece.startsWith("'"))
        return JSON.stringify(piece.slice(1, -1).replaceAll(/\\(.)/g, '$1'));
      if (!/^[A-Za-z_$]/.test(piece)) return piece;
      return WORDS[piece] ?? (/^(?:true|false|null)$/.test(piece) ? piece : JSON.stringify(piece));
    })
    .join('')
    .replaceAll(/,(\s*[\]}])/g, '$1');

/**
 * Rows, or objects with names; null where the value is no table.
 * @param {any} value
 * @returns {any[] | null}
 */
function recordsOf(value) {
  if (Array.isArray(value))
    return value.length && value.every((row) => row && typeof row === 'object')
      ? named(value)
      : null;
  if (!value || typeof value !== 'object') return null;
  const entries = /** @type {[string, any][]} */ (Object.entries(value));
  const { columns, data } = value;
  if (Array.isArray(columns) && Array.isArray(data) && Array.isArray(data[0]))
    return data.map((row) => Object.fromEntries(columns.map((name, k) => [String(name), row[k]])));
  const lists = entries.filter(([, list]) => list && typeof list === 'object');
  const length = (/** @type {any} */ list) => Object.values(list).length;
  const equal = lists.every(([, list]) => length(list) === length(lists[0][1]));
  if (lists.length > 1 && lists.length === entries.length && equal)
    return Array.from({ length: length(lists[0][1]) }, (_, k) =>
      Object.fromEntries(lists.map(([name, list]) => [name, Object.values(list)[k]])),
    );
  const tables = lists.map(([, list]) => recordsOf(list)).filter((rows) => rows?.length);
  return tables.length === 1 ? tables[0] : null;
}

/** Rows whose first one holds names have them. @param {any[]} rows */
function named(rows) {
  const [first, ...rest] = rows;
  const header =
    Array.isArray(first) &&
    rest.length > 0 &&
    first.every((name) => typeof name === 'string') &&
    rest.some((row) => Object.values(row).some((value) => typeof value === 'number'));
  return header
    ? rest.map((row) => Object.fromEntries(first.map((name, k) => [name, row[k]])))
    : rows;
}

/**
 * Lists and objects inside of a record become columns of their own.
 * @param {any} record
 * @param {string} [before]
 * @returns {Entries}
 */
function flattened(record, before = '') {
  /** @type {Entries} */
  const row = {};
  for (const [name, value] of Object.entries(record)) {
    const called =
      Array.isArray(record) && before
        ? `${before} ${Number(name) + 1}`
        : `${before && `${before} `}${name}`;
    if (value && typeof value === 'object') Object.assign(row, flattened(value, called));
    else row[called] = value;
  }
  return row;
}

/** @param {any} value */
function cell(value) {
  if (value === null || value === undefined) return '';
  const text = String(value);
  return /[",;\n\r]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
