/** Problems and solutions of methods whose examples in the catalogue are programs. */

import {
  atom,
  bilevel,
  blackbox,
  constrained,
  dynamics,
  expression,
  games,
  linear,
  transport,
} from 'superlinear';

/** Solves a problem with each of these methods. */
export async function programs() {
  const all: { id: string; method: string; problem: object; solution: object }[] = [];
  const add = (method: string, problem: object, solution: object) =>
    all.push({ id: method, method, problem, solution });
  await atoms(add);
  await models(add);
  await systems(add);
  await searches(add);
  return all;
}

type Add = (method: string, problem: object, solution: object) => void;

async function atoms(add: Add) {
  const solution = await atom.solve({ element: 'Ne' });
  add('atom.solve', { element: 'Ne' }, solution);
  const at = { solution, what: 'density', r: [0, 0.1, 0.5, 1, 2] } as const;
  add('atom.evaluate', at, await atom.evaluate(at));
  const grid = { solution, points: 40, rMin: 1e-3, rMax: 10 };
  add('atom.onLogGrid', grid, await atom.onLogGrid(grid));
}

async function models(add: Add) {
  const { model } = await bilevel.tuneKernel({ matrix: [[0], [1], [2], [3]], response: [0, 0.8, 0.9, 0.1] });
  const rows = { model, matrix: [[1.5], [2.5]] };
  add('bilevel.predictKernel', rows, await bilevel.predictKernel(rows));
  const noisy = [[0.3, -0.2, 0.1, 2.7, 3.3, 2.9]];
  const denoiser = await bilevel.learnDenoiser({ noisy, clean: [[0, 0, 0, 3, 3, 3]] });
  const signal = { model: denoiser.model, noisy };
  add('bilevel.denoise', signal, await bilevel.denoise(signal));
  const [matrix, labels] = [
    [
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
    ],
    [0, 1, 1, 0],
  ];
  const operations = ['linear', 'tanh'] as const;
  const { network } = await bilevel.selectOperations({
    matrix,
    labels,
    validationMatrix: matrix,
    validationLabels: labels,
    operations,
    edges: 1,
  });
  add(
    'bilevel.evaluateOperations',
    { network, matrix },
    await bilevel.evaluateOperations({ network, matrix }),
  );
  const outer = (_: Float64Array, [y = 0]: Float64Array) => ({
    value: (y - 1) ** 2 / 2,
    xGradient: [0],
    yGradient: [y - 1],
  });
  const inner = ([x = 0]: Float64Array, [y = 0]: Float64Array) => ({
    value: y ** 2 / 2 - x * y,
    yGradient: [y - x],
    xGradient: [-y],
  });
  const levels = { outer, inner, initial: [1], innerInitial: [0] };
  add('bilevel.checkDerivatives', levels, await bilevel.checkDerivatives(levels));
}

async function systems(add: Add) {
  const history = [3, 5, 4, 6, 5, 7, 6, 8, 7, 9, 8, 10];
  const { predictor } = await dynamics.fitPredictor({ series: history });
  const problem = { predictor, history, horizon: 3 };
  add('dynamics.forecast', problem, await dynamics.forecast(problem));
  const series = [0.3];
  for (let t = 1; t < 200; t++)
    series.push(1.9 * Math.min(series[t - 1] as number, 1 - (series[t - 1] as number)));
  const reconstruction = await dynamics.reconstruct({ series, pieces: 1 });
  add('dynamics.reconstruct', { series, pieces: 1 }, reconstruction);
  const map = { model: reconstruction.model, maxPeriod: 2 };
  add('dynamics.analyze', map, await dynamics.analyze(map));
  const f = await expression.prepare({ function: { formula: 'sum(x^2)', inputs: { x: 2 } } });
  add('expression.prepare', {}, f);
  f.close();
  const system = await linear.prepare({
    matrix: [
      [4, 1],
      [1, 3],
    ],
  });
  add('linear.prepare', {}, system);
  system.close();
  const { state } = await linear.nextParameter({ grid: [1, 1.5] });
  add('linear.recordCost', { state, cost: 12 }, await linear.recordCost({ state, cost: 12 }));
  const clouds = {
    sourcePoints: [
      [0, 0],
      [1, 0],
    ],
    targetPoints: [
      [0, 1],
      [1, 2],
    ],
    regularization: 0.05,
  };
  const moved = { problem: clouds, solution: await transport.sinkhornNewton(clouds), points: [[0.5, 0]] };
  add('transport.map', moved, await transport.map(moved));
}

async function searches(add: Add) {
  const valley = {
    objective: ([x = 0, y = 0]: Float64Array) => (1 - x) ** 2 + 100 * (y - x * x) ** 2,
    initial: [-1.2, 1],
    history: true,
  };
  add('constrained.minimize', valley, await constrained.minimize(valley));
  const wrong = {
    objective: ([x = 0]: Float64Array) => x * x,
    gradient: ([x = 0]: Float64Array) => [3 * x],
    initial: [1],
  };
  add('constrained.checkDerivatives', wrong, await constrained.checkDerivatives(wrong));
  const bowl = {
    objective: (x: Float64Array) => x.reduce((sum, value) => sum + value * value, 0),
    lower: [-1, -1, -1],
    upper: [1, 1, 1],
    maxEvaluations: 60,
  };
  add('blackbox.minimize', bowl, await blackbox.minimize(bowl));
  const worker = ([x = 0, y = 0]: Float64Array, k: number) => [x - k, y - 1];
  const spread = { initial: [0, 0], workerCount: 2, worker };
  add('games.distributed', spread, await games.distributed(spread));
}
