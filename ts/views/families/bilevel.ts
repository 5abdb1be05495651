/** Problems of two levels: tuned models, weights of samples, denoised signals. */

import { columnOf, dataOf, extentOf, indicesUpTo, isList, listOf, matrixOf, vectorOf } from '../data.js';
import { figure } from '../format.js';
import { convergence, firstOf, objectiveOf, vectorBars } from '../general.js';
import { counted, type Draw, type Given, namesOf, pointsOf } from '../given.js';
import { bars } from '../kinds/bars.js';
import { chart, type Series } from '../kinds/chart.js';
import { grid } from '../kinds/grid.js';
import { rasters } from '../kinds/raster.js';
import { derivatives } from './constrained.js';

/** Penalties of features beside their coefficients. */
const penalties: Draw = (given) => {
  const values = vectorOf(given.solution.penalties);
  if (values.length === 0) return undefined;
  const sentence = `The penalties of ${counted(values.length, 'feature')}; validation loss ${figure(Number(given.solution.validationLoss))}.`;
  return bars(given.sheet(sentence), {
    names: namesOf(given),
    noun: 'feature',
    groups: [{ name: 'penalty', values }],
    isLog: true,
  });
};

const samples: Draw = (given) => {
  const values = vectorOf(given.solution.sampleWeights);
  const suspects = vectorOf(given.solution.suspects);
  if (values.length === 0) return undefined;
  const sentence = `The weights of ${counted(values.length, 'sample')}; ${suspects.length === 0 ? 'none is suspect' : `suspect: ${suspects.slice(0, 12).join(', ')}`}.`;
  return bars(given.sheet(sentence), {
    noun: 'sample',
    groups: [{ name: 'weight', values }],
    marked: suspects,
  });
};

/** Predictions of a kernel model: over the feature if there is one, else over the responses. */
const kernel: Draw = (given) => {
  const { problem, solution } = given;
  const y = vectorOf(problem.response);
  const rows = pointsOf(problem.matrix);
  const residuals = vectorOf(solution.leaveOneOutResiduals);
  if (y.length === 0 || residuals.length !== y.length) return undefined;
  const predicted = y.map((value, k) => value - (residuals[k] as number));
  const sentence = `Predictions for ${counted(y.length, 'row')}, each without its own response; mean squared error ${figure(Number(solution.leaveOneOutLoss))}.`;
  if ((rows[0]?.length ?? 0) === 1) return overFeature(given, [columnOf(rows, 0), y, predicted], sentence);
  const ends = extentOf(y);
  return chart(given.sheet(sentence), {
    series: [
      { name: 'equal', x: ends, y: ends, mark: 'dashes', color: 7 },
      { name: 'predicted', x: y, y: predicted, mark: 'dots', color: 0 },
    ],
    x: { label: 'response' },
    y: { label: 'prediction' },
  });
};

function overFeature(
  given: Given,
  [x, y, predicted]: readonly [readonly number[], readonly number[], readonly number[]],
  sentence: string,
): string {
  const order = indicesUpTo(x.length).sort((a, b) => (x[a] as number) - (x[b] as number));
  const sorted = (list: readonly number[]) => order.map((k) => list[k] ?? NaN);
  return chart(given.sheet(sentence), {
    series: [
      { name: 'predicted', x: sorted(x), y: sorted(predicted), color: 0 },
      { name: 'response', x: sorted(x), y: sorted(y), mark: 'dots', color: 1 },
    ],
    x: { label: namesOf(given)?.[0] ?? 'feature' },
  });
}

/** Predictions for new rows, over the feature if there is one. */
const predicted: Draw = (given) => {
  const values = vectorOf(given.solution.predictions);
  const rows = pointsOf(given.problem.matrix);
  const model = dataOf(given.problem.model);
  const known = pointsOf(model.matrix);
  if (values.length === 0) return undefined;
  const sentence = `Predictions for ${counted(values.length, 'row')}.`;
  if (rows.length !== values.length || (rows[0]?.length ?? 0) !== 1)
    return bars(given.sheet(sentence), { noun: 'row', groups: [{ name: 'prediction', values }] });
  const range = known.length > 0 ? { include: columnOf(known, 0) } : {};
  return chart(given.sheet(sentence), {
    series: [{ x: columnOf(rows, 0), y: values, mark: 'dots' }],
    x: { label: 'feature', ...range },
  });
};

/** A signal or a picture before and after. */
const denoised: Draw = (given) => {
  const { problem, solution } = given;
  const all = (['noisy', 'clean'] as const).map((name) => [name, matrixOf(problem[name])[0] ?? []] as const);
  const signals = [...all, ['denoised', matrixOf(solution.denoised)[0] ?? []] as const].filter(
    ([, values]) => values.length > 0,
  );
  if (signals.length === 0) return undefined;
  const shape = vectorOf(problem.shape);
  const losses =
    typeof solution.trainingLoss === 'number'
      ? ` The loss falls from ${figure(Number(solution.noisyLoss))} to ${figure(solution.trainingLoss)}.`
      : '';
  const sentence = `The first signal.${losses}`;
  const [rows = 0, columns = 0] = shape;
  if (shape.length === 2 && signals.every(([, values]) => values.length === rows * columns)) {
    return rasters(
      given.sheet(sentence),
      signals.map(([name, values]) => ({
        name,
        rows: indicesUpTo(rows).map((i) => values.slice(i * columns, (i + 1) * columns)),
      })),
    );
  }
  const colors = { noisy: 7, clean: 2, denoised: 0 };
  return chart(given.sheet(sentence), {
    series: signals.map(
      ([name, y]): Series => ({
        name,
        x: indicesUpTo(y.length),
        y,
        mark: name === 'noisy' ? 'dots' : name === 'clean' ? 'dashes' : 'line',
        color: colors[name],
      }),
    ),
    x: { label: 'place' },
  });
};

/** The probabilities of operations on each edge. */
const operations: Draw = (given) => {
  const { chosen, probabilities, retrainedLoss } = given.solution;
  const names = listOf(given.problem.operations).map(String);
  if (!isList(chosen)) return undefined;
  const sentence = `Chosen: ${Array.from(chosen, String).join(', ')}; loss ${figure(Number(retrainedLoss))} after training.`;
  return grid(given.sheet(sentence), {
    matrix: probabilities,
    columnNames: names,
    rowNames: chosen.length > 0 ? Array.from(chosen, (_, k) => `edge ${k}`) : undefined,
  });
};

const classes: Draw = (given) => {
  const { probabilities } = given.solution;
  const rows = pointsOf(probabilities);
  if (rows.length === 0) return undefined;
  return grid(given.sheet(`The probabilities of classes for ${counted(rows.length, 'row')}.`), {
    matrix: probabilities,
    rowLabel: 'rows',
    columnLabel: 'classes',
  });
};

/** Both levels' variables. */
const twoLevels: Draw = (given) => {
  const groups = [
    { name: 'outer', values: vectorOf(given.solution.solution) },
    { name: 'inner', values: vectorOf(given.solution.innerSolution) },
  ];
  if (groups.every(({ values }) => values.length === 0)) return undefined;
  return bars(given.sheet(`The variables of both levels. ${objectiveOf(given.solution)}`), {
    noun: 'variable',
    groups,
  });
};

export const views: Readonly<Record<string, Draw>> = {
  tunePenalties: firstOf(penalties, convergence),
  cleanSamples: samples,
  tuneKernel: kernel,
  predictKernel: predicted,
  learnDenoiser: denoised,
  denoise: denoised,
  selectOperations: operations,
  evaluateOperations: classes,
  minimize: firstOf(convergence, twoLevels),
  hypergradient: vectorBars('gradient', {
    noun: 'variable',
    sentence: ({ solution }) => `The gradient of the outer objective. ${objectiveOf(solution)}`,
  }),
  checkDerivatives: derivatives,
};
