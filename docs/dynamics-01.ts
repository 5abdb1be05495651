import { dynamics } from 'superlinear';

const series = [0.3];
for (let t = 1; t < 300; t++) series.push(3.9 * (series[t - 1] as number) * (1 - (series[t - 1] as number)));

const { scores, best } = await dynamics.evaluateForecast({
  series,
  methods: ['polynomial', 'exponentialSmoothing'],
  horizons: [1, 5, 10],
});
for (const { method, errors, validTime, coverage } of scores)
  console.log(method, errors, validTime, coverage);
console.log(scores[best]?.method);

export {};
