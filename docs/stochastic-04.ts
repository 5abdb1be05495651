import { createReadStream } from 'node:fs';
import { stochastic } from 'superlinear';

const file = createReadStream('examples/data/breast-cancer.csv');
const rows = stochastic.csvRows(file, { response: 'diagnosis', comment: '#' });
const solution = await stochastic.fitStream(rows, {
  loss: 'logistic',
  classes: ['benign', 'malignant'],
  method: 'normalizedAdaptive',
});
console.log(solution.rows, solution.progressiveLoss, solution.learningRate);

export {};
