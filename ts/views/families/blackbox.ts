/** Searches: the best value over evaluations, fronts of compromises, designs. */

import { columnOf, dataOf, extentOf, isList, listOf, matrixOf, vectorOf } from '../data.js';
import { figure } from '../format.js';
import { convergence, firstOf, objectiveOf, vectorBars } from '../general.js';
import { counted, type Draw, namesOf, pointsOf } from '../given.js';
import { bars } from '../kinds/bars.js';
import { boxIn, chart, type Frame, type Series } from '../kinds/chart.js';
import { grid } from '../kinds/grid.js';
import { colored } from '../svg.js';
import { levelCurves } from './constrained.js';

/** The best value over evaluations. */
const progress: Draw = (given) => {
  const { history, evaluations } = given.solution;
  const records = isList(history) ? Array.from(history, dataOf) : [];
  if (records.length < 2) return undefined;
  const x = records.map((record) => Number(record.evaluations));
  const y = records.map((record) => Number(record.objective));
  // Until the end of the search, the last value holds.
  x.push(Number(evaluations ?? x.at(-1)));
  y.push(y.at(-1) as number);
  const steps = x.flatMap((count, k) =>
    k === 0
      ? [[count, y[0] as number]]
      : [
          [count, y[k - 1] as number],
          [count, y[k] as number],
        ],
  );
  const [low, high] = extentOf(y);
  const isLog = low > 0 && high > 100 * low;
  return chart(
    given.sheet(`The best value found: ${figure(y.at(-1) as number, 5)} after ${x.at(-1)} evaluations.`),
    {
      series: [{ x: columnOf(steps, 0), y: columnOf(steps, 1) }],
      x: { label: 'evaluations' },
      y: { label: 'best value', isLog },
    },
  );
};

const objectives = ({ options }: Parameters<Draw>[0]) => ({
  x: { label: options.names?.[0] ?? 'objective 0' },
  y: { label: options.names?.[1] ?? 'objective 1' },
});

/** Compromises of two objectives, or of more as a grid. */
const front: Draw = (given) => {
  const rows = matrixOf(given.solution.values);
  const count = rows[0]?.length ?? 0;
  if (count === 0) return undefined;
  const sentence = `${counted(rows.length, 'compromise')} of ${counted(count, 'objective')}; none is better than another in all.`;
  if (count !== 2)
    return grid(given.sheet(sentence), { matrix: rows, rowLabel: 'compromises', columnLabel: 'objectives' });
  const sorted = [...rows].sort((a, b) => (a[0] as number) - (b[0] as number));
  return chart(given.sheet(sentence), {
    series: [{ x: columnOf(sorted, 0), y: columnOf(sorted, 1), mark: 'dots' }],
    ...objectives(given),
  });
};

/** Points with the area that they dominate, up to the reference. */
const hypervolume: Draw = (given) => {
  const rows = pointsOf(given.problem.values);
  const reference = vectorOf(given.problem.reference);
  if (rows.length === 0 || rows[0]?.length !== 2) return undefined;
  const [right = NaN, top = NaN] = reference;
  // Disjoint rectangles, so that the area has one opacity.
  const area = (frame: Frame) => {
    let limit = top;
    const boxes = [...rows]
      .sort((a, b) => (a[0] as number) - (b[0] as number))
      .map(([x = NaN, y = NaN]) => {
        if (!(y < limit) || !(x < right)) return '';
        const drawn = boxIn(frame, [x, y, right, limit], 0.18);
        limit = y;
        return drawn;
      });
    return colored(0, boxes.join(''));
  };
  return chart(
    given.sheet(
      `The area dominated by ${counted(rows.length, 'point')} is ${figure(Number(given.solution.hypervolume), 4)}.`,
    ),
    {
      series: [
        { name: 'points', x: columnOf(rows, 0), y: columnOf(rows, 1), mark: 'dots', color: 0 },
        { name: 'reference', x: [right], y: [top], mark: 'dots', color: 1 },
      ],
      under: area,
      ...objectives(given),
    },
  );
};

/** Points by the number of their front. */
const fronts: Draw = (given) => {
  const rows = pointsOf(given.problem.values);
  const ranks = vectorOf(given.solution.ranks);
  if (rows.length === 0 || ranks.length !== rows.length || (rows[0]?.length ?? 0) < 2) return undefined;
  const series = [...new Set(ranks)]
    .sort((a, b) => a - b)
    .slice(0, 8)
    .map((rank): Series => {
      const own = rows.filter((_, k) => ranks[k] === rank);
      return { name: `front ${rank}`, x: columnOf(own, 0), y: columnOf(own, 1), mark: 'dots' };
    });
  return chart(
    given.sheet(`${counted(rows.length, 'point')} in ${counted(Number(given.solution.fronts), 'front')}.`),
    { series, ...objectives(given) },
  );
};

/** Predicted scores of proposals. */
const proposals: Draw = (given) => {
  const values = vectorOf(given.solution.predictions);
  if (values.length === 0) return undefined;
  const errors = vectorOf(given.solution.standardDeviations);
  const known = listOf(given.problem.scores).map(Number);
  const sentence = `Predicted scores of ${counted(values.length, 'proposal')}; the best given one is ${figure(extentOf(known)[1])}.`;
  return bars(given.sheet(sentence), {
    noun: 'proposal',
    groups: [{ name: 'score', values, errors: errors.length === values.length ? errors : undefined }],
  });
};

const solution: Draw = (given) => {
  const values = vectorOf(given.solution.solution);
  if (values.length > 0)
    return bars(given.sheet(objectiveOf(given.solution)), {
      names: namesOf(given),
      noun: 'variable',
      groups: [{ name: 'value', values }],
    });
  const named = Object.entries(dataOf(given.solution.solution)).filter(
    ([, value]) => typeof value === 'number',
  ) as [string, number][];
  if (named.length === 0) return undefined;
  return bars(given.sheet(objectiveOf(given.solution)), {
    names: named.map(([name]) => name),
    groups: [{ name: 'value', values: named.map(([, value]) => value) }],
  });
};

export const views: Readonly<Record<string, Draw>> = {
  minimize: firstOf(levelCurves, progress, solution),
  directSearch: firstOf(levelCurves, progress, solution),
  pareto: firstOf(front, convergence),
  hypervolume,
  nondominated: fronts,
  design: proposals,
  evaluate: vectorBars('values', {
    noun: 'point',
    sentence: (_, values) => `The values at ${counted(values.length, 'point')}.`,
  }),
};
