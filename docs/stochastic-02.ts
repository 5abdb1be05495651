import { stochastic } from 'superlinear';

const visits = await stochastic.learner({ loss: 'logistic', classes: ['leaves', 'buys'], hashBits: 18 });
const { hashOf } = stochastic;
visits.learn({
  matrix: {
    rows: 2,
    columns: 2 ** 31,
    indptr: [0, 2, 4],
    indices: [hashOf('city=Rome'), hashOf('age'), hashOf('city=Oslo'), hashOf('age')],
    data: [1, 3.1, 1, 5],
  },
  response: ['buys', 'leaves'],
});
const state = visits.checkpoint();
console.log(visits.rows, visits.progressiveLoss, state.length);
visits.close();

export {};
