import { coordinate } from 'superlinear';

const { labels, scores } = await coordinate.labelPropagation({
  edges: [
    [0, 1],
    [1, 2],
    [2, 3],
    [3, 4],
  ],
  labels: [0, -1, -1, -1, 1],
});
// labels: [0, 0, 0, 1, 1]; a row of scores for each node: (1, 0), (0.75, 0.25), (0.5, 0.5), (0.25, 0.75), (0, 1)

export {};
