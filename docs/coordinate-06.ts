import { coordinate } from 'superlinear';

const matrix = {
  rows: 3,
  columns: 3,
  indptr: [0, 2, 5, 7],
  indices: [0, 1, 0, 1, 2, 1, 2],
  data: [2, -1, -1, 2, -1, -1, 2],
};
const { solution, relativeResidual, method } = await coordinate.solveGraphQuadratic({
  matrix,
  rightSide: [0, 0, 1],
});
// solution: [0.25, 0.5, 0.75]

export {};
