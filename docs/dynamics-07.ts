import { dynamics } from 'superlinear';

const { labels, isGroup, left, right, terms, minimal } = await dynamics.automaton({
  table: [
    [0, 1],
    [1, 0],
  ], // the parity of ones
  outputs: [0, 1],
  sequences: [[1, 0, 1, 1]],
});
console.log(labels, isGroup, minimal.table);

const { states } = await dynamics.affineScan({
  kind: 'rankOne',
  left,
  right,
  terms,
  tokens: [1, 0, 1, 1],
  initial: [[1, 0]],
});
console.log(states);

export {};
