// Forecasts of ten public series compared with statsmodels and darts: the last part of each series is forecast from
// several moments, each model fitted anew to the rows before.

import { dynamics, type SyncRunOptions } from 'superlinear';
import { formatTable } from '../../../examples/support/table.js';
import { seconds } from '../../support/format.js';
import { type Time, timeOf } from '../../support/timing.js';
import { Python } from '../python.js';
import { record } from '../records.js';

export const family = 'dynamics';

/** The series with their seasons. All but `sunspots`, of statsmodels, belong to R's package datasets. */
const SERIES: Readonly<Record<string, number>> = {
  AirPassengers: 12,
  nottem: 12,
  USAccDeaths: 12,
  UKDriverDeaths: 12,
  co2: 12,
  UKgas: 4,
  JohnsonJohnson: 4,
  Nile: 1,
  lynx: 1,
  sunspots: 1,
};

export const workloads: readonly string[] = Object.keys(SERIES);

const NATIVE: SyncRunOptions = { backend: 'native', threads: 1 };

/** The share of rows before the first moment, and the number of moments. */
const KNOWN = 0.7;
const MOMENTS = 8;

const METHODS = ['auto', 'exponentialSmoothing', 'linear'] as const;

const PEERS = [
  'statsmodels ETSModel',
  'statsmodels AutoReg',
  'statsmodels ThetaModel',
  'darts ExponentialSmoothing',
  'darts Theta',
  'darts LinearRegressionModel',
] as const;

/** A series with the moments of its forecasts. */
interface Workload {
  readonly name: string;
  readonly values: readonly number[];
  readonly season: number;
  readonly moments: readonly number[];
  readonly horizon: number;
}

type Forecasts = readonly (readonly number[])[];

/** Measures the chosen series and prints the errors, in those of the last season within the first rows, and the times. */
export async function run(chosen: readonly string[], _quick: boolean): Promise<void> {
  const { python, versions } = await Python.start('forecasts', 1);
  console.log(`Against ${versions}. Mean absolute errors, in those of the last season in the first rows.\n`);
  const lines: Record<string, string>[] = [];
  const total = new Map<string, number>();
  for (const name of chosen) {
    const errors = await compare(await workloadOf(name, python), python, total);
    lines.push({ series: name, ...errors });
  }
  const sides = [...total.keys()];
  const column = (side: string) => lines.map((line) => Number(line[side]));
  const means = sides.map((side) => [side, geometricMean(column(side)).toFixed(3)]);
  lines.push({ series: 'geometric mean', ...Object.fromEntries(means) });
  lines.push({
    series: 'time',
    ...Object.fromEntries([...total].map(([side, time]) => [side, seconds(time)])),
  });
  console.log(formatTable(lines));
  for (const peer of PEERS) {
    record({
      workload: `forecasts of ${chosen.length} series`,
      method: 'dynamics.fitPredictor',
      peer,
      ours: [total.get('auto') as number],
      theirs: [total.get(peer) as number],
    });
  }
  python.stop();
}

async function workloadOf(name: string, python: Python): Promise<Workload> {
  const season = SERIES[name] as number;
  const { values } = await python.ask<{ values: number[] }>('series', { name });
  const horizon = season === 1 ? 6 : Math.max(season, 8);
  const [first, last] = [Math.floor(KNOWN * values.length), values.length - horizon];
  const moments = Array.from({ length: MOMENTS }, (_, k) =>
    Math.floor(first + (k * (last - first)) / (MOMENTS - 1)),
  );
  return { name, values, season, moments, horizon };
}

/** The errors of all sides, recorded for each peer; their times are added to `total`. */
async function compare(workload: Workload, python: Python, total: Map<string, number>) {
  const errors: Record<string, number> = {};
  const count = (side: string, { cpu }: Time, forecasts: Forecasts) => {
    total.set(side, (total.get(side) ?? 0) + cpu);
    errors[side] = scaledError(workload, forecasts);
  };
  for (const method of METHODS) {
    let forecasts: Forecasts = [];
    const time = timeOf(() => {
      forecasts = workload.moments.map((moment) => ours(workload, method, moment));
    }, 0);
    count(method, time, forecasts);
  }
  const { name, season, moments, horizon } = workload;
  for (const method of PEERS) {
    const question = { name, method, season, moments, horizon };
    const reply = await python.ask<Time & { forecasts: Forecasts }>('forecasts', question);
    count(method, reply, reply.forecasts);
    record({
      workload: name,
      method: 'dynamics.forecast',
      peer: method,
      quantity: 'error',
      ours: [errors.auto as number],
      theirs: [errors[method] as number],
    });
  }
  return Object.fromEntries(Object.entries(errors).map(([side, error]) => [side, error.toFixed(3)]));
}

function ours({ values, season, horizon }: Workload, method: (typeof METHODS)[number], moment: number) {
  const series = values.slice(0, moment);
  const given = {
    ...(season > 1 && { season }),
    ...(method === 'linear' && { order: 'aic' as const, maxOrder: Math.max(season + 1, 8) }),
    ...(season === 1 && method === 'exponentialSmoothing' && { seasonality: 'none' as const }),
  };
  const { predictor } = dynamics.fitPredictorSync({ series, method, ...given }, NATIVE);
  const { forecast } = dynamics.forecastSync({ predictor, history: series, horizon, samples: 0 }, NATIVE);
  return Array.from(forecast as Float64Array);
}

/** The mean absolute error, in units of the mean change over a season of the rows before the first moment. */
function scaledError({ values, season, moments, horizon }: Workload, forecasts: Forecasts): number {
  const known = values.slice(0, moments[0]);
  const changes = known.slice(season).map((value, t) => Math.abs(value - (known[t] as number)));
  const errors = forecasts.flatMap((own, k) =>
    Array.from({ length: horizon }, (_, h) =>
      Math.abs((values[(moments[k] as number) + h] as number) - (own[h] as number)),
    ),
  );
  return mean(errors) / mean(changes);
}

const mean = (numbers: readonly number[]) => numbers.reduce((sum, value) => sum + value, 0) / numbers.length;

const geometricMean = (numbers: readonly number[]) => Math.exp(mean(numbers.map(Math.log)));
