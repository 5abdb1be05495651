/**
 * Certificates of quadratics on graphs: residuals, harmonic scores, forests without cycles, and stationarity of block
 * descent.
 */

import type { coordinate, SparseMatrixInput, VectorInput } from 'superlinear';
import {
  at,
  atMost,
  codesOf,
  columnsOf,
  dot,
  EPSILON,
  exponentOf,
  holds,
  largest,
  MEASURED_NORM,
  near,
  norm,
  rightSidesOf,
  rowsOf,
  shifted,
  sum,
  TINY,
  transposed,
  vectorOf,
} from './support.js';

/** Rounding errors of a residual, in units of its largest terms, in addition to one per term. */
const ROUNDINGS = 8;

type Rows = readonly (readonly number[])[];

/** The residual `b - A x` and its rounding error, relative to the norm of `b`, computed without overflow. */
export function relativeResidual(
  rows: Rows,
  b: readonly number[],
  x: readonly number[],
): { value: number; rounding: number } {
  const top = exponentOf(largest(rows.flat()));
  const unit = exponentOf(largest(b));
  const point = x.map((value) => shifted(value, top - unit));
  const right = b.map((value) => shifted(value, -unit));
  const scaled = rows.map((row) => row.map((value) => shifted(value, -top)));
  const terms = scaled.map((row) => row.map((value, j) => (value === 0 ? 0 : value * at(point, j))));
  const residual = terms.map((row, i) => at(right, i) - sum(row));
  const rounding = terms.map(
    (row, i) => EPSILON * (ROUNDINGS + row.length) * (Math.abs(at(right, i)) + sum(row.map(Math.abs))),
  );
  const size = norm(right);
  if (size === 0) return { value: norm(residual) === 0 ? 0 : Number.POSITIVE_INFINITY, rounding: 0 };
  return { value: norm(residual) / size, rounding: norm(rounding) / size };
}

/** Certifies the minimum of a quadratic: the residual is at most the tolerance times the norm of the right side. */
export function certifySolveGraphQuadratic(
  problem: coordinate.GraphQuadraticProblem,
  solution: coordinate.GraphQuadraticSolution,
): void {
  const { tolerance = 1e-8 } = problem;
  const rows = rowsOf(problem.matrix);
  const found = rightSidesOf(solution.solution);
  rightSidesOf(problem.rightSide).forEach((b, k) => {
    const x = found[k] as number[];
    const { value, rounding } = relativeResidual(rows, b, x);
    atMost(`the relative residual of right side ${k}`, value, MEASURED_NORM * tolerance + rounding);
    const product = rows.map((row) => dot(row, x));
    const objective = 0.5 * dot(x, product) - dot(b, x);
    const size = sum(x.map((own, i) => Math.abs(own) * (Math.abs(at(product, i)) + Math.abs(at(b, i)))));
    if (Number.isFinite(size))
      near(
        `objective ${k}`,
        at(solution.objectives, k),
        objective,
        (1e-9 + rounding) * size + TINY * rows.length,
      );
  });
}

/** A symmetric table of weights without the diagonal. */
function weightsOf({ edges, weights }: coordinate.LabelPropagationProblem, nodes: number): number[][] {
  const table = Array.from({ length: nodes }, () => new Array<number>(nodes).fill(0));
  const add = (i: number, j: number, weight: number) => {
    if (i !== j) (table[i] as number[])[j] = at(table[i] as number[], j) + weight;
  };
  if (edges !== undefined)
    for (const [i, j, weight = 1] of rowsOf(edges) as [number, number, number?][]) {
      add(i, j, weight);
      add(j, i, weight);
    }
  if (weights !== undefined)
    rowsOf(weights).forEach((row, i) => {
      row.forEach((weight, j) => {
        add(i, j, weight);
      });
    });
  return table;
}

type Label = number | string | boolean;

/** The given label or value of each node. */
function labelsOrValuesOf({ labels, values }: coordinate.LabelPropagationProblem): (Label | null)[] {
  const isNamed = (label: unknown) =>
    label === null || typeof label === 'string' || typeof label === 'boolean';
  if (Array.isArray(labels) && labels.some(isNamed)) return [...labels];
  return vectorOf((labels as VectorInput | undefined) ?? values ?? []);
}

/**
 * Certifies labels and values: known nodes are unchanged, nodes unreachable from known ones are listed, and the others
 * are weighted means of their neighbors (with `alpha`, solutions of its equations), to the tolerance relative to the
 * norm of the right side.
 */
export function certifyLabelPropagation(
  problem: coordinate.LabelPropagationProblem,
  solution: coordinate.LabelPropagationSolution,
): void {
  const { alpha = 0, tolerance = 1e-8 } = problem;
  const given: readonly (Label | null)[] = labelsOrValuesOf(problem);
  const isNamed = given.some((label) => typeof label === 'string' || typeof label === 'boolean');
  const defaultLabel = isNamed ? null : (problem.defaultLabel ?? -1);
  const nodes = given.length;
  const weights = weightsOf(problem, nodes);
  const isKnown = given.map((label) => {
    if (typeof label !== 'number') return label !== null;
    return !Number.isNaN(label) && (problem.labels === undefined || label >= 0);
  });
  const isReached = [...isKnown];
  const queue = isKnown.flatMap((known, i) => (known ? [i] : []));
  for (let node = queue.pop(); node !== undefined; node = queue.pop())
    (weights[node] as number[]).forEach((weight, j) => {
      if (weight > 0 && !isReached[j]) {
        isReached[j] = true;
        queue.push(j);
      }
    });
  const unreached = isReached.flatMap((reached, i) => (reached ? [] : [i]));
  holds(
    'unreachable lists what no known node reaches',
    String([...solution.unreachable]) === String(unreached),
  );

  const { scores, values, labels, classes } = solution;
  const columns =
    scores === undefined ? [Array.from(values ?? [])] : transposed(rowsOf(scores), scores.columns);
  const known =
    scores === undefined
      ? [given.map(Number)]
      : Array.from<Label, number[]>(classes ?? [], (name) => given.map((label) => Number(label === name)));
  if (scores !== undefined) {
    const names = [...new Set(given.filter((_, i) => isKnown[i]) as Label[])].sort((a, b) =>
      a < b ? -1 : 1,
    );
    holds('the classes are the labels, ascending', String([...(classes ?? [])]) === String(names));
    const rows = rowsOf(scores);
    rows.forEach((row, i) => {
      const best = row.indexOf(Math.max(...row));
      const expected = isReached[i] ? (classes ?? [])[best] : defaultLabel;
      holds(`label ${i} is ${expected}`, (labels ?? [])[i] === expected);
    });
  }
  const degrees = weights.map((row) => sum(row));
  // The scores of one class follow from the others, so its residual accumulates theirs.
  const share = Math.max(1, columns.length);
  columns.forEach((x, k) => {
    const y = known[k] as number[];
    const sought = isReached.flatMap((reached, i) => (reached && !(isKnown[i] && alpha === 0) ? [i] : []));
    if (alpha === 0)
      isKnown.forEach((own, i) => {
        if (own) near(`what node ${i} has of column ${k}`, at(x, i), at(y, i), 0);
      });
    const entry = (i: number, j: number) => {
      if (alpha === 0) return i === j ? at(degrees, i) : -at(weights[i] as number[], j);
      const scale = Math.sqrt(at(degrees, i)) * Math.sqrt(at(degrees, j));
      // The Laplacian row of an isolated node is zero.
      if (scale === 0) return i === j ? 1 - alpha : 0;
      return (i === j ? 1 : 0) - alpha * (at(weights[i] as number[], j) / scale);
    };
    const rightSide = (i: number) =>
      alpha === 0
        ? sum((weights[i] as number[]).map((weight, j) => (isKnown[j] ? weight * at(y, j) : 0)))
        : (1 - alpha) * (isKnown[i] ? at(y, i) : 0);
    const rows = sought.map((i) => sought.map((j) => entry(i, j)));
    const b = sought.map(rightSide);
    if (largest(b) === 0 || !Number.isFinite(sum(rows.flat().map(Math.abs)))) return;
    const residual = relativeResidual(
      rows,
      b,
      sought.map((i) => at(x, i)),
    );
    atMost(
      `the relative residual of column ${k}`,
      residual.value,
      allowed(residual, b, known, weights, isKnown, sought, k, { tolerance, share, alpha }),
    );
  });
}

/**
 * The allowed residual: the tolerance or, for a class that follows from the others, their total in units of its own
 * right side.
 */
function allowed(
  { rounding }: { rounding: number },
  b: readonly number[],
  known: Rows,
  weights: Rows,
  isKnown: readonly boolean[],
  sought: readonly number[],
  own: number,
  { tolerance, share, alpha }: { tolerance: number; share: number; alpha: number },
): number {
  if (share === 1 || alpha !== 0) return MEASURED_NORM * tolerance + 4 * rounding;
  const sizes = known.map((y, k) =>
    k === own
      ? 0
      : norm(
          sought.map((i) =>
            sum((weights[i] as number[]).map((weight, j) => (isKnown[j] ? weight * at(y, j) : 0))),
          ),
        ),
  );
  return MEASURED_NORM * tolerance * Math.max(1, sum(sizes) / norm(b)) + 4 * rounding * share;
}

/**
 * Certifies a forest: distinct members, each parent before its child and connected to it, and no other entries between
 * members.
 */
export function certifyForest(
  { matrix, order, rightSide }: coordinate.ForestProblem,
  { size, members, parents, pivots, solution }: coordinate.ForestSolution,
): void {
  const rows = rowsOf(matrix);
  const inForest = new Set(members);
  near('size', size, members.length, 0);
  near('the number of different members', inForest.size, size, 0);
  const places = new Map(Array.from(members, (member, k) => [member, k]));
  const edges = entriesOf(matrix).filter(([i, j]) => i < j && inForest.has(i) && inForest.has(j));
  members.forEach((member, k) => {
    const parent = at(parents, k);
    if (parent < 0) return;
    holds(`the parent of member ${k} comes before it`, (places.get(parent) ?? size) < k);
    holds(
      `member ${k} has an entry with its parent`,
      entriesOf(matrix).some(([i, j]) => i === member && j === parent),
    );
  });
  const children = Array.from(parents).filter((parent) => parent >= 0).length;
  near('the entries among members, which are those with parents,', edges.length, children, 0);
  if (order !== undefined)
    holds(
      'only named rows are members',
      Array.from(members).every((member) => Array.from(order).includes(member)),
    );
  holds(
    'pivots are positive',
    pivots.every((pivot) => pivot > 0),
  );
  if (rightSide === undefined || solution === undefined) return;
  const own = Array.from(members);
  const part = own.map((i) => own.map((j) => at(rows[i] as number[], j)));
  const x = own.map((i) => at(solution, i));
  holds(
    'there is nothing outside of the forest',
    Array.from(solution).every((value, i) => value === 0 || inForest.has(i)),
  );
  // Elimination on a tree has no fill-in and is backward stable: the residual is rounding in units of the terms.
  const b = vectorOf(rightSide);
  own.forEach((i, k) => {
    const terms = (part[k] as number[]).map((value, l) => value * at(x, l));
    const scale = Math.abs(at(b, i)) + sum(terms.map(Math.abs)) + largest(part.flat()) * largest(x);
    if (Number.isFinite(scale))
      near(
        `the residual of row ${i}`,
        sum(terms),
        at(b, i),
        64 * EPSILON * size * scale + TINY * size * (1 + largest(part.flat())),
      );
  });
}

/** The positions of a sparse matrix's entries. */
function entriesOf({ rows, indptr, indices }: SparseMatrixInput): [number, number][] {
  return Array.from({ length: rows }, (_, i) => i).flatMap((i) =>
    Array.from(indices.slice(at(indptr, i), at(indptr, i + 1)), (j) => [i, j] as [number, number]),
  );
}

/** The gradient of a block loss, and its rounding errors. */
function gradientOf(
  { loss = 'squared', target }: coordinate.MinimizeBlocksProblem,
  rows: Rows,
  columns: number,
  x: readonly number[],
): { values: number[]; roundings: number[] } {
  const y = loss === 'quadratic' ? vectorOf(target as VectorInput) : codesOf(target, loss);
  const classes = loss === 'multinomial' ? x.length / columns : 1;
  const slopes = rows.map((row, i) => {
    const z = Array.from({ length: classes }, (_, k) =>
      sum(row.map((value, j) => value * at(x, j * classes + k))),
    );
    const size =
      sum(row.map((value, j) => Math.abs(value) * largest(x.slice(j * classes, (j + 1) * classes)))) +
      Math.abs(at(y, i));
    const [first] = z as [number];
    if (loss === 'logistic') return { own: [-at(y, i) / (1 + Math.exp(at(y, i) * first))], size: 1 + size };
    if (loss === 'multinomial') {
      const top = Math.max(...z);
      const total = sum(z.map((value) => Math.exp(value - top)));
      return {
        own: z.map((value, k) => Math.exp(value - top) / total - Number(k === at(y, i))),
        size: 1 + size,
      };
    }
    return { own: [first - at(y, i)], size };
  });
  const roundings = EPSILON * (ROUNDINGS + columns + rows.length);
  if (loss === 'quadratic')
    return {
      values: slopes.map(({ own }) => own[0] as number),
      roundings: slopes.map(({ size }) => roundings * size),
    };
  return {
    values: x.map((_, c) =>
      sum(
        rows.map(
          (row, i) => at(row, Math.floor(c / classes)) * ((slopes[i]?.own[c % classes] as number) ?? 0),
        ),
      ),
    ),
    roundings: x.map(
      (_, c) =>
        roundings *
        sum(rows.map((row, i) => Math.abs(at(row, Math.floor(c / classes))) * (slopes[i]?.size ?? 0))),
    ),
  };
}

/**
 * Certifies block descent: gradient entries not balanced by penalty and bounds are at most the tolerance times those at
 * the start.
 */
export function certifyMinimizeBlocks(
  problem: coordinate.MinimizeBlocksProblem,
  solution: coordinate.MinimizeBlocksSolution,
): void {
  const { tolerance = 1e-9, lambda = 0, initial } = problem;
  const [rows, columns] = [rowsOf(problem.matrix), columnsOf(problem.matrix)];
  const x = Array.from(solution.solution);
  const bounds = (values: typeof problem.lower, otherwise: number) =>
    values === undefined ? x.map(() => otherwise) : vectorOf(values);
  const [lower, upper] = [
    bounds(problem.lower, Number.NEGATIVE_INFINITY),
    bounds(problem.upper, Number.POSITIVE_INFINITY),
  ];
  x.forEach((value, c) => {
    holds(`coordinate ${c} is within its bounds`, value >= at(lower, c) && value <= at(upper, c));
  });
  const violation = (point: readonly number[]) => {
    const { values, roundings } = gradientOf(problem, rows, columns, point);
    const own = values.map((slope, c) => {
      const value = at(point, c);
      const [up, down] =
        value === 0
          ? [-slope - lambda, slope - lambda]
          : [-slope - Math.sign(value) * lambda, slope + Math.sign(value) * lambda];
      return Math.max(0, value < at(upper, c) ? up : 0, value > at(lower, c) ? down : 0);
    });
    return { value: largest(own), rounding: largest(roundings) };
  };
  const start = x.map((_, c) =>
    Math.min(Math.max(initial === undefined ? 0 : at(initial, c), at(lower, c)), at(upper, c)),
  );
  const [here, there] = [violation(x), violation(start)];
  if (!Number.isFinite(there.value + there.rounding)) return;
  atMost(
    'the violation of the conditions of a minimum',
    here.value,
    MEASURED_NORM * tolerance * (there.value + there.rounding) + ROUNDINGS * here.rounding + TINY,
  );
  near('violation', solution.violation, here.value, ROUNDINGS * here.rounding + 1e-9 * here.value + TINY);
}
