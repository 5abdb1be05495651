/** Certificates reject wrong solutions. */

import { expression, load } from 'superlinear';
import { beforeAll, test } from 'vitest';
import * as certificates from '../../certificates/expression.js';
import { expectRefusal } from '../../certificates/support.js';

const { read } = expression;

beforeAll(() => Promise.all([load('expression'), load('expression-matrices'), load('expression-training')]));

const f = read('[x[0] * x[1], exp(x[0])]', { x: 2 });
const one = read('x[0] * x[1]^2', { x: 2 });
const points = { x: [0.5, 2] };

/** A copy with one entry changed slightly. */
const changed = (values: Float64Array, k = 0) => values.map((value, j) => (j === k ? value + 1e-4 : value));

test('values', () => {
  const problem = { function: f, points };
  const solution = expression.evaluateSync(problem);
  certificates.certifyEvaluate(problem, solution);
  const refused = (other: Partial<expression.EvaluateSolution>) =>
    expectRefusal(() => certificates.certifyEvaluate(problem, { ...solution, ...other }));
  refused({ values: changed(solution.values) });
  refused({ nonFinite: 1 });
  refused({ shape: [1, 2] });
});

test('gradients', () => {
  const problem = { function: one, points, withRespectTo: 'x' } as const;
  const solution = expression.gradientSync(problem);
  certificates.certifyGradient(problem, solution);
  const gradients = { x: changed(solution.gradients.x, 1) };
  expectRefusal(() => certificates.certifyGradient(problem, { ...solution, gradients }));
});

test('matrices', () => {
  const problem = { function: f, points };
  const first = expression.jacobianSync(problem);
  certificates.certifyJacobian(problem, first);
  const jacobian = { ...first.jacobian, data: changed(first.jacobian.data, 3) };
  expectRefusal(() => certificates.certifyJacobian(problem, { ...first, jacobian }));
  for (const format of ['dense', 'sparse'] as const) {
    const second = expression.hessianSync({ function: one, points, format });
    certificates.certifyHessian({ function: one, points }, second);
    const hessian = { ...second.hessian, data: changed(second.hessian.data) };
    expectRefusal(() => certificates.certifyHessian({ function: one, points }, { ...second, hessian }));
  }
});

test('products', () => {
  const problem = { function: one, points, vector: [1, -1] };
  const forward = expression.jacobianProductSync(problem);
  certificates.certifyJacobianProduct(problem, forward);
  const other = { ...forward, product: changed(forward.product) };
  expectRefusal(() => certificates.certifyJacobianProduct(problem, other));
  const second = expression.hessianProductSync(problem);
  certificates.certifyHessianProduct(problem, second);
  const wrong = { ...second, product: changed(second.product) };
  expectRefusal(() => certificates.certifyHessianProduct(problem, wrong));
  const weighted = { ...problem, vector: [2] };
  const back = expression.vectorJacobianProductSync(weighted);
  certificates.certifyVectorJacobianProduct(weighted, back);
  const off = { ...back, product: changed(back.product) };
  expectRefusal(() => certificates.certifyVectorJacobianProduct(weighted, off));
});

test('descriptions', () => {
  const problem = { function: one };
  const solution = expression.describeSync(problem);
  certificates.certifyDescribe(problem, solution);
  const refused = (other: Partial<expression.DescribeSolution>) =>
    expectRefusal(() => certificates.certifyDescribe(problem, { ...solution, ...other }));
  refused({ isLinear: true });
  refused({ nodes: 1 });
  refused({ hessian: { ...solution.hessian, nonzeros: 1 } });
});

test('training', () => {
  const loss = read('(w * x - y)^2', { x: [], y: [], w: [] });
  const rows = { x: [1, 2], y: [2, 5] };
  const problem = { loss, rows, parameters: { w: 0 }, method: 'lbfgs' } as const;
  const solution = expression.trainSync(problem);
  certificates.certifyTrain(problem, solution);
  const refused = (other: Partial<typeof solution>) =>
    expectRefusal(() => certificates.certifyTrain(problem, { ...solution, ...other }));
  refused({ parameters: { w: changed(solution.parameters.w) } });
  refused({ objective: solution.objective + 1e-6 });
  refused({ gradientNorm: 1e-3 });
  const start = { function: loss, parameters: { w: 'glorot' } } as const;
  expectRefusal(() => certificates.certifyInitialize(start, { parameters: { w: Float64Array.of(2) } }));
});
