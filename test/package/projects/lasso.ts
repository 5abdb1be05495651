/** A lasso on a table: the order in which features enter, and the number with the best predictions. */

import { readFileSync } from 'node:fs';
import { coordinate } from 'superlinear';

const lines = readFileSync('diabetes.csv', 'utf8').split('\n');
const [heading = '', ...rows] = lines.filter((line) => line !== '' && !line.startsWith('#'));
const names = heading.split(',').slice(1);
const table = rows.map((row) => row.split(',').map(Number));
const model = {
  matrix: table.map((row) => row.slice(1)),
  response: table.map(([progression = Number.NaN]) => progression),
  loss: 'squared',
  penalty: 'l1',
  standardize: true,
} as const;

const { coefficients } = await coordinate.path({ ...model, count: 200 });
const entered: string[] = [];
for (const column of coefficients.indices) {
  const name = names[column] as string;
  if (!entered.includes(name)) entered.push(name);
}

const { model: chosen } = await coordinate.crossValidate({ ...model, folds: 10 }, { seed: 1 });
const kept = [...chosen.support].map((column) => names[column]);
console.log(JSON.stringify({ entered, kept }));
