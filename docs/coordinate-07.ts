import { coordinate } from 'superlinear';

const { size, members, parents, pivots, solution } = await coordinate.forest({
  matrix: {
    rows: 3,
    columns: 3,
    indptr: [0, 2, 5, 7],
    indices: [0, 1, 0, 1, 2, 1, 2],
    data: [2, -1, -1, 2, -1, -1, 2],
  },
  rightSide: [0, 0, 1],
});

export {};
