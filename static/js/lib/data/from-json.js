// @ts-check
/**
 * A table that was written as JSON, or nearly so: records, rows, columns, one record a line, what
 * pandas writes, a Python literal. It becomes CSV, for the reader to see and change.
 */

/**
 * @typedef {{csv: string, rows: number, columns: number}} Table
 *
 * @typedef {null | boolean | number | string | Row} Json
 * @typedef {Json[] | Entries} Row   a list, or an object: one record, or many
 * @typedef {{[name: string]: Json}} Entries
 * @typedef {{[name: string]: Exclude<Json, Row>}} Cells   of one row, by their columns' names
 */

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
/** A comma that nothing follows, a text in either quotes, a number, or a word. */
const PIECE =
  /(,(?=\s*[\]}]))|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\d[\d.]*(?:e[-+]?\d+)?|[a-z_$][\w$]*/gi;

/**
 * The table in a text; null where there is none.
 * @param {string} text
 * @returns {Table | null}
 */
export function fromJson(text) {
  if (!BEGINS.test(text)) return null;
  const value = parsed(text) ?? lines(text);
  const records = isRow(value) ? recordsOf(value) : null;
  if (!records?.length) return null;
  const flat = records.map((record) => flattened(record));
  const names = [...new Set(flat.flatMap((row) => Object.keys(row)))];
  if (!names.length) return null;
  const nameless = isList(records[0]);
  const body = flat.map((row) => names.map((name) => cell(row[name])).join(','));
  return {
    csv: [...(nameless ? [] : [names.map(cell).join(',')]), ...body].join('\n'),
    rows: flat.length,
    columns: names.length,
  };
}

/** @param {string} text @returns {Json | undefined} */
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
  return values.length > 1 && values.every(isRow) ? values : undefined;
}

/** @param {Json | undefined} value @returns {value is Row} */
const isRow = (value) => typeof value === 'object' && value !== null;

/** @param {Json} value @returns {value is Json[]} */
const isList = (value) => Array.isArray(value);

/**
 * Single quotes, None, names without quotes and commas before a bracket, as JSON wants them.
 * @param {string} text
 */
const mended = (text) =>
  text.replaceAll(PIECE, (piece, last) => {
    if (last) return '';
    if (piece.startsWith("'")) return JSON.stringify(piece.slice(1, -1).replaceAll(/\\(.)/g, '$1'));
    if (!/^[A-Za-z_$]/.test(piece)) return piece;
    return WORDS[piece] ?? (/^(?:true|false|null)$/.test(piece) ? piece : JSON.stringify(piece));
  });

/**
 * Rows, or objects with names; null where the value is no table.
 * @param {Row} value
 * @returns {Row[] | null}
 */
function recordsOf(value) {
  if (Array.isArray(value)) return value.length && value.every(isRow) ? named(value) : null;
  const { columns, data } = value;
  if (Array.isArray(columns) && Array.isArray(data) && data.length && data.every(isList))
    return data.map((row) => called(columns.map(String), row));
  const entries = Object.entries(value);
  const lists = entries.flatMap(([name, row]) =>
    isRow(row) ? [{ name, row, column: Object.values(row) }] : [],
  );
  const [length, ...others] = new Set(lists.map(({ column }) => column.length));
  if (lists.length > 1 && lists.length === entries.length && !others.length)
    return Array.from({ length }, (_, k) =>
      Object.fromEntries(lists.map(({ name, column }) => [name, column[k]])),
    );
  const tables = lists.map(({ row }) => recordsOf(row)).filter((rows) => rows?.length);
  return tables.length === 1 ? tables[0] : null;
}

/**
 * Rows whose first one holds names have them; an object among them has its own.
 * @param {Row[]} rows
 */
function named(rows) {
  const [first, ...rest] = rows;
  const header =
    isList(first) &&
    first.every((name) => typeof name === 'string') &&
    rest.some((row) => Object.values(row).some((value) => typeof value === 'number'));
  if (!header) return rows;
  return rest.map((row) => (isList(row) ? called(first, row) : row));
}

/**
 * A row with names for its cells: what has none, or another's, is called by its place too.
 * @param {string[]} names
 * @param {Json[]} row
 * @returns {Entries}
 */
const called = (names, row) =>
  Object.fromEntries(
    Array.from({ length: Math.max(names.length, row.length) }, (_, k) => [
      k >= names.length || names.indexOf(names[k]) < k
        ? `${names[k] ?? ''} #${k + 1}`.trim()
        : names[k],
      row[k],
    ]),
  );

/**
 * Lists and objects inside of a record become columns of their own.
 * @param {Row} record
 * @param {string} [before]
 * @returns {Cells}
 */
function flattened(record, before = '') {
  /** @type {Cells} */
  const row = {};
  for (const [name, value] of Object.entries(record)) {
    const title =
      isList(record) && before
        ? `${before} ${Number(name) + 1}`
        : `${before && `${before} `}${name}`;
    if (isRow(value)) Object.assign(row, flattened(value, title));
    else row[title] = value;
  }
  return row;
}

/** @param {Cells[string] | undefined} value */
function cell(value) {
  if (value === null || value === undefined) return '';
  const text = String(value);
  return /[",;\n\r]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
