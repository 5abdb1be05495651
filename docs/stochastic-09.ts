import { optimizer } from 'superlinear/stochastic';

const rule = await optimizer({
  method: 'adam',
  initial: [3, -2],
  learningRate: 0.1,
  schedule: 'cosine',
  steps: 300,
});
for (let k = 0; k < 300; k++) {
  const [a = 0, b = 0] = rule.point;
  rule.step([a - 1, 4 * b]);
}
console.log(rule.parameters()); // about (1, 0)
const bytes = rule.checkpoint(); // for `checkpoint` of another optimizer: the same bits from there
console.log(bytes.length);
rule.close();

export {};
