import { coordinate } from 'superlinear';

const { history } = await coordinate.minimizeBlocks({
  matrix: [
    [2, 1, 0],
    [1, 2, 1],
    [0, 1, 2],
  ],
  target: [1, 2, 3],
  partition: 'variable',
  blockSize: 2,
  rule: 'gsl',
  update: 'matrix',
  history: true,
});

export {};
