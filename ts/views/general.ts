/** Drawings for solutions of any method, from their form alone: convergence, bars, grids, numbers. */

import { type Data, dataOf, extentOf, indicesUpTo, isList, matrixOf, sizeOf, vectorOf } from './data.js';
import { figure } from './format.js';
import { counted, type Draw, type Given, historyOf, namesOf } from './given.js';
import { bars } from './kinds/bars.js';
import { chart, type Series } from './kinds/chart.js';
import { facts, factsOf, spelled } from './kinds/facts.js';
import { grid } from './kinds/grid.js';

/** The names of measures that go to zero, and those of counts to draw them over. */
const MEASURES = /residual|gap|violation|error|gradient|regret/i;
const COUNTS = ['iteration', 'iterations', 'evaluations', 'epoch', 'round'];

/** Convergence: measures over iterations on a logarithmic axis, or else the objective. */
export const convergence: Draw = (given) => {
  const history = historyOf(given);
  const count = COUNTS.find((name) => history.has(name));
  const length = Math.max(0, ...[...history.values()].map((column) => column.length));
  if (length < 2) return undefined;
  const x = history.get(count ?? '') ?? indicesUpTo(length);
  const label = { x: { label: spelled(count ?? 'iteration') } };
  const measures = [...history]
    .filter(([name, values]) => MEASURES.test(name) && values.some((value) => value > 0))
    .slice(0, 4);
  if (measures.length > 0) {
    const series = measures.map(([name, y]): Series => ({ name: spelled(name), x, y }));
    const last = measures.map(
      ([name, y]) => `${spelled(name)} ${figure(y.findLast(Number.isFinite) ?? NaN)}`,
    );
    const only = measures.length === 1 ? spelled(measures[0]?.[0] ?? '') : '';
    return chart(given.sheet(`Convergence to ${last.join(', ')}.`), {
      series,
      ...label,
      y: { isLog: true, label: only },
    });
  }
  const [name, y] = [...history].find(([key]) => /objective|loss|value|hypervolume/i.test(key)) ?? [];
  if (name === undefined || y === undefined) return undefined;
  const [low, high] = extentOf(y);
  const isLog = low > 0 && high > 100 * low;
  return chart(given.sheet(`The ${spelled(name)} comes to ${figure(y.findLast(Number.isFinite) ?? NaN)}.`), {
    series: [{ x, y }],
    ...label,
    y: { isLog, label: spelled(name) },
  });
};

/** A sentence about the objective. */
export function objectiveOf({ objective }: Data): string {
  return typeof objective === 'number' ? `The objective is ${figure(objective, 4)}.` : '';
}

/** Bars of a vector of the solution. */
export const vectorBars =
  (
    field: string,
    {
      noun,
      sentence,
    }: { readonly noun: string; readonly sentence?: (given: Given, values: number[]) => string },
  ): Draw =>
  (given) => {
    const values = vectorOf(given.solution[field]);
    if (values.length === 0) return undefined;
    const names = namesOf(given);
    const { standardErrors } = given.solution;
    const errors = isList(standardErrors) && field === 'solution' ? vectorOf(standardErrors) : undefined;
    const text =
      sentence?.(given, values) ?? `${counted(values.length, noun)}. ${objectiveOf(given.solution)}`.trim();
    return bars(given.sheet(text), { names, noun, groups: [{ name: field, values, errors }] });
  };

/** The grid of a matrix of the solution. */
export const matrixGrid =
  (
    field: string,
    {
      rows = '',
      columns = '',
      sentence,
    }: { readonly rows?: string; readonly columns?: string; readonly sentence: string },
  ): Draw =>
  (given) => {
    const size = sizeOf(given.solution[field]);
    if (size.rows * size.columns === 0) return undefined;
    return grid(given.sheet(sentence), {
      matrix: given.solution[field],
      rowLabel: rows,
      columnLabel: columns,
    });
  };

/** The numbers of the solution as a table. */
export const numbers =
  (sentence: string): Draw =>
  (given) =>
    facts(given.sheet(sentence), factsOf(given.solution));

/** The first vector or matrix of a solution by its form, or its numbers. */
export const general: Draw = (given) => {
  const drawn = convergence(given) ?? vectorBars('solution', { noun: 'variable' })(given);
  if (drawn !== undefined) return drawn;
  for (const [name, value] of Object.entries(given.solution)) {
    const { rows, columns } = sizeOf(value);
    if (Math.min(rows, columns) > 1)
      return grid(given.sheet(`${spelled(name)}: ${rows} × ${columns}.`), { matrix: value });
    const values = matrixOf(value).length > 0 || isList(value) ? vectorOf(value) : [];
    if (values.some(Number.isFinite))
      return bars(given.sheet(`${spelled(name)}.`), { groups: [{ name, values }], names: namesOf(given) });
  }
  return facts(
    given.sheet(counted(factsOf(dataOf(given.solution)).length, 'number')),
    factsOf(given.solution),
  );
};

/** The first of several drawings that finds its parts. */
export const firstOf =
  (...draws: readonly Draw[]): Draw =>
  (given) => {
    for (const draw of draws) {
      const drawn = draw(given);
      if (drawn !== undefined) return drawn;
    }
    return undefined;
  };
