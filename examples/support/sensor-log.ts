// A year of readings from a pressure sensor and a reference gauge, with the typical errors of such sensors: a span and
// an offset that depend on the temperature, a nonlinear characteristic, hysteresis, aging, and noise.

import { normal, randomNumbers } from './random-numbers.js';

/** The sensor's range in kPa. */
export const FULL_SCALE = 1000;

/** The log; each array has one entry per reading. */
export interface SensorLog {
  readonly count: number;
  /** The reference gauge, in kPa. */
  readonly pressure: Float64Array;
  /** The output of the sensor's bridge, in mV/V. */
  readonly signal: Float64Array;
  /** The thermometer on the sensor's die, in °C. */
  readonly temperature: Float64Array;
  /** In days. */
  readonly time: Float64Array;
}

/** The length of the log in days. */
export const DAYS = 365;

/** Pressure strokes per day, between random turning points. */
const STROKES_PER_DAY = 12;

/** Half the play of the membrane's friction, in kPa. */
export const FRICTION = 100;

/**
 * Standard deviations of the temperature's noise, in °C, and of the signal's, in mV/V: a hundredth of a percent of the
 * span.
 */
const TEMPERATURE_NOISE = 0.02;
const SIGNAL_NOISE = 0.001;

/** A log of `count` readings, equally spaced over the year. */
export function recordYear(count: number): SensorLog {
  const random = randomNumbers(11);
  const log = {
    pressure: new Float64Array(count),
    signal: new Float64Array(count),
    temperature: new Float64Array(count),
    time: new Float64Array(count),
  };
  const weather = weatherOf(random, DAYS / count);
  const step = (STROKES_PER_DAY * DAYS) / count;
  const friction = play(FRICTION);
  let [from, to, progress] = [0, FULL_SCALE / 2, 0];
  for (let k = 0; k < count; k++) {
    progress += step;
    if (progress >= 1) {
      [from, to] = [to, nextTurningPoint(to, random)];
      progress %= 1;
    }
    const truth = from + ((to - from) * (1 - Math.cos(Math.PI * progress))) / 2;
    const days = (k / count) * DAYS;
    const degrees = weather(days);
    const [signalNoise, temperatureNoise] = normal(random);
    log.pressure[k] = truth;
    log.time[k] = days;
    log.temperature[k] = degrees + TEMPERATURE_NOISE * temperatureNoise;
    log.signal[k] = bridge(truth, friction(truth), degrees, days) + SIGNAL_NOISE * signalNoise;
  }
  return { count, ...log };
}

/** The bridge's signal in mV/V; `behind` is the membrane's lag by friction, in kPa. */
function bridge(pressure: number, behind: number, degrees: number, days: number): number {
  const load = (pressure - 0.03 * behind) / FULL_SCALE;
  const warmth = (degrees - 25) / 100;
  const offset = 0.4 - 0.35 * warmth + 0.22 * warmth ** 2 - 0.04 * Math.log1p(days / 20);
  const span = 10 * (1 - 0.19 * warmth + 0.07 * warmth ** 2 - 0.02 * warmth ** 3) * (1 + 2e-5 * days);
  return offset + span * (load - 0.035 * load ** 2 + 0.012 * load ** 3);
}

/**
 * Play, the simplest hysteresis: a slide of the given half width, dragged by its input. Returns the input minus the
 * slide's center.
 */
export function play(halfWidth: number): (input: number) => number {
  let middle = 0;
  return (input) => {
    middle = Math.min(Math.max(middle, input - halfWidth), input + halfWidth);
    return input - middle;
  };
}

/** Strokes average half the range, and occasionally reach its ends. */
function nextTurningPoint(from: number, random: () => number): number {
  const goal = Math.min(1, Math.max(0, 1.2 * random() - 0.1));
  return Math.abs(goal * FULL_SCALE - from) < 50 ? nextTurningPoint(from, random) : goal * FULL_SCALE;
}

/**
 * The sensor's temperature: seasons, days, and a nearby plant that is hot or cold for hours. `step` is the days between
 * calls.
 */
function weatherOf(random: () => number, step: number): (days: number) => number {
  const share = 1 - Math.exp(-step / 0.04);
  let [until, plant, degrees] = [0, 0, 20];
  return (days) => {
    if (days >= until) {
      until = days + 0.1 + 0.5 * random();
      plant = -60 + 145 * random();
    }
    const season = 22 - 15 * Math.cos(2 * Math.PI * (days / DAYS)) + 5 * Math.sin(2 * Math.PI * days);
    degrees += share * (season + plant - degrees);
    return degrees;
  };
}
