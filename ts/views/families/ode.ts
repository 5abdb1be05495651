/** Solutions of differential equations over time, and fits of them. */

import { columnOf, extentOf, isList, matrixOf, vectorOf } from '../data.js';
import { figure } from '../format.js';
import { firstOf, vectorBars } from '../general.js';
import { counted, type Draw, namesOf, pointsOf } from '../given.js';
import { chart, type Series, withError } from '../kinds/chart.js';

/** The entries of the state over time. */
const trajectories: Draw = (given) => {
  const { solution } = given;
  const times = vectorOf(solution.times);
  const states = matrixOf(solution.states);
  const width = states[0]?.length ?? 0;
  if (width === 0) return undefined;
  const names = namesOf(given);
  const series = Array.from(
    { length: width },
    (_, k): Series => ({
      name: names?.[k] ?? `y${subscript(k)}`,
      x: times,
      y: columnOf(states, k),
      mark: times.length < 12 ? 'dots' : 'line',
    }),
  );
  const [first, last] = extentOf(times);
  return chart(given.sheet(`${counted(width, 'variable')} from ${figure(first)} to ${figure(last)}.`), {
    series:
      times.length < 12
        ? series.flatMap((each, color): Series[] => [
            { ...each, mark: 'line', color },
            { x: each.x, y: each.y, mark: 'dots', color },
          ])
        : series,
    x: { label: 'time' },
  });
};

export const subscript = (k: number): string =>
  String(k).replace(/\d/g, (digit) => '₀₁₂₃₄₅₆₇₈₉'.charAt(Number(digit)));

/** Observations and fitted values. */
const fitted: Draw = (given) => {
  const { problem, solution } = given;
  const times = vectorOf(problem.times);
  const observed = pointsOf(problem.observations);
  const width = observed[0]?.length ?? 0;
  const residuals = vectorOf(solution.residuals);
  const values = vectorOf(solution.solution);
  const errors = vectorOf(solution.standardErrors);
  if (width === 0 || times.length !== observed.length) return undefined;
  const labels = isList(solution.names) ? Array.from(solution.names, String) : [];
  const parameters = values
    .slice(0, 6)
    .map((value, k) => `${labels[k] ?? `parameter ${k}`} ${withError(value, errors[k])}`);
  const series = Array.from({ length: width }, (_, k): Series[] => {
    const y = columnOf(observed, k);
    const fit = y.map((value, row) => value + (residuals[row * width + k] ?? NaN));
    const name = width === 1 ? '' : ` ${k}`;
    return [
      { name: `fit${name}`, x: times, y: fit, color: 2 * k },
      { name: `observed${name}`, x: times, y, mark: 'dots', color: 2 * k + 1 },
    ];
  });
  return chart(
    given.sheet(`${counted(observed.length, 'observation')} and the fit: ${parameters.join(', ')}.`),
    { series: series.flat(), x: { label: 'time' } },
  );
};

export const views: Readonly<Record<string, Draw>> = {
  solve: trajectories,
  fit: firstOf(fitted, vectorBars('solution', { noun: 'parameter' })),
};
