/** Certificates reject slightly wrong solutions, perturbed beyond the tolerance. */

import { coordinate, load, type Matrix } from 'superlinear';
import { beforeAll, expect, test } from 'vitest';
import * as certificates from '../../certificates/coordinate.js';
import * as graphs from '../../certificates/graphs.js';
import { expectRefusal } from '../../certificates/support.js';
import { TREE } from '../../data/coordinate-graphs.js';
import { centered, centeredMatrix } from '../../support/matrices.js';

beforeAll(() => load('coordinate'));

const matrix = centeredMatrix(1, 30, 3);
const numbers = centered(2, 30);
const classes = Int32Array.from(numbers, (value) => Number(value > 0.3) + Number(value > -0.3));
const RESPONSES: Record<coordinate.LossKind, Float64Array | Int32Array | Matrix> = {
  squared: numbers,
  huber: numbers,
  logistic: classes.map((label) => Math.min(label, 1)),
  multinomial: classes,
  poisson: classes,
  multiSquared: { rows: 15, columns: 2, data: numbers },
};
const LOSSES = Object.keys(RESPONSES) as coordinate.LossKind[];
const PENALTIES = ['l1', 'elasticNet', 'groupL2', 'sparseGroup', 'mcp', 'scad', 'l2', 'none'] as const;
const CASES = LOSSES.flatMap((loss) => PENALTIES.map((penalty) => ({ loss, penalty })));

/** Enlarges the largest number by a relative `part`, plus an absolute one. */
function moved(values: Float64Array, part: number): Float64Array {
  const place = values.reduce(
    (best, value, k) => (Math.abs(value) > Math.abs(values[best] as number) ? k : best),
    0,
  );
  return values.with(place, (values[place] as number) * (1 + part) + part);
}

test.each(CASES)('coefficients of a model: $loss, $penalty', ({ loss, penalty }) => {
  const groups = penalty === 'groupL2' || penalty === 'sparseGroup' ? { groups: [0, 0, 1] } : {};
  const rows = loss === 'multiSquared' ? { ...matrix, rows: 15, data: matrix.data.slice(0, 45) } : matrix;
  const model = {
    matrix: rows,
    response: RESPONSES[loss],
    loss,
    penalty,
    ...groups,
  };
  const problem: coordinate.FitProblem = { ...model, lambda: 0.02, tolerance: 1e-10 };
  const solution = coordinate.fitSync<coordinate.FitProblem>(problem);
  expect(solution.status).toBe('converged');
  certificates.certifyFit(problem, solution);
  const { coefficients } = solution;
  const wrong =
    coefficients instanceof Float64Array
      ? moved(coefficients, 1e-3)
      : { ...coefficients, data: moved(coefficients.data, 1e-3) };
  expectRefusal(() => certificates.certifyFit(problem, { ...solution, coefficients: wrong }));
  // Also with the objective of the wrong point.
  const { objective } = coordinate.kktViolationSync({
    ...model,
    lambda: penalty === 'none' ? 0 : 0.02,
    point: { coefficients: wrong, intercept: solution.intercept },
  });
  expectRefusal(() => certificates.certifyFit(problem, { ...solution, objective, coefficients: wrong }));
});

test('paths, choices and measures', () => {
  const data = { matrix, response: numbers };
  const path = coordinate.pathSync({ ...data, count: 5 });
  certificates.certifyPath({ ...data, count: 5 }, path);
  const { coefficients, lambdaMax } = path;
  for (const wrong of [
    { coefficients: { ...coefficients, data: moved(coefficients.data, 0.1) } },
    { lambdaMax: 1.001 * lambdaMax },
  ])
    expectRefusal(() => certificates.certifyPath({ ...data, count: 5 }, { ...path, ...wrong }));
  const chosen = coordinate.crossValidateSync({ ...data, count: 5 });
  certificates.certifyCrossValidate({ ...data, count: 5 }, chosen);
  expectRefusal(() =>
    certificates.certifyCrossValidate(data, { ...chosen, lambdaMin: 1.001 * chosen.lambdaMin }),
  );
  expectRefusal(() =>
    certificates.certifyLambdaMax(data, { lambdaMax: 1.001 * lambdaMax, objective: 1, intercept: 0 }),
  );
  const asked = { ...data, lambda: 0.05, point: { coefficients: [0.5, 0, 0] } };
  const gap = coordinate.dualityGapSync(asked);
  certificates.certifyDualityGap(asked, gap);
  const { objective } = gap;
  expectRefusal(() =>
    certificates.certifyDualityGap(asked, { objective, dualObjective: objective, dualityGap: 0 }),
  );
  const violation = coordinate.kktViolationSync(asked);
  certificates.certifyKktViolation(asked, violation);
  expectRefusal(() => certificates.certifyKktViolation(asked, { ...violation, violation: 0 }));
  const model = { coefficients: [1, 2, 3], intercept: 0.5, loss: 'squared' as const };
  const predicted = coordinate.predictSync({ model, matrix });
  certificates.certifyPredict({ model, matrix }, predicted);
  const predictor = moved(predicted.predictor as Float64Array, 1e-9);
  expectRefusal(() => certificates.certifyPredict({ model, matrix }, { ...predicted, predictor }));
});

test('points of quadratics, graphs and blocks', () => {
  const { matrix: tree, rightSide } = TREE;
  const quadratic = coordinate.solveGraphQuadraticSync({ matrix: tree, rightSide });
  graphs.certifySolveGraphQuadratic({ matrix: tree, rightSide }, quadratic);
  const solution = moved(quadratic.solution as Float64Array, 1e-5);
  expectRefusal(() =>
    graphs.certifySolveGraphQuadratic({ matrix: tree, rightSide }, { ...quadratic, solution }),
  );
  const forest = coordinate.forestSync({ matrix: tree, rightSide });
  graphs.certifyForest({ matrix: tree, rightSide }, forest);
  for (const wrong of [{ solution }, { parents: forest.parents.map(() => -1) }])
    expectRefusal(() => graphs.certifyForest({ matrix: tree, rightSide }, { ...forest, ...wrong }));
  const graph = {
    edges: [
      [0, 1],
      [1, 2],
      [2, 3],
    ],
    labels: [0, -1, -1, 1],
  };
  const labels = coordinate.labelPropagationSync(graph);
  graphs.certifyLabelPropagation(graph, labels);
  const scores = labels.scores as Matrix;
  const wrong = {
    ...labels,
    scores: { ...scores, data: scores.data.with(2, (scores.data[2] as number) + 1e-5) },
  };
  expectRefusal(() => graphs.certifyLabelPropagation(graph, wrong));
  const problem = { matrix, target: numbers, lambda: 0.1, update: 'proxGradient' as const };
  const blocks = coordinate.minimizeBlocksSync(problem);
  expect(blocks.status).toBe('converged');
  graphs.certifyMinimizeBlocks(problem, blocks);
  expectRefusal(() =>
    graphs.certifyMinimizeBlocks(problem, { ...blocks, solution: moved(blocks.solution, 1e-6) }),
  );
});
