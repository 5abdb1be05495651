import { dynamics } from 'superlinear';

const inputs = [[1], [2], [3], [4]];
const outputs = [2, 4, 6, 8];
const { coefficients, predictions, state } = await dynamics.recursiveLeastSquares({
  inputs,
  outputs,
  forgetting: 0.98,
});
console.log(coefficients, predictions);

// Later rows continue the stream.
const next = await dynamics.recursiveLeastSquares({ inputs: [[5]], outputs: [10], forgetting: 0.98, state });
console.log(next.errors);

export {};
