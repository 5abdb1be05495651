/** Data sets for regression: measured data from files, loaded when selected, and synthetic data. */

import tumours from '../examples/data/breast-cancer.csv?url';
import diabetes from '../examples/data/diabetes.csv?url';
import { functionsOf, literal } from './code.js';
import source from './data-sets.ts?raw';
import { uniformNumbers } from './random.js';
import random from './random.ts?raw';

/** Samples of features standardized to mean 0 and standard deviation 1. */
export interface DataSet {
  readonly names: readonly string[];
  readonly matrix: { readonly rows: number; readonly columns: number; readonly data: Float64Array };
  readonly response: Float64Array;
}

/** The source of a data set. */
export interface DataSource {
  readonly loss: 'squared' | 'logistic';
  load(): Promise<DataSet>;
  /** The expression evaluated by `load`, as code. */
  readonly code: string;
  /** The functions used by that expression, as code. */
  readonly functions: string;
}

/** The data sets offered in the form. */
export const DATA_SETS: Readonly<Record<string, DataSource>> = {
  diabetes: measured('squared', diabetes),
  tumours: measured('logistic', tumours),
  'made up': {
    loss: 'squared',
    load: async () => madeUp(200, 400, 10),
    code: 'madeUp(200, 400, 10)',
    functions: functionsOf(source + random, 'madeUp'),
  },
};

function measured(loss: DataSource['loss'], file: string): DataSource {
  return {
    loss,
    load: () => fromFile(addressOf(file)),
    get code() {
      return `await fromFile(\n  ${literal(addressOf(file))},\n)`;
    },
    functions: functionsOf(source, 'fromFile'),
  };
}

/** The address of a file; its name where the site is built, outside a page. */
const addressOf = (file: string) =>
  typeof location === 'undefined' ? file.replace(/^.*\//, '') : new URL(file, location.href).href;

/** Reads a table whose first column is the response. Lines starting with `#` state its origin. */
async function fromFile(address: string) {
  const text = await (await fetch(address)).text();
  const [heading = '', ...lines] = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  const cells = lines.map((line) => line.split(','));
  const names = heading.split(',').slice(1);
  const data = Float64Array.from(cells.flatMap((row) => row.slice(1).map(Number)));
  const response = Float64Array.from(cells, ([first = '']) => numberOf(first));
  return { names, matrix: standardized(cells.length, names.length, data), response };
}

/** Converts a cell to a number; diagnoses become 0 or 1. */
function numberOf(cell: string): number {
  if (cell === 'malignant') return 1;
  return cell === 'benign' ? 0 : Number(cell);
}

/** The coefficient of a feature: ±1, alternating, for the first feature of every third group, else 0. */
function effectOf(feature: number, groupSize: number): number {
  if (feature % (3 * groupSize) !== 0) return 0;
  return feature % (6 * groupSize) === 0 ? 1 : -1;
}

/** Synthetic data with more features than samples, in groups of correlated features. */
function madeUp(rows: number, columns: number, groupSize: number) {
  const random = uniformNumbers(1);
  const data = new Float64Array(rows * columns);
  const response = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    let common = 0;
    let sum = 0;
    for (let j = 0; j < columns; j++) {
      if (j % groupSize === 0) common = random();
      const value = common + random();
      data[i * columns + j] = value;
      sum += effectOf(j, groupSize) * value;
    }
    response[i] = sum + random();
  }
  const names = Array.from({ length: columns }, (_, j) => {
    const note = effectOf(j, groupSize) === 0 ? '' : ' (has an effect)';
    return `feature ${j + 1}${note}`;
  });
  return { names, matrix: standardized(rows, columns, data), response };
}

/** Standardizes each column in place. */
function standardized(rows: number, columns: number, data: Float64Array) {
  for (let j = 0; j < columns; j++) {
    const places = Array.from({ length: rows }, (_, i) => i * columns + j);
    const mean = places.reduce((sum, place) => sum + (data[place] as number), 0) / rows;
    const square = places.reduce((sum, place) => sum + ((data[place] as number) - mean) ** 2, 0) / rows;
    for (const place of places) data[place] = ((data[place] as number) - mean) / Math.sqrt(square);
  }
  return { rows, columns, data };
}
