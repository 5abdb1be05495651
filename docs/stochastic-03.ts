import { stochastic } from 'superlinear';

const colors = await stochastic.learner({
  loss: 'multinomial',
  classes: ['red', 'green', 'blue'],
  dimension: 2,
  penalty: 'groupL2',
  lambda: 0.001,
});
for (let k = 0; k < 300; k++) {
  const angle = 2.4 * k;
  const color = ['red', 'green', 'blue'][Math.floor((angle % 6.28) / 2.1)] ?? 'blue';
  colors.learn({ matrix: [[Math.cos(angle), Math.sin(angle)]], response: [color] });
}
const { response, probabilities } = colors.predict([[0.5, 0.9]]);
console.log(response, probabilities?.data); // probabilities of blue, green and red
colors.close();

export {};
