/** Problems of dynamics. */

import type { Problem } from './problem.js';

const series = [12, 15, 11, 18, 14, 17, 13, 20, 16, 19, 15, 22, 18, 21, 17, 24, 20, 23, 19, 26];

const sequences = Array.from({ length: 8 }, (_, k) =>
  Array.from({ length: 6 }, (__, t) => (k >> (t % 3)) & 1),
);
const parities = sequences.map((bits) =>
  bits.map((_, t) => bits.slice(0, t + 1).reduce((sum, bit) => sum ^ bit, 0)),
);

/** A program that reconstructs a tent map first. */
const ofModel = (call: string) =>
  `node --input-type=module -e "import { dynamics } from 'superlinear'; const series = [0.3]; for (let t = 1; t < 200; t++) series.push(1.9 * Math.min(series[t - 1], 1 - series[t - 1])); const { model } = await dynamics.reconstruct({ series, pieces: 1 }); console.log(${call})"`;

/** A point that moves on a circle, a row every 0.05. */
const circle = Array.from({ length: 40 }, (_, t) =>
  [Math.cos(0.05 * t), Math.sin(0.05 * t)].map((x) => Math.round(1e6 * x) / 1e6),
);
const wave = Array.from(
  { length: 120 },
  (_, t) => Math.round(1e3 * (Math.sin(0.2 * t) + Math.sin(0.31 * t))) / 1e3,
);

export const problems: readonly Problem[] = [
  {
    id: 'model-a-series',
    want: 'Forecast a time series: fit a model to its trend, seasons or chaos',
    words:
      'forecasting, time series, prophet, arima, sarima, ets, exponential smoothing, holt-winters, trend, seasonality, seasonal, demand forecast, sales, monthly, weather, load, autoregression, autoregressive, ar model, var model, vector autoregression, statsmodels, darts, sktime, reservoir computing, echo state network, next generation reservoir, chaos, lag order, aic, next values',
    have: 'table',
    method: 'dynamics.fitPredictor',
    guide: 'dynamics#forecasts',
    example: { series, season: 4 },
    alternatives: {
      'dynamics.evaluateForecast': 'a comparison of models on held-out rows',
      'dynamics.recursiveLeastSquares': 'a stream that goes on',
      'ode.fit': 'a law of motion with unknown parameters',
    },
  },
  {
    id: 'forecast',
    want: 'Forecast the next rows of a series with a fitted model, with quantiles',
    words:
      'predict the future, horizon, prediction interval, quantiles, probabilistic forecast, next values, extrapolate, ahead',
    have: 'solution',
    method: 'dynamics.forecast',
    guide: 'dynamics#forecasts',
    example: `node --input-type=module -e "import { dynamics } from 'superlinear'; const series = [3, 5, 4, 6, 5, 7, 6, 8, 7, 9, 8, 10]; const { predictor } = await dynamics.fitPredictor({ series }); console.log((await dynamics.forecast({ predictor, history: series, horizon: 3 })).forecast)"`,
  },
  {
    id: 'compare-forecasts',
    want: 'Compare forecasts of several models on rows held out',
    words:
      'backtest, backtesting, rolling origin, forecast accuracy, forecast error, mase, historical forecasts, time series cross-validation, which model forecasts best, valid time, coverage',
    have: 'table',
    method: 'dynamics.evaluateForecast',
    guide: 'dynamics#forecasts',
    example: { series, methods: ['exponentialSmoothing', 'linear'], horizons: [1, 2], season: 4 },
  },
  {
    id: 'stream',
    want: 'Fit a stream of rows as they come, and forget the old ones',
    words:
      'recursive least squares, rls, adaptive filter, online regression, streaming, forgetting factor, update a fit, drifting coefficients, incremental learning, real time, system identification, echo cancellation, noise cancellation, padasip, sequential',
    have: 'table',
    method: 'dynamics.recursiveLeastSquares',
    guide: 'dynamics#streams',
    example: { inputs: [[1], [2], [3], [4]], outputs: [2, 4, 6, 8], forgetting: 0.98 },
    alternatives: { 'sketch.lstsq': 'all rows at once' },
  },
  {
    id: 'linear-recurrence',
    want: 'Compute a linear recurrence over many steps, with gradients',
    words:
      'scan, prefix sum, associative scan, selective scan, state space model, ssm, mamba, s4, linear rnn, linear recurrent network, delta rule, householder, backward pass, cumulative product',
    have: 'table',
    method: 'dynamics.affineScan',
    guide: 'dynamics#linear-recurrences',
    example: { kind: 'diagonal', factors: [[0.5], [0.5], [0.5]], offsets: [[1], [0], [0]] },
  },
  {
    id: 'automaton',
    want: 'Run a finite automaton, and find the smallest equivalent one',
    words:
      'finite state machine, fsm, dfa, deterministic finite automaton, state machine, minimization, hopcroft, regular language, regular expression, transition table, recognize sequences',
    have: 'table',
    method: 'dynamics.automaton',
    guide: 'dynamics#automata',
    example: {
      table: [
        [0, 1],
        [1, 0],
      ],
      outputs: [0, 1],
      sequences: [[1, 0, 1, 1]],
    },
  },
  {
    id: 'learn-an-automaton',
    want: 'Learn a finite automaton from labeled sequences',
    words:
      'grammatical inference, grammar induction, learn a regular language, sequence classification, recurrent neural network, rnn, state tracking, parity, sequence model, label sequences, extract an automaton, interpretable rnn',
    have: 'table',
    method: 'dynamics.fitSequenceModel',
    guide: 'dynamics#networks-that-learn-automata',
    example: { sequences, labels: parities, steps: 2000 },
  },
  {
    id: 'simulate-a-system',
    want: 'Simulate a well-known chaotic map or flow',
    words:
      'lorenz, lorenz attractor, rossler, roessler, henon, logistic map, tent map, chua, double pendulum, chaotic system, strange attractor, trajectory, dysts, generate data, benchmark system',
    have: 'equation',
    method: 'dynamics.simulate',
    guide: 'dynamics#series',
    example: { system: 'lorenz', length: 20, transient: 100 },
    alternatives: { 'ode.solve': 'equations of your own, with error control' },
  },
  {
    id: 'chaos',
    want: 'Measure how chaotic a system or a series is',
    words:
      'lyapunov exponent, lyapunov spectrum, largest lyapunov exponent, chaos, chaotic, sensitivity to initial conditions, butterfly effect, kaplan-yorke dimension, nolds, rosenstein, predictability, deterministic or random',
    have: 'table',
    method: 'dynamics.lyapunovExponents',
    guide: 'dynamics#lyapunov-exponents',
    example: { system: 'henon', length: 2000 },
  },
  {
    id: 'discover-equations',
    want: 'Find the equations of motion behind a series',
    words:
      'sindy, pysindy, sparse identification of nonlinear dynamics, equation discovery, symbolic regression, system identification, governing equations, law of motion, learn a differential equation, sparse regression of derivatives',
    have: 'table',
    method: 'dynamics.discoverEquations',
    guide: 'dynamics#equations',
    example: { series: circle, step: 0.05, terms: { degree: 1 } },
    alternatives: {
      'ode.fit': 'equations with unknown parameters',
      'dynamics.reconstruct': 'a model without a formula',
    },
  },
  {
    id: 'delay-embedding',
    want: 'Turn a scalar series into states by delays',
    words:
      'delay embedding, time delay, takens, phase space reconstruction, state space reconstruction, false nearest neighbors, mutual information, embedding dimension, attractor from one variable',
    have: 'table',
    method: 'dynamics.embed',
    guide: 'dynamics#series',
    example: { series: wave, maxDelay: 20, maxDimension: 6 },
  },
  {
    id: 'reconstruct-a-system',
    want: 'Reconstruct a dynamical system from its trajectory',
    words:
      'dynamical systems reconstruction, piecewise-linear, recurrent network, almost-linear rnn, plrnn, surrogate dynamics, learn dynamics, unknown system, attractor, model of the dynamics, switching, teacher forcing, hidden states',
    have: 'table',
    method: 'dynamics.reconstruct',
    guide: 'dynamics#reconstruction',
    example: ofModel('model'),
    alternatives: { 'dynamics.discoverEquations': 'a formula', 'dynamics.fitPredictor': 'forecasts' },
  },
  {
    id: 'analyze-a-map',
    want: 'Find the fixed points, cycles and regions of a piecewise-linear model',
    words:
      'fixed points, periodic orbits, cycles, stability, eigenvalues of a model, symbolic dynamics, entropy, regions, phase portrait',
    have: 'solution',
    method: 'dynamics.analyze',
    guide: 'dynamics#reconstruction',
    example: ofModel('(await dynamics.analyze({ model, maxPeriod: 2 })).cycles'),
  },
  {
    id: 'compare-attractors',
    want: 'Measure how much two attractors or distributions of states differ',
    words:
      'attractor divergence, invariant measure, kullback-leibler, power spectrum distance, hellinger distance, long-term statistics, evaluate a reconstruction',
    have: 'points',
    method: 'dynamics.compareAttractors',
    guide: 'dynamics#reconstruction',
    example: { reference: circle, series: circle.slice(5) },
  },
];
