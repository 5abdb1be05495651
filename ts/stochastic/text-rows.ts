/** Rows of CSV and svmlight texts, read in parts: the memory used does not grow with the text. */

import { requireObject } from '../engine/check.js';
import { describeValue, invalidInput, SuperlinearError } from '../engine/errors.js';
import { ANY_INDEX, type StreamRows } from './rows.js';
import { WordReader } from './word-reader.js';

/** A text, whole or in parts, such as a file stream of Node or the body of a response. */
export type TextSource = string | AsyncIterable<Uint8Array | string> | Iterable<Uint8Array | string>;

/** The form of a CSV text. */
export interface CsvOptions {
  /** The name of the column with the response, or its number from 0. */
  readonly response: string | number;
  /**
   * Whether the first line names the columns.
   * @defaultValue true
   */
  readonly header?: boolean;
  /**
   * The character between columns.
   * @defaultValue `','`
   */
  readonly delimiter?: string;
  /** The first character of lines that are skipped. Default: none. */
  readonly comment?: string;
  /** The columns to learn from, by name or number. Default: all except the response. */
  readonly features?: readonly (string | number)[];
  /**
   * Whether features are hashed by their names, for a learner with `hashBits`: a number has the hash of its column's name,
   * another text that of `name=text` with the value 1, and an empty one is absent. Otherwise all must be numbers.
   * @defaultValue false
   */
  readonly hashed?: boolean;
  /**
   * The number of rows that are passed on together.
   * @defaultValue 1000
   */
  readonly chunkRows?: number;
}

/** The form of an svmlight text, also called LIBSVM: `label index:value index:value …` on each line. */
export interface SvmlightOptions {
  /** The number of columns. Default: any indices, for a learner with `hashBits`. */
  readonly columns?: number;
  /**
   * The index of the first column.
   * @defaultValue 1
   */
  readonly firstIndex?: 0 | 1;
  /**
   * The number of rows that are passed on together.
   * @defaultValue 1000
   */
  readonly chunkRows?: number;
}

const CHUNK_ROWS = 1000;

/** The most columns that a message lists. */
const MAX_LISTED = 20;

/** The longest line, in characters: a longer one is no table. */
const MAX_LINE = 2 ** 26;

/** The 32-bit FNV-1a hash of a text, as an index for learners with `hashBits`. */
export function hashOf(text: string): number {
  if (typeof text !== 'string') throw invalidInput('text', `must be a string, got ${describeValue(text)}`);
  let hash = 0x811c9dc5;
  for (let k = 0; k < text.length; k++) {
    const code = text.charCodeAt(k);
    hash = Math.imul(hash ^ (code & 0xff), 0x01000193);
    if (code > 0xff) hash = Math.imul(hash ^ (code >> 8), 0x01000193);
  }
  return hash >>> 0;
}

/**
 * The rows of a CSV text, for {@link fitStream}. Fields may be in double quotes, as in RFC 4180. Responses are numbers where
 * they can be read as such, otherwise text.
 *
 * @example
 * ```ts
 * const rows = csvRows(['age,dose,effect\n', '31,2,yes\n50,1,no\n'], { response: 'effect' });
 * for await (const { matrix, response } of rows) console.log(matrix, response);
 * ```
 */
export async function* csvRows(source: TextSource, options: CsvOptions): AsyncGenerator<StreamRows> {
  requireObject(options, 'options');
  if (options.response === undefined)
    throw invalidInput('response', 'is missing: the name or number of its column');
  const { header = true, delimiter = ',', comment, chunkRows = CHUNK_ROWS } = options;
  if (typeof delimiter !== 'string' || delimiter.length !== 1 || delimiter === '"')
    throw invalidInput('delimiter', `must be one character, got ${describeValue(delimiter)}`);
  requireChunk(chunkRows);
  let columns: Columns | undefined;
  let batch: Batch | undefined;
  if (comment !== undefined && (typeof comment !== 'string' || comment.length !== 1))
    throw invalidInput('comment', `must be one character, got ${describeValue(comment)}`);
  for await (const { text, line } of records(partsOf(source), comment)) {
    const fields = fieldsOf(text, delimiter, line);
    if (columns === undefined) {
      columns = columnsOf(header ? fields : fields.map((_, k) => String(k)), options);
      batch = options.hashed === true ? new HashedBatch(columns) : new DenseBatch(columns);
      if (header) continue;
    }
    if (fields.length !== columns.count)
      throw badLine(line, `must have ${columns.count} fields, as the first line, got ${fields.length}`);
    batch?.add(fields, line);
    if (batch !== undefined && batch.count >= chunkRows) yield batch.take();
  }
  if (batch !== undefined && batch.count > 0) yield batch.take();
}

/**
 * The rows of an svmlight text, for {@link fitStream}. Comments after `#` and `qid` are skipped.
 *
 * @example
 * ```ts
 * const rows = svmlightRows(['+1 1:0.5 3:2\n', '-1 2:1\n'], { columns: 3 });
 * for await (const { response } of rows) console.log(response);
 * ```
 */
export async function* svmlightRows(
  source: TextSource,
  options: SvmlightOptions = {},
): AsyncGenerator<StreamRows> {
  requireObject(options, 'options');
  const { columns = ANY_INDEX, firstIndex = 1, chunkRows = CHUNK_ROWS } = options;
  if (!(Number.isInteger(columns) && columns >= 1))
    throw invalidInput('columns', `must be a number of columns, got ${describeValue(columns)}`);
  requireChunk(chunkRows);
  let batch = new SparseRows(columns);
  for await (const { bytes, line } of encodedLines(partsOf(source))) {
    const words = new WordReader(bytes);
    if (words.isAtEnd) continue;
    batch.begin(finite(words.number(), words, 0, line));
    for (words.skipSpaces(); !words.isAtEnd; words.skipSpaces()) {
      const start = words.at;
      if (words.bytes[start] === QUERY[0] && words.startsWith(QUERY)) {
        words.skipEntry();
        continue;
      }
      const index = finite(words.number(), words, start, line) - firstIndex;
      if (!words.isAtColon)
        throw badLine(line, `must have entries index:value, got ${describeValue(words.entryAt(start))}`);
      words.at += 1;
      if (!(Number.isInteger(index) && index >= 0 && index < columns))
        throw badLine(
          line,
          `must have indices from ${firstIndex} to ${columns - 1 + firstIndex}, got ${words.entryAt(start)}`,
        );
      batch.add(index, finite(words.number(), words, start, line));
    }
    batch.end();
    if (batch.count >= chunkRows) {
      yield batch.rows();
      batch = new SparseRows(columns);
    }
  }
  if (batch.count > 0) yield batch.rows();
}

/** The beginning of an entry with a query number, `qid:`. */
const QUERY = [0x71, 0x69, 0x64, 0x3a];

/** The parts of a text; a whole one is a single part. */
function partsOf(source: TextSource): Exclude<TextSource, string> {
  if (typeof source === 'string') return [source];
  const isObject = typeof source === 'object' && source !== null;
  if (isObject && (Symbol.asyncIterator in source || Symbol.iterator in source)) return source;
  throw invalidInput(
    'source',
    `must be a text or a stream of its parts, such as the body of a response, got ${describeValue(source)}`,
  );
}

interface Line {
  readonly text: string;
  /** The number of the line, from 1. */
  readonly line: number;
}

/** The lines of a text. */
async function* lines(source: TextSource): AsyncGenerator<Line> {
  const decoder = new TextDecoder();
  let rest = '';
  let line = 0;
  for await (const part of source) {
    const text = rest + (typeof part === 'string' ? part : decoder.decode(part, { stream: true }));
    let start = 0;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
      line += 1;
      yield { text: text.slice(start, text[end - 1] === '\r' && end > start ? end - 1 : end), line };
      start = end + 1;
    }
    rest = text.slice(start);
    if (rest.length > MAX_LINE) throw badLine(line + 1, `must have less than ${MAX_LINE} characters`);
  }
  rest += decoder.decode();
  if (rest !== '') yield { text: rest.endsWith('\r') ? rest.slice(0, -1) : rest, line: line + 1 };
}

const LINE_FEED = 0x0a;

/** The lines of a text in UTF-8, and their numbers from 1. */
async function* encodedLines(source: TextSource): AsyncGenerator<{ bytes: Uint8Array; line: number }> {
  const encoder = new TextEncoder();
  let rest: Uint8Array = new Uint8Array(0);
  let line = 0;
  for await (const part of source) {
    const bytes = joined(rest, typeof part === 'string' ? encoder.encode(part) : part);
    let start = 0;
    for (let end = bytes.indexOf(LINE_FEED); end >= 0; end = bytes.indexOf(LINE_FEED, start)) {
      line += 1;
      yield { bytes: bytes.subarray(start, end), line };
      start = end + 1;
    }
    rest = bytes.subarray(start);
    if (rest.length > MAX_LINE) throw badLine(line + 1, `must have less than ${MAX_LINE} characters`);
  }
  if (rest.length > 0) yield { bytes: rest, line: line + 1 };
}

function joined(one: Uint8Array, other: Uint8Array): Uint8Array {
  if (one.length === 0) return other;
  const bytes = new Uint8Array(one.length + other.length);
  bytes.set(one);
  bytes.set(other, one.length);
  return bytes;
}

/** Lines joined where a quoted field goes on; empty ones and comments are skipped. */
async function* records(source: TextSource, comment: string | undefined): AsyncGenerator<Line> {
  let open: Line | undefined;
  for await (const { text, line } of lines(source)) {
    if (open === undefined && comment !== undefined && text.startsWith(comment)) continue;
    const whole: Line =
      open === undefined ? { text, line } : { text: `${open.text}\n${text}`, line: open.line };
    if (whole.text.length > MAX_LINE) throw badLine(whole.line, `must have less than ${MAX_LINE} characters`);
    open = quotesIn(whole.text) % 2 === 1 ? whole : undefined;
    if (open === undefined && whole.text !== '') yield whole;
  }
  if (open !== undefined) throw badLine(open.line, 'must close its quotes');
}

function quotesIn(text: string): number {
  let count = 0;
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) count += 1;
  return count;
}

function fieldsOf(text: string, delimiter: string, line: number): string[] {
  if (!text.includes('"')) return text.split(delimiter);
  const fields: string[] = [];
  let at = 0;
  while (at <= text.length) {
    if (text[at] !== '"') {
      const end = text.indexOf(delimiter, at);
      fields.push(text.slice(at, end < 0 ? undefined : end));
      if (end < 0) break;
      at = end + 1;
      continue;
    }
    const { field, end } = quoted(text, at + 1, delimiter);
    fields.push(field);
    if (end < text.length && text[end] !== delimiter)
      throw badLine(line, 'must have a delimiter after a closing quote');
    if (end >= text.length) break;
    at = end + 1;
  }
  return fields;
}

/** A field behind its opening quote, and the place behind its closing one and spaces. */
function quoted(text: string, start: number, delimiter: string): { field: string; end: number } {
  let close = text.indexOf('"', start);
  while (close >= 0 && text[close + 1] === '"') close = text.indexOf('"', close + 2);
  const stop = close < 0 ? text.length : close;
  let end = stop + 1;
  while (text[end] !== delimiter && (text[end] === ' ' || text[end] === '\t')) end += 1;
  return { field: text.slice(start, stop).replaceAll('""', '"'), end };
}

/** The columns of a table. */
interface Columns {
  readonly count: number;
  readonly names: readonly string[];
  readonly response: number;
  readonly features: readonly number[];
}

function columnsOf(names: readonly string[], { response, features }: CsvOptions): Columns {
  const listed = names.slice(0, MAX_LISTED).map(describeValue).join(', ');
  const known = `it has ${listed}${names.length > MAX_LISTED ? ' and others' : ''}`;
  const placeOf = (column: string | number, path: string): number => {
    const place = typeof column === 'number' ? column : names.indexOf(column);
    if (!(Number.isInteger(place) && place >= 0 && place < names.length))
      throw invalidInput(path, `must be a column of the table, got ${describeValue(column)}; ${known}`);
    return place;
  };
  const place = placeOf(response, 'response');
  const others = names.map((_, k) => k).filter((k) => k !== place);
  const chosen = features?.map((feature, k) => placeOf(feature, `features[${k}]`)) ?? others;
  return { count: names.length, names, response: place, features: chosen };
}

/** Rows gathered for a chunk. */
interface Batch {
  readonly count: number;
  add(fields: readonly string[], line: number): void;
  take(): StreamRows;
}

class DenseBatch implements Batch {
  #rows: Float64Array[] = [];
  #response: (string | number)[] = [];

  constructor(readonly columns: Columns) {}

  get count(): number {
    return this.#rows.length;
  }

  add(fields: readonly string[], line: number): void {
    const { features, response } = this.columns;
    this.#rows.push(Float64Array.from(features, (k) => numberOf(fields[k] as string, line)));
    this.#response.push(labelOf(fields[response] as string));
  }

  take(): StreamRows {
    const rows = { matrix: this.#rows, response: this.#response as string[] };
    [this.#rows, this.#response] = [[], []];
    return rows;
  }
}

class HashedBatch implements Batch {
  #rows = new SparseRows(ANY_INDEX);
  readonly #hashes: readonly number[];

  constructor(readonly columns: Columns) {
    this.#hashes = columns.names.map(hashOf);
  }

  get count(): number {
    return this.#rows.count;
  }

  add(fields: readonly string[]): void {
    const { features, names, response } = this.columns;
    this.#rows.begin(labelOf(fields[response] as string));
    for (const k of features) {
      const field = (fields[k] as string).trim();
      if (field === '') continue;
      const value = Number(field);
      if (Number.isFinite(value)) this.#rows.add(this.#hashes[k] as number, value);
      else this.#rows.add(hashOf(`${names[k]}=${field}`), 1);
    }
    this.#rows.end();
  }

  take(): StreamRows {
    const rows = this.#rows.rows();
    this.#rows = new SparseRows(2 ** 31 - 1);
    return rows;
  }
}

/** Sparse rows that grow. */
class SparseRows {
  readonly #indptr = [0];
  readonly #indices: number[] = [];
  readonly #data: number[] = [];
  readonly #response: (string | number)[] = [];

  constructor(readonly columns: number) {}

  get count(): number {
    return this.#indptr.length - 1;
  }

  begin(response: string | number): void {
    this.#response.push(response);
  }

  add(index: number, value: number): void {
    this.#indices.push(index);
    this.#data.push(value);
  }

  end(): void {
    this.#indptr.push(this.#data.length);
  }

  rows(): StreamRows {
    return {
      matrix: {
        rows: this.count,
        columns: this.columns,
        indptr: this.#indptr,
        indices: this.#indices,
        data: this.#data,
      },
      response: this.#response as string[],
    };
  }
}

/** A number if the text is one, otherwise the text. */
function labelOf(text: string): string | number {
  const number = Number(text);
  return text.trim() !== '' && Number.isFinite(number) ? number : text;
}

function numberOf(text: string, line: number): number {
  const number = Number(text);
  if (text.trim() === '' || !Number.isFinite(number))
    throw badLine(line, `must have finite numbers, got ${describeValue(text)}`);
  return number;
}

/** A number of the entry at a place, if it is finite. */
function finite(number: number, words: WordReader, start: number, line: number): number {
  if (!Number.isFinite(number))
    throw badLine(line, `must have finite numbers, got ${describeValue(words.entryAt(start))}`);
  return number;
}

const badLine = (line: number, message: string) =>
  new SuperlinearError('INVALID_INPUT', `line ${line} ${message}`, `line ${line}`);

function requireChunk(count: number): void {
  if (!(Number.isInteger(count) && count >= 1))
    throw invalidInput('chunkRows', `must be a number of rows, got ${describeValue(count)}`);
}
