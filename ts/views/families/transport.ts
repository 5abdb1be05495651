/** Transport: points with links, plans as grids, histograms. */

import {
  columnOf,
  type Data,
  dataOf,
  eachEntry,
  extentOf,
  indicesUpTo,
  isList,
  sizeOf,
  vectorOf,
} from '../data.js';
import { figure } from '../format.js';
import { convergence, firstOf } from '../general.js';
import { counted, type Draw, type Given, pointsOf } from '../given.js';
import { bars } from '../kinds/bars.js';
import { chart, type Link, type Series } from '../kinds/chart.js';
import { grid } from '../kinds/grid.js';

const costOf = ({ transportCost, divergence }: Data) => {
  if (typeof divergence === 'number') return ` The divergence is ${figure(divergence, 4)}.`;
  return typeof transportCost === 'number' ? ` The cost is ${figure(transportCost, 4)}.` : '';
};

/** A cloud of points in the plane, by the first two coordinates; points on a line lie at the height `level`. */
const cloud = (name: string, points: readonly (readonly number[])[], level: number): Series => ({
  name,
  x: columnOf(points, 0),
  y: points.map((point) => point[1] ?? (point.length > 0 ? level : NaN)),
  mark: 'dots',
});

/** Stored entries, the largest at most so many, as shares of the largest. */
const MAX_LINKS = 3000;

function linksOf({ plan, assignment }: Data, [source, target]: readonly [Series, Series]): Link[] {
  const pairs: [i: number, j: number, mass: number][] = vectorOf(assignment).map((j, i) => [i, j, 1]);
  if (pairs.length === 0) eachEntry(plan, (i, j, mass) => mass > 0 && pairs.push([i, j, mass]));
  pairs.sort((a, b) => b[2] - a[2]);
  const largest = pairs[0]?.[2] ?? 1;
  return pairs
    .slice(0, MAX_LINKS)
    .filter(([, , mass]) => mass > 0.01 * largest)
    .map(([i, j, mass]) => [source.x[i], source.y[i], target.x[j], target.y[j], mass / largest] as const)
    .filter((link): link is Link => link.every((part) => part !== undefined));
}

/** Two clouds of points, with the plan as links. */
const matched: Draw = (given) => {
  const { problem, solution } = given;
  const source = pointsOf(problem.sourcePoints);
  const target = pointsOf(problem.targetPoints ?? problem.sourcePoints);
  if (source.length === 0 || target.length === 0) return undefined;
  const dimension = source[0]?.length ?? 0;
  const clouds = [cloud('source', source, 0), cloud('target', target, 1)] as const;
  const axes =
    dimension === 1 ? { x: { label: 'x' } } : { isIsometric: true, x: { label: 'x' }, y: { label: 'y' } };
  const shown = dimension > 2 ? ' The first two coordinates are shown.' : '';
  const sentence = `Transport of ${counted(source.length, 'point')} to ${counted(target.length, 'point')}.${costOf(solution)}${shown}`;
  return chart(given.sheet(sentence), { series: clouds, links: linksOf(solution, clouds), ...axes });
};

/** The plan as a grid. */
const planned: Draw = (given) => {
  const { plan } = given.solution;
  const { rows, columns } = sizeOf(plan);
  if (rows * columns === 0) return undefined;
  const { names } = given.options;
  return grid(
    given.sheet(
      `The mass from each of ${counted(rows, 'source')} to each of ${counted(columns, 'target')}.${costOf(given.solution)}`,
    ),
    {
      matrix: plan,
      rowNames: names?.slice(0, rows),
      columnNames: names?.slice(rows),
      rowLabel: 'sources',
      columnLabel: 'targets',
    },
  );
};

/** Potentials: the prices of mass at sources and targets. */
const potentials: Draw = (given) => {
  const groups = ['source', 'target'].map((name) => ({
    name,
    values: vectorOf(given.solution[`${name}Potential`]),
  }));
  if (groups.every(({ values }) => values.length === 0)) return undefined;
  return bars(given.sheet(`Potentials of sources and targets.${costOf(given.solution)}`), { groups });
};

/** Histograms over their points. */
const barycenter: Draw = (given) => {
  const { histograms, points, barycenterPoints } = given.problem;
  const mean = vectorOf(given.solution.barycenter);
  if (mean.length === 0) return undefined;
  const places = pointsOf(barycenterPoints ?? points);
  const each = pointsOf(histograms);
  if ((places[0]?.length ?? 1) === 2) return weighed(given, places, mean);
  const xs = (list: readonly (readonly number[])[], count: number) =>
    list.length === count ? columnOf(list, 0) : indicesUpTo(count);
  const inOrder = (x: readonly number[], y: readonly number[]) => {
    const order = indicesUpTo(x.length).sort((a, b) => (x[a] as number) - (x[b] as number));
    return { x: order.map((k) => x[k] as number), y: order.map((k) => y[k] as number) };
  };
  const parts = each.map(
    (y, k): Series => ({
      name: `histogram ${k}`,
      mark: 'dashes',
      ...inOrder(xs(pointsOf(points), y.length), y),
      color: k + 1,
    }),
  );
  return chart(
    given.sheet(`The barycenter of ${counted(each.length, 'histogram')}.${costOf(given.solution)}`),
    {
      series: [...parts, { name: 'barycenter', ...inOrder(xs(places, mean.length), mean), color: 0 }],
      x: { label: 'x' },
      y: { label: 'mass', include: [0] },
    },
  );
};

/** Points of the plane with more mass than a hundredth of the largest. */
function weighed(given: Given, places: readonly (readonly number[])[], mass: readonly number[]): string {
  const [, largest] = extentOf(mass);
  const levels = [0.01, 0.1, 0.4].map((from, k, all) => {
    const kept = places.filter(
      (_, i) => (mass[i] ?? 0) > from * largest && (mass[i] ?? 0) <= (all[k + 1] ?? 1) * largest,
    );
    return {
      name: `over ${figure(100 * from)} %`,
      x: columnOf(kept, 0),
      y: columnOf(kept, 1),
      mark: 'dots' as const,
      color: [7, 4, 1][k] as number,
    };
  });
  const sentence = `The barycenter, by mass relative to the largest.${costOf(given.solution)}`;
  return chart(given.sheet(sentence), {
    series: levels,
    isIsometric: true,
    x: { label: 'x' },
    y: { label: 'y' },
  });
}

/** Costs of many problems. */
const batch: Draw = (given) => {
  const { solutions } = given.solution;
  if (!isList(solutions)) return undefined;
  const costs = Array.from(solutions, (solution) => Number(dataOf(solution).transportCost ?? NaN));
  return bars(given.sheet(`The costs of ${counted(costs.length, 'problem')}.`), {
    noun: 'problem',
    groups: [{ name: 'cost', values: costs }],
  });
};

/** Points and their images. */
const mapped: Draw = (given) => {
  const inner = dataOf(given.problem.problem);
  const isBackward = given.problem.direction === 'backward';
  const start = pointsOf(given.problem.points ?? (isBackward ? inner.targetPoints : inner.sourcePoints));
  const images = pointsOf(given.solution.images);
  if (images.length === 0) return undefined;
  const series = [cloud('points', start, 0), cloud('images', images, 1)] as const;
  const links = images.map(
    (_, k): Link => [
      series[0].x[k] ?? NaN,
      series[0].y[k] ?? NaN,
      series[1].x[k] ?? NaN,
      series[1].y[k] ?? NaN,
      0.5,
    ],
  );
  return chart(given.sheet(`${counted(images.length, 'point')} and where transport takes them.`), {
    series,
    links,
    isIsometric: (images[0]?.length ?? 0) > 1,
  });
};

export const views: Readonly<Record<string, Draw>> = {
  exact: firstOf(matched, planned, potentials),
  sinkhornNewton: firstOf(matched, planned, convergence, potentials),
  sinkhornDivergence: firstOf(matched, potentials),
  barycenter,
  batch,
  map: mapped,
};
