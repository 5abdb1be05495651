/** Certificates reject slightly wrong solutions, perturbed beyond the tolerance. */

import { load, type Matrix, sketch } from 'superlinear';
import { beforeAll, expect, test } from 'vitest';
import * as certificates from '../../certificates/sketch.js';
import { expectRefusal } from '../../certificates/support.js';
import { centered, centeredMatrix, product } from '../../support/matrices.js';

beforeAll(() => load('sketch'));

const matrix = centeredMatrix(1, 30, 3);
const rightSide = centered(2, 30);

/** Enlarges the first number by a relative `part`. */
const moved = (values: Float64Array, part: number) => values.with(0, (values[0] as number) * (1 + part));
const movedMatrix = (values: Matrix, part: number) => ({ ...values, data: moved(values.data, part) });

test('solutions of least squares', () => {
  const problem = { matrix, rightSide };
  const exact = sketch.lstsqSync<Float64Array>(problem);
  certificates.certifyLstsq(problem, exact);
  expectRefusal(() =>
    certificates.certifyLstsq(problem, { ...exact, solution: moved(exact.solution, 1e-9) }),
  );
  for (const solve of [sketch.lsqrSync, sketch.lsmrSync]) {
    const solution = solve(problem);
    certificates.certifyKrylov(problem, solution);
    expectRefusal(() =>
      certificates.certifyKrylov(problem, { ...solution, solution: moved(solution.solution, 1e-6) }),
    );
  }
  const sketched = sketch.iterativeHessianSketchSync<Float64Array>(problem);
  expect(sketched.status).toBe('converged');
  certificates.certifyIterativeHessianSketch(problem, sketched);
  expectRefusal(() =>
    certificates.certifyIterativeHessianSketch(problem, {
      ...sketched,
      solution: moved(sketched.solution, 1e-6),
    }),
  );
  const rough = sketch.sketchedLstsqSync<Float64Array>(problem);
  certificates.certifySketchedLstsq(problem, rough);
  expectRefusal(() =>
    certificates.certifySketchedLstsq(problem, { ...rough, solution: moved(rough.solution, 1e-3) }),
  );
});

test('a solution of a consistent system', () => {
  const problem = { matrix, rightSide: product(matrix, [1, 2, 3]) };
  const solution = sketch.solveConsistentSync(problem);
  certificates.certifySolveConsistent(problem, solution);
  expectRefusal(() =>
    certificates.certifySolveConsistent(problem, { ...solution, solution: moved(solution.solution, 1e-6) }),
  );
});

test('singular vectors, bases and scores', () => {
  const svd = sketch.randomizedSvdSync({ matrix, rank: 2 });
  certificates.certifyRandomizedSvd({ matrix, rank: 2 }, svd);
  const { leftVectors, singularValues } = svd;
  for (const wrong of [
    { leftVectors: movedMatrix(leftVectors, 1e-8) },
    { singularValues: moved(singularValues, 1e-8) },
  ])
    expectRefusal(() => certificates.certifyRandomizedSvd({ matrix, rank: 2 }, { ...svd, ...wrong }));
  const finder = sketch.randomizedRangeFinderSync({ matrix, rank: 2 });
  certificates.certifyRandomizedRangeFinder({ matrix, rank: 2 }, finder);
  for (const wrong of [{ basis: movedMatrix(finder.basis, 1e-8) }, { errorBound: 1e-3 * finder.errorBound }])
    expectRefusal(() =>
      certificates.certifyRandomizedRangeFinder({ matrix, rank: 2 }, { ...finder, ...wrong }),
    );
  const scores = sketch.leverageScoresSync({ matrix });
  certificates.certifyLeverageScores({ matrix }, scores);
  const wrong = { ...scores, scores: moved(scores.scores, 1e-3) };
  expectRefusal(() => certificates.certifyLeverageScores({ matrix }, wrong));
});

test('samples, fits to them, and features', () => {
  const problem = { matrix, rightSide, method: 'leverage' as const, size: 8 };
  const { rightSide: _, ...drawing } = problem;
  const sample = sketch.weightedSampleSync(drawing);
  certificates.certifyWeightedSample(drawing, sample);
  expectRefusal(() =>
    certificates.certifyWeightedSample(drawing, { ...sample, weights: moved(sample.weights, 1e-9) }),
  );
  const fit = sketch.sampledLstsqSync(problem);
  certificates.certifySampledLstsq(problem, fit);
  expectRefusal(() =>
    certificates.certifySampledLstsq(problem, { ...fit, solution: moved(fit.solution, 1e-6) }),
  );
  const sketching = { matrix, kind: 'countSketch' as const, rows: 8 };
  const applied = sketch.applySketchSync(sketching);
  certificates.certifyApplySketch(sketching, applied);
  expectRefusal(() => certificates.certifyApplySketch({ ...sketching, rows: 9 }, applied));
  const features = { points: [[0.3], [-0.7]], basis: 'legendre' as const, degree: 3 };
  const basis = sketch.basisMatrixSync(features);
  certificates.certifyBasisMatrix(features, basis);
  expectRefusal(() =>
    certificates.certifyBasisMatrix(features, { ...basis, matrix: movedMatrix(basis.matrix, 1e-9) }),
  );
});
