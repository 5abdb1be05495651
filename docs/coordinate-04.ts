import { coordinate } from 'superlinear';

const featureNames = ['petal length', 'petal width'];
const model = await coordinate.fit({
  matrix: [
    [1.4, 0.2],
    [1.5, 0.4],
    [4.7, 1.4],
    [4.5, 1.5],
  ],
  response: ['setosa', 'setosa', 'versicolor', 'versicolor'],
  featureNames,
  loss: 'logistic',
  lambdaRatio: 0.1,
});
console.log(model.classes, model.supportNames);

const samples = {
  matrix: [
    [1.3, 0.3],
    [4.9, 1.5],
  ],
  featureNames,
};
const { response, probabilities } = await coordinate.predict({ model, ...samples });
console.log(response, probabilities); // ['setosa', 'versicolor'], a row for each sample
console.log(await coordinate.score({ model, ...samples, response: ['setosa', 'versicolor'] }));

export {};
