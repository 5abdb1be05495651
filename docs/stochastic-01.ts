import { stochastic } from 'superlinear';

// Petal length and width of six irises, centered, and a feature that tells nothing.
const flowers = await stochastic.fit({
  matrix: [
    [-0.9, -1, 1],
    [-0.9, -1.1, -1],
    [0.1, 0.2, 1],
    [0.3, 0.1, -1],
    [1, 1.2, 1],
    [0.8, 1.1, -1],
  ],
  response: ['setosa', 'setosa', 'versicolor', 'versicolor', 'virginica', 'virginica'],
  loss: 'multinomial',
  penalty: 'groupL2',
  lambda: 0.05,
  method: 'sgd',
  epochs: 500,
});
console.log(flowers.classes, flowers.coefficients, flowers.intercept, flowers.relativeGap);

export {};
