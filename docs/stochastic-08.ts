import { streamRegression } from 'superlinear/stochastic';

const regression = await streamRegression({ dimension: 2, scale: 2 });
for (let k = 0; k < 3000; k++) {
  const [a, b] = [k / 750 - 2, 2 * Math.sin(7 * k)];
  regression.learn([[a, b]], [Math.sin(2 * a) * Math.cos(b)]);
}
console.log(
  regression.predict([
    [-1, 0.5],
    [1, 0],
  ]),
); // about -0.798 and 0.909
regression.close();

export {};
