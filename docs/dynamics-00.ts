import { dynamics } from 'superlinear';

const series = Array.from(
  { length: 96 },
  (_, t) => 100 + t + 20 * Math.sin((Math.PI * t) / 6) + 3 * Math.sin(7 * t * t),
);
const { predictor, method } = await dynamics.fitPredictor({ series });
const { forecast, levels, quantiles } = await dynamics.forecast({ predictor, history: series, horizon: 12 });
console.log(method, forecast, levels, quantiles);

export {};
