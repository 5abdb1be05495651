/** Files of other formats than jobs, and the commands for them. */

import { CsvTable } from '../batch/csv.js';
import { STANDARD } from '../batch/lines.js';
import { UsageError } from './exit-codes.js';

/** Columns named in a message. */
const MAX_NAMES = 4;

/** Refuses a text of another format than a job, by name. */
export function refuseOtherFormats(file: string, text: string): void {
  const isNamed = file !== STANDARD;
  const format = formatOf(isNamed ? file : 'FILE', text.trimStart());
  if (format !== undefined) throw new UsageError(`${isNamed ? file : 'standard input'} looks like ${format}`);
}

function formatOf(file: string, text: string): string | undefined {
  if (text === '') return undefined;
  if (text.includes('NUMPY') && text.indexOf('NUMPY') < 8) return inJob('an array of NumPy', 'npy', file);
  if (text.startsWith('%%MatrixMarket')) return inJob('a matrix of Matrix Market', 'mtx', file);
  if (text.startsWith('PAR1')) return 'a table in Parquet, which is not read; save it as CSV';
  if (/^\s*[{[]/.test(text)) return isListOfJobs(text) ? batchOf(file) : undefined;
  return tableOf(file, text);
}

/** Tells how a job names a file. */
const inJob = (what: string, key: string, file: string) =>
  `${what}; "solve" takes a job as JSON, which may name this file as ${JSON.stringify({ [key]: file })}`;

/** Whether the first of several lines is a document of its own. */
function isListOfJobs(text: string): boolean {
  const end = text.indexOf('\n');
  if (end < 0 || text.slice(end).trim() === '') return false;
  try {
    JSON.parse(text.slice(0, end));
    return true;
  } catch {
    return false;
  }
}

const batchOf = (file: string) =>
  `a file of jobs, one on a line; to solve them: superlinear batch ${file} --out records.jsonl`;

function tableOf(file: string, text: string): string | undefined {
  const table = readTable(text);
  if (table === undefined || table.columns < 2) return undefined;
  const names = table.names.length > 0 ? table.names : Array.from({ length: table.columns }, (_, k) => k);
  const last = names.at(-1);
  const problem = {
    matrix: { csv: file, columns: { except: [last] } },
    response: { csv: file, column: last },
    lambdaRatio: 0.1,
  };
  const shown = names.slice(0, MAX_NAMES).join(', ') + (names.length > MAX_NAMES ? ', …' : '');
  return (
    `a table of ${table.rows} rows and the columns ${shown}; "superlinear find" finds the method for it, and "solve" takes a job\n` +
    `as JSON, which may name columns. A sparse regression of ${last}, as an example:\n` +
    `  echo '${JSON.stringify(problem)}' | superlinear solve - --method coordinate.lasso`
  );
}

function readTable(text: string): CsvTable | undefined {
  try {
    return new CsvTable(Buffer.from(text));
  } catch {
    return undefined;
  }
}
