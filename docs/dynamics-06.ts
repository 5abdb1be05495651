import { dynamics } from 'superlinear';

const { states, gradients } = await dynamics.affineScan({
  kind: 'diagonal',
  factors: [[0.5], [0.5], [0.5]],
  offsets: [[1], [0], [0]],
  adjoint: [[0], [0], [1]],
});
console.log(states, gradients?.factors, gradients?.offsets);

export {};
