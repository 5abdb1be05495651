// Small problems of many kinds for trying other values of constants, and the work counted in their solutions.

import { readFileSync } from 'node:fs';

/** For each family: its problems, the work counts of its solutions, and the value that must not change. */
export const families = {
  coordinate: {
    problems: () => [...regressions(), ...blocks()],
    work: ({ iterations, epochs, newtonSteps }) => ({ iterations, epochs, 'Newton steps': newtonSteps }),
    value: ({ objective }) => objective,
  },
  transport: {
    problems: () => [...plans(), ...barycenters()],
    work: ({ iterations }) =>
      typeof iterations === 'number'
        ? { iterations }
        : { sweeps: iterations.sinkhorn, 'Newton steps': iterations.newton, products: iterations.linear },
    value: ({ regularizedCost, objective }) => regularizedCost ?? objective,
  },
  atom: {
    problems: () => [...atoms(), ...states()],
    work: ({ iterations, states }) => (states ? { meshes: iterations } : { iterations }),
    value: ({ energy, states }) => energy?.total ?? states?.at(-1)?.energy,
  },
  constrained: {
    problems: () => [...programs(), ...controls(), ...logistics()],
    work: ({ iterations, statistics }) => ({
      iterations,
      factorizations: statistics?.factorizations,
      'inner steps': statistics?.innerSteps,
    }),
    value: ({ objective }) => objective,
  },
};

/** The generator mulberry32 (T. Ettinger, 2017, public domain), uniform on [0, 1). */
function uniform(seed) {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Approximately normal numbers, each the sum of four uniform ones. */
function normal(next) {
  return () => (next() + next() + next() + next() - 2) * 1.7320508075688772;
}

const list = (length, make) => Array.from({ length }, (_, k) => make(k));

/** Rounds to four decimals, to keep the files of problems short. */
const round = (number) => Math.round(1e4 * number) / 1e4;

/** Correlated neighboring features, stored by columns; the response is the sum of `k` of them plus noise. */
function correlated(rows, columns, k, rho, seed) {
  const gauss = normal(uniform(seed));
  const data = [];
  for (let j = 0; j < columns; j++)
    for (let i = 0; i < rows; i++)
      data.push(j === 0 ? gauss() : rho * data[(j - 1) * rows + i] + Math.sqrt(1 - rho * rho) * gauss());
  const sum = list(rows, (i) => {
    let sum = 0;
    for (let q = 0; q < k; q++) sum += (q % 2 ? -1 : 1) * data[q * Math.floor(columns / k) * rows + i];
    return sum / Math.sqrt(k);
  });
  const response = sum.map((value) => value + 0.5 * gauss());
  return {
    matrix: { rows, columns, data: data.map(round) },
    layout: 'columnMajor',
    response: response.map(round),
  };
}

/** Rows of a few words each, with labels determined by some of the words. */
function documents(rows, columns, words, seed) {
  const next = uniform(seed);
  const weights = list(columns, () => (next() < 0.05 ? 8 * next() - 4 : 0));
  const [indptr, indices, data, response] = [[0], [], [], []];
  for (let i = 0; i < rows; i++) {
    const row = new Set(list(words, () => Math.floor(columns * next() ** 3)));
    const sorted = [...row].sort((a, b) => a - b);
    indices.push(...sorted);
    data.push(...sorted.map(() => round(1 / Math.sqrt(sorted.length))));
    indptr.push(indices.length);
    const score = sorted.reduce((sum, j) => sum + weights[j], 0) / Math.sqrt(sorted.length);
    response.push(score + 0.3 * (next() - 0.5) > 0 ? 1 : 0);
  }
  return { matrix: { rows, columns, indptr, indices, data }, layout: 'rowMajor', response };
}

function* regressions() {
  const wide = correlated(200, 800, 30, 0.6, 11);
  const tall = correlated(1500, 100, 30, 0.9, 13);
  const text = documents(1200, 2500, 25, 21);
  const signs = (data) => ({ ...data, response: data.response.map((value) => (value > 0 ? 1 : 0)) });
  const classes = (data) => ({
    ...data,
    response: data.response.map((value) => (value > 0.5 ? 2 : value > -0.5 ? 1 : 0)),
  });
  const counts = (data) => ({
    ...data,
    response: data.response.map((value) => Math.round(Math.exp(0.7 * value))),
  });
  const outliers = (data) => ({
    ...data,
    response: data.response.map((value, i) => (i % 10 === 0 ? 8 * value : value)),
  });
  const groups = (data) => ({ ...data, groups: list(data.matrix.columns, (j) => Math.floor(j / 10)) });
  const regression = (name, data, lambdaRatio, options) => ({
    name: `${name} ${lambdaRatio ?? ''}`,
    method: 'coordinate.fit',
    problem: { ...data, lambdaRatio, ...options },
  });
  for (const ratio of [0.2, 0.05, 0.01]) {
    yield regression('lasso wide', wide, ratio);
    yield regression('lasso tall', tall, ratio);
    yield regression('elastic net wide', wide, ratio, { penalty: 'elasticNet' });
    yield regression('lasso bounded', wide, ratio, { positive: true });
    yield regression('logistic wide', signs(wide), ratio, { loss: 'logistic' });
    yield regression('logistic tall', signs(tall), ratio, { loss: 'logistic' });
    yield regression('logistic sparse', text, ratio, { loss: 'logistic' });
    yield regression('lasso sparse', text, ratio);
    yield regression('huber tall', outliers(tall), ratio, { loss: 'huber' });
    yield regression('poisson tall', counts(tall), ratio, { loss: 'poisson' });
    yield regression('groups wide', groups(wide), ratio, { penalty: 'groupL2' });
    yield regression('groups tall', groups(tall), ratio, { penalty: 'groupL2' });
    yield regression('sparse groups wide', groups(wide), ratio, { penalty: 'sparseGroup' });
    yield regression('logistic groups wide', groups(signs(wide)), ratio, {
      loss: 'logistic',
      penalty: 'groupL2',
    });
    yield regression('mcp wide', wide, ratio, { penalty: 'mcp' });
    yield regression('scad tall', tall, ratio, { penalty: 'scad' });
  }
  for (const ratio of [0.2, 0.05]) {
    yield regression('huber wide', outliers(correlated(100, 300, 15, 0.6, 12)), ratio, { loss: 'huber' });
    yield regression('multinomial wide', classes(wide), ratio, { loss: 'multinomial' });
    yield regression('multinomial tall', classes(tall), ratio, { loss: 'multinomial' });
  }
  for (const tolerance of [1e-3, 1e-9]) {
    yield regression(`lasso to ${tolerance}`, wide, 0.02, { tolerance });
    yield regression(`logistic to ${tolerance}`, signs(wide), 0.02, { loss: 'logistic', tolerance });
    yield regression(`huber to ${tolerance}`, outliers(tall), 0.02, { loss: 'huber', tolerance });
  }
  yield regression('least squares tall', tall, undefined, { penalty: 'none' });
  yield regression('ridge wide', wide, 0.1, { penalty: 'l2' });
  yield regression('logistic ridge sparse', text, 0.1, { loss: 'logistic', penalty: 'l2' });
}

function* blocks() {
  const { matrix, response } = correlated(60, 200, 10, 0.5, 31);
  const data = list(60 * 200, (k) => matrix.data[(k % 200) * 60 + Math.floor(k / 200)]);
  for (const rule of ['gsq', 'gsl', 'gsd'])
    for (const blockSize of [5, 20])
      yield {
        name: `blocks ${rule} ${blockSize}`,
        method: 'coordinate.minimizeBlocks',
        problem: {
          matrix: { rows: 60, columns: 200, data },
          target: response,
          partition: 'variable',
          update: 'matrix',
          rule,
          blockSize,
          tolerance: 1e-4,
        },
      };
}

/** A cloud of points in a cube. */
const cloud = (rows, columns, seed, scale = 1) => {
  const next = uniform(seed);
  return { rows, columns, data: list(rows * columns, () => round(scale * next())) };
};

/** Positive masses with sum 1, some of them much smaller than others. */
function masses(count, seed) {
  const next = uniform(seed);
  const weights = list(count, () => 0.01 + next() ** 3);
  const sum = weights.reduce((a, b) => a + b, 0);
  return weights.map((weight) => weight / sum);
}

/** Two disks and a ring on a square grid. */
function image(size, seed) {
  const next = uniform(seed);
  const [x, y, r] = [0.3 + 0.4 * next(), 0.3 + 0.4 * next(), 0.1 + 0.15 * next()];
  const weights = list(size * size, (k) => {
    const distance = Math.hypot((k % size) / size - x, Math.floor(k / size) / size - y);
    return 1e-2 + Math.exp(-(((distance - r) / 0.05) ** 2)) + (distance < r / 3 ? 1 : 0);
  });
  const sum = weights.reduce((a, b) => a + b, 0);
  return weights.map((weight) => weight / sum);
}

const grid = (size) => ({
  rows: size * size,
  columns: 2,
  data: list(size * size, (k) => [(k % size) / size, Math.floor(k / size) / size]).flat(),
});

function* plans() {
  const transport = (name, problem) => ({
    name: `${name} ${problem.regularization}`,
    method: 'transport.sinkhornNewton',
    problem,
  });
  for (const regularization of [0.01, 1e-3, 1e-4]) {
    for (const metric of ['squaredEuclidean', 'euclidean', 'manhattan'])
      yield transport(`points, ${metric},`, {
        sourcePoints: cloud(300, 2, 3),
        targetPoints: cloud(250, 2, 4),
        source: masses(300, 5),
        target: masses(250, 6),
        metric,
        regularization,
      });
    yield transport('assignment', { cost: cloud(200, 200, 7), regularization });
    yield transport('images', {
      sourcePoints: grid(16),
      targetPoints: grid(16),
      source: image(16, 8),
      target: image(16, 9),
      metric: 'squaredEuclidean',
      regularization: 3 * regularization,
    });
    yield transport('far apart', {
      sourcePoints: cloud(200, 3, 10),
      targetPoints: cloud(200, 3, 11, 3),
      regularization,
    });
    yield transport('unbalanced', {
      sourcePoints: cloud(200, 2, 12),
      targetPoints: cloud(200, 2, 13, 1.5),
      sourcePenalty: 0.3,
      targetPenalty: 0.3,
      regularization,
    });
    yield transport('one penalty', {
      sourcePoints: cloud(200, 2, 14),
      targetPoints: cloud(200, 2, 15, 1.5),
      sourcePenalty: 0.3,
      regularization,
    });
  }
  for (let k = 0; k < 20; k++)
    yield transport(`batch ${k}`, {
      sourcePoints: cloud(64, 2, 100 + k),
      targetPoints: cloud(64, 2, 200 + k),
      regularization: 0.005,
    });
}

function* barycenters() {
  const between = (name, problem) => ({
    name: `${name} ${problem.regularization}${problem.debiased ? ' debiased' : ''}`,
    method: 'transport.barycenter',
    problem: { ...problem, maxIterations: 1000 },
  });
  const histograms = (size, seeds) => ({
    rows: seeds.length,
    columns: size * size,
    data: seeds.flatMap((seed) => image(size, seed)),
  });
  for (const debiased of [false, true])
    for (const regularization of [0.01, 0.002, 0.0005]) {
      yield between('images', {
        histograms: histograms(14, [21, 22, 23]),
        points: grid(14),
        regularization,
        debiased,
      });
      const line = { rows: 80, columns: 1, data: list(80, (k) => k / 80) };
      const bump = (center, width) => {
        const weights = list(80, (k) => 1e-2 + Math.exp(-(((k / 80 - center) / width) ** 2)));
        const sum = weights.reduce((a, b) => a + b, 0);
        return weights.map((weight) => weight / sum);
      };
      yield between('bumps', {
        histograms: { rows: 2, columns: 80, data: [...bump(0.25, 0.05), ...bump(0.7, 0.1)] },
        points: line,
        regularization,
        debiased,
        weights: [0.3, 0.7],
      });
    }
}

function* atoms() {
  const solve = (element, options) => ({
    name: [element, ...Object.values(options)].join(' '),
    method: 'atom.solve',
    problem: { element, ...options },
  });
  for (const element of ['He', 'C', 'Ar', 'Fe', 'Pd', 'Ce', 'Gd', 'Au', 'U'])
    for (const model of ['schrodinger', 'scalar', 'dirac']) yield solve(element, { model });
  for (const element of ['O', 'Cr', 'Eu']) yield solve(element, { spin: true });
  for (const element of ['Li', 'Sc', 'La', 'Pt', 'Th']) yield solve(element, { xc: 'pbe' });
  for (const [element, charge] of [
    ['Na', 1],
    ['F', -1],
    ['U', 20],
  ])
    yield solve(element, { charge });
  for (const accuracy of [1e-4, 1e-11]) yield solve('Nd', { accuracy });
}

function* states() {
  const potentials = [
    { kind: 'coulomb', charge: 1 },
    { kind: 'coulomb', charge: 80 },
    { kind: 'harmonic', frequency: 0.5 },
    { kind: 'yukawa', charge: 3, screening: 0.2 },
    { kind: 'hulthen', charge: 2, screening: 0.05 },
    { kind: 'woodsSaxon', depth: 5, radius: 4, diffuseness: 0.5 },
    { kind: 'softCoulomb', charge: 2, softening: 0.5 },
    { kind: 'square', depth: 3, radius: 4 },
  ];
  for (const potential of potentials)
    for (const accuracy of [1e-6, 1e-10])
      for (const count of [1, 6]) {
        const name = `${Object.values(potential).join(' ')}, ${count} levels to ${accuracy}`;
        const problem = { potential, accuracy, count };
        yield { name, method: 'atom.states', problem: { ...problem, l: 0 } };
        if (count === 1)
          yield { name: `${name}, l = 2`, method: 'atom.states', problem: { ...problem, l: 2 } };
        if (potential.kind !== 'harmonic')
          yield {
            name: `${name}, Dirac`,
            method: 'atom.states',
            problem: { ...problem, equation: 'dirac', kappa: -1 },
          };
      }
}

function* programs() {
  const file = new URL('../../test/data/nonlinear-programs.json', import.meta.url);
  const given = {
    all: { gradient: true, jacobian: true, hessian: true },
    none: {},
    products: { gradient: true, jacobian: true, hessianProduct: true, inner: 'gmres' },
    'products, MINRES': { gradient: true, jacobian: true, hessianProduct: true, inner: 'minres' },
    GMRES: { gradient: true, jacobian: true, hessian: true, inner: 'gmres' },
    sketches: { gradient: true, jacobian: true, hessian: true, inner: 'sketch' },
    BFGS: { gradient: true, jacobian: true, hessianApproximation: 'bfgs' },
    minimum: { gradient: true, jacobian: true, hessian: true, requireMinimum: true },
  };
  for (const { name, objective, constraints, initial } of JSON.parse(readFileSync(file, 'utf8')))
    for (const stretch of [1, 3, 10])
      for (const [kind, options] of Object.entries(given)) {
        const { jacobian, ...others } = options;
        yield {
          name: `${name} ${kind} from ${stretch} times its start`,
          method: 'constrained.minimize',
          functions: { objective, constraints, variables: initial.length },
          problem: {
            ...others,
            initial: initial.map((x) => stretch * x),
            constraintCount: constraints.length,
            constraints: constraints.length > 0,
            jacobian: jacobian === true && constraints.length > 0,
            maxIterations: 300,
          },
        };
      }
}

function* controls() {
  for (const [size, controlWeight, reaction] of [
    [15, 1e-3, 1],
    [31, 1e-5, 100],
  ])
    yield {
      name: `control ${size} ${controlWeight} ${reaction}`,
      method: 'constrained.poissonControl',
      problem: { size, controlWeight, reaction },
    };
}

function* logistics() {
  for (const [rows, columns] of [
    [500, 10],
    [2000, 30],
  ]) {
    const next = uniform(rows);
    const features = { rows, columns, data: list(rows * columns, () => round(2 * next() - 1)) };
    const labels = list(rows, (i) => (features.data[i * columns] + next() > 0.5 ? 1 : -1));
    yield {
      name: `logistic ${rows} x ${columns}`,
      method: 'constrained.logistic',
      problem: { features, labels, radius: 1 },
    };
  }
}
