/** Functions as data: derivatives as grids and bars, training, the parts of a function. */

import { dataOf, extentOf, listOf, sizeOf, vectorOf } from '../data.js';
import { figure } from '../format.js';
import { convergence, firstOf, matrixGrid, numbers, vectorBars } from '../general.js';
import { counted, type Draw } from '../given.js';
import { bars } from '../kinds/bars.js';
import { chart } from '../kinds/chart.js';

const values = vectorBars('values', {
  noun: 'point',
  sentence: (_, list) => `The values at ${counted(list.length, 'point')}.`,
});

/** The gradient with respect to each input. */
const gradient: Draw = (given) => {
  const inputs = Object.entries(dataOf(given.solution.gradients)).map(
    ([name, value]) => [name, vectorOf(value)] as const,
  );
  if (inputs.length === 0) return undefined;
  const named = inputs.flatMap(([name, list]) =>
    list.map((value, k) => [list.length === 1 ? name : `${name}[${k}]`, value] as const),
  );
  const value = vectorOf(given.solution.values);
  return bars(
    given.sheet(
      `The gradient where the value is ${value
        .slice(0, 3)
        .map((each) => figure(each))
        .join(', ')}.`,
    ),
    {
      names: named.length < 40 ? named.map(([name]) => name) : undefined,
      groups: [{ name: 'derivative', values: named.map(([, each]) => each) }],
    },
  );
};

const product = vectorBars('product', {
  noun: 'entry',
  sentence: (_, list) => `A product of ${counted(list.length, 'entry').replace('entrys', 'entries')}.`,
});

/** The operations of a function by number. */
const described: Draw = (given) => {
  const counts = Object.entries(dataOf(given.solution.operations)).filter(
    ([, count]) => typeof count === 'number',
  ) as [string, number][];
  if (counts.length === 0) return undefined;
  const { simplifiedNodes, isLinear, isQuadratic } = given.solution;
  const kind = isLinear === true ? 'linear' : isQuadratic === true ? 'quadratic' : 'nonlinear';
  const sorted = counts.sort((a, b) => b[1] - a[1]);
  return bars(
    given.sheet(
      `A ${kind} function of ${counted(Number(simplifiedNodes), 'operation')} after simplification.`,
    ),
    {
      names: sorted.map(([name]) => name),
      groups: [{ name: 'count', values: sorted.map(([, count]) => count) }],
    },
  );
};

/** The loss over epochs. */
const training: Draw = (given) => {
  const records = listOf(given.solution.history).map(dataOf);
  if (records.length < 2) return undefined;
  const x = records.map(({ epoch }) => Number(epoch));
  const column = (name: string) => records.map((record) => Number(record[name] ?? NaN));
  const series = [
    { name: 'training', x, y: column('objective') },
    { name: 'validation', x, y: column('validation') },
  ].filter(({ y }) => y.some(Number.isFinite));
  const [low, high] = extentOf(...series.map(({ y }) => y));
  const isLog = low > 0 && high > 20 * low;
  return chart(
    given.sheet(
      `The loss comes to ${figure(Number(given.solution.objective))} in ${counted(Number(given.solution.epochs), 'epoch')}.`,
    ),
    { series, x: { label: 'epoch' }, y: { label: 'loss', isLog } },
  );
};

/** Parameters by name. */
const parameters: Draw = (given) => {
  const all = Object.entries(dataOf(given.solution.parameters)).flatMap(([name, value]) => {
    const list = sizeOf(value).rows > 0 ? vectorOf(value) : [];
    return list.map((each, k) => [list.length === 1 ? name : `${name}[${k}]`, each] as const);
  });
  if (all.length === 0) return undefined;
  const names = all.length <= 20 ? all.map(([name]) => name) : undefined;
  return bars(given.sheet(counted(all.length, 'parameter')), {
    names,
    noun: 'parameter',
    groups: [{ name: 'value', values: all.map(([, value]) => value) }],
  });
};

export const views: Readonly<Record<string, Draw>> = {
  evaluate: values,
  gradient,
  hessian: matrixGrid('hessian', { sentence: 'The Hessian.' }),
  jacobian: matrixGrid('jacobian', { rows: 'values', columns: 'variables', sentence: 'The Jacobian.' }),
  hessianProduct: product,
  jacobianProduct: product,
  vectorJacobianProduct: product,
  describe: described,
  train: firstOf(training, convergence, parameters),
  initialize: parameters,
  prepare: numbers('A function, ready to be evaluated.'),
};
