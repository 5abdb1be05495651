/** Data of regressions: measured ones from files, which a page loads when they are chosen, and made-up ones. */

import { uniformNumbers } from './random.js';

/** Samples with features of mean 0 and deviation 1. */
export interface DataSet {
  readonly names: readonly string[];
  readonly loss: 'squared' | 'logistic';
  readonly matrix: { readonly rows: number; readonly columns: number; readonly data: Float64Array };
  readonly response: Float64Array;
}

/** What there is to choose from. */
export const DATA_SETS: Readonly<Record<string, () => Promise<DataSet>>> = {
  diabetes: async () =>
    fromFile((await import('../examples/data/diabetes.csv?raw')).default, 'squared', Number),
  tumours: async () =>
    fromFile((await import('../examples/data/breast-cancer.csv?raw')).default, 'logistic', (diagnosis) =>
      diagnosis === 'malignant' ? 1 : 0,
    ),
  'made up': async () => madeUp(200, 400, 10),
};

/** Reads a table whose first column is the response. Lines that start with `#` say where it is from. */
function fromFile(text: string, loss: DataSet['loss'], responseOf: (cell: string) => number): DataSet {
  const [heading = '', ...lines] = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  const cells = lines.map((line) => line.split(','));
  const names = heading.split(',').slice(1);
  const data = Float64Array.from(cells.flatMap((row) => row.slice(1).map(Number)));
  const response = Float64Array.from(cells, ([first = '']) => responseOf(first));
  return { names, loss, matrix: standardized(cells.length, names.length, data), response };
}

/** The effect of the first feature of every third group, by turns in either direction; the others have none. */
function effectOf(feature: number, groupSize: number): number {
  if (feature % (3 * groupSize) !== 0) return 0;
  return feature % (6 * groupSize) === 0 ? 1 : -1;
}

/** More features than samples, in groups that resemble each other. */
function madeUp(rows: number, columns: number, groupSize: number): DataSet {
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
  return { names, loss: 'squared', matrix: standardized(rows, columns, data), response };
}

/** Shifts and scales each column in place. */
function standardized(rows: number, columns: number, data: Float64Array): DataSet['matrix'] {
  for (let j = 0; j < columns; j++) {
    const places = Array.from({ length: rows }, (_, i) => i * columns + j);
    const mean = places.reduce((sum, place) => sum + (data[place] as number), 0) / rows;
    const square = places.reduce((sum, place) => sum + ((data[place] as number) - mean) ** 2, 0) / rows;
    for (const place of places) data[place] = ((data[place] as number) - mean) / Math.sqrt(square);
  }
  return { rows, columns, data };
}
