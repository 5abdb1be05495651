/** Fields on grids. */

import { indicesUpTo, isList, listOf, matrixOf, sizeOf, vectorOf } from '../data.js';
import { figure } from '../format.js';
import type { Draw, Given } from '../given.js';
import { chart } from '../kinds/chart.js';
import { type Field, rasters } from '../kinds/raster.js';

/** A field of two axes with its first row at the bottom; of three axes, the slice in the middle. */
function rowsOf(values: readonly number[], points: readonly number[]): number[][] {
  const [columns = 1, rows = 1, slices = 1] = [...points].reverse();
  const start = Math.floor(slices / 2) * rows * columns;
  return Array.from({ length: rows }, (_, i) =>
    values.slice(start + i * columns, start + (i + 1) * columns),
  ).reverse();
}

/** Draws fields by name: curves along one axis, else pictures. */
function fieldsOf(
  given: Given,
  fields: readonly (readonly [name: string, values: readonly number[]])[],
  sentence: string,
  isOneQuantity = false,
): string | undefined {
  const points = vectorOf(given.problem.points);
  const size = points.reduce((product, count) => product * count, 1);
  const shown = fields.filter(([, values]) => values.length === size && size > 1);
  if (shown.length === 0) return undefined;
  const slice = points.length > 2 ? ' The slice in the middle is shown.' : '';
  const sheet = given.sheet(sentence + slice);
  if (points.length === 1)
    return chart(sheet, {
      series: shown.map(([name, y]) => ({ name, x: indicesUpTo(size), y })),
      x: { label: 'point' },
    });
  return rasters(
    sheet,
    shown.map(
      ([name, values]): Field => ({ ...(shown.length > 1 && { name }), rows: rowsOf(values, points) }),
    ),
    isOneQuantity,
  );
}

const solution: Draw = (given) => {
  const { energy, discretizationError } = given.solution;
  const sentence =
    typeof energy === 'number'
      ? `The solution; its energy is ${figure(energy, 4)}.`
      : typeof discretizationError === 'number'
        ? `The solution, with an estimated error of ${figure(discretizationError)}.`
        : 'The solution.';
  return fieldsOf(given, [['solution', vectorOf(given.solution.solution)]], sentence);
};

/** Fields at times: the rows of matrices, one matrix for each substance. */
const overTime =
  (fieldNames: readonly string[]): Draw =>
  (given) => {
    const times = vectorOf(given.solution.times);
    const substances = fieldNames.flatMap((field) => {
      const value = given.solution[field];
      return isList(value) && sizeOf(value).columns === 0
        ? listOf(value).map((each, k) => [`species ${k}`, matrixOf(each)] as const)
        : [[field, matrixOf(value)] as const];
    });
    const several = substances.length > 1;
    const fields = substances.flatMap(([name, rows]) => {
      const chosen = several ? [rows.length - 1] : spread(rows.length, 6);
      return chosen.map((k) => [several ? name : `time ${figure(times[k] ?? NaN)}`, rows[k] ?? []] as const);
    });
    const end = figure(times.at(-1) ?? NaN);
    return fieldsOf(
      given,
      fields,
      several ? `The fields at time ${end}.` : `The field up to time ${end}.`,
      !several,
    );
  };

/** At most `count` places of a list, the last one among them. */
const spread = (length: number, count: number): number[] =>
  length <= count
    ? indicesUpTo(length)
    : indicesUpTo(count).map((k) => Math.round((k * (length - 1)) / (count - 1)));

export const views: Readonly<Record<string, Draw>> = {
  poisson: solution,
  diffusion: solution,
  minimizeEnergy: solution,
  heat: overTime(['states']),
  reactionDiffusion: overTime(['states']),
  chemotaxis: overTime(['density', 'signal']),
};
