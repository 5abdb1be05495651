// Made from the Rust structs by `npm run codegen`; not to be edited.

import type { Matrix, MatrixInput, VectorInput } from '../engine/arrays.js';
import type { FunctionInput, PointInput } from '../expression/inputs.js';

export { load } from '../engine/load.js';

/**
 * An event: a zero of a function, or given times.
 */
export interface EventExpressions {
  /**
   * The state after the event, as a function of time, state before it and parameters. Default: no change.
   */
  readonly change?: FunctionInput;
  /**
   * The direction of the function at its zeros, in the order of integration: 1 rising, -1 falling, 0 both.
   * @defaultValue 0
   */
  readonly direction?: number;
  /**
   * A scalar function: the event happens at its zeros.
   */
  readonly function?: FunctionInput;
  /**
   * Whether the event ends the integration: `true` at its first occurrence, an integer n at its n-th.
   */
  readonly terminal?: boolean | number;
  /**
   * Times at which the event happens, in place of `function`. Those outside the integration do not count.
   */
  readonly times?: VectorInput;
}

/**
 * A well-known system of differential equations.
 * - `lorenz`: Convection as a chaotic flow (Lorenz 1963): `sigma` 10, `rho` 28, `beta` 8/3.
 * - `roessler`: A chaotic flow with one nonlinear term (Rössler 1976): `a` 0.2, `b` 0.2, `c` 5.7.
 * - `lorenz96`: A chaotic chain of any number of unknowns, at least 4 (Lorenz 1996): `forcing` 8. The customary state has 40.
 * - `vanDerPol`: An oscillator with nonlinear damping (van der Pol 1926), stiff for a large `mu`: `mu` 1.
 * - `robertson`: A stiff autocatalytic reaction (Robertson 1966): `k1` 0.04, `k2` 3e7, `k3` 1e4.
 * - `lotkaVolterra`: Prey and predators (Lotka 1925, Volterra 1926): growth `alpha` 1.5 and loss `beta` 1 of prey, death `gamma` 3 and
 * gain `delta` 1 of predators.
 * - `brusselator`: An oscillating reaction (Lefever, Nicolis 1971): `a` 1, `b` 3.
 * - `brusselatorDiffusion`: The same reaction with diffusion along an interval, stiff on a fine grid: `a` 1, `b` 3, `diffusion` 0.02. Any
 * even number of unknowns: both concentrations at each of the inner points in turn. The customary state has 1000.
 * - `oregonator`: The Belousov–Zhabotinsky reaction, stiff (Field, Noyes 1974): `s` 77.27, `w` 0.161, `q` 8.375e-6.
 * - `hires`: Eight stiff reactions of plant physiology (Schäfer 1975), without parameters.
 * - `arenstorf`: The restricted three-body problem (Arenstorf 1963), with positions before velocities: `mu` 0.012277471, the mass
 * of the moon. The customary state lies on a closed orbit of period 17.0652165601579625588917206249.
 * - `fitzHughNagumo`: An excitable neuron (FitzHugh 1961): `current` 0.5, `a` 0.7, `b` 0.8, `tau` 12.5.
 * - `henonHeiles`: A star in a galaxy (Hénon, Heiles 1964), with positions before velocities, without parameters.
 * - `sir`: An epidemic (Kermack, McKendrick 1927), as fractions susceptible, infected and recovered: `beta` 0.4, `gamma` 0.1.
 */
export type NamedSystem = 'lorenz' | 'roessler' | 'lorenz96' | 'vanDerPol' | 'robertson' | 'lotkaVolterra' | 'brusselator' | 'brusselatorDiffusion' | 'oregonator' | 'hires' | 'arenstorf' | 'fitzHughNagumo' | 'henonHeiles' | 'sir';

/**
 * Equations `M y' = f(t, y)` with functions as data: of the time `t`, the state `y` and parameters. Each of these may
 * be absent. Derivatives are exact.
 */
export interface SolveExpressionsProblem {
  /**
   * The absolute tolerance on the error of a step: a number, or one for each entry of the state. It matters for
   * entries near 0, and may be 0 if no entry of `initial` is.
   * @defaultValue 1e-9
   */
  readonly absoluteTolerance?: number | VectorInput;
  /**
   * The lags of delays, positive, by the names under which the field has the states at the lags before `t`: as inputs of a
   * formula, with the length of the state each, or as entries of the last argument of a function. Requires explicit methods
   * and ascending times.
   */
  readonly delays?: Readonly<Record<string, number>>;
  /**
   * Whether to estimate the error by a second integration with a tenth of the tolerances. Its result is
   * returned. It takes more than half of the time. Default: `true` for one trajectory.
   */
  readonly estimateError?: boolean;
  /**
   * The events.
   */
  readonly events?: readonly EventExpressions[];
  /**
   * The field `f`: a function with a value for each entry of the state.
   */
  readonly field?: FunctionInput;
  /**
   * The size of the first step. Default: from first and second derivatives.
   */
  readonly firstStep?: number;
  /**
   * The initial time.
   * @defaultValue 0.0
   */
  readonly from?: number;
  /**
   * The state before the start, where there are delays: a vector, or a function of time and parameters. Default: the initial
   * state.
   */
  readonly history?: VectorInput | FunctionInput;
  /**
   * The initial state, or several as the rows of a matrix, one for each trajectory. A named system has a default.
   */
  readonly initial?: VectorInput | MatrixInput;
  /**
   * The maximum size of a step. Default: no limit.
   */
  readonly largestStep?: number;
  /**
   * The diagonal of a mass matrix `M` in `M y' = f(t, y)`. A zero makes an equation algebraic; its unknown is then
   * solved for before the first step. Requires `radau`, which `auto` then selects.
   */
  readonly massMatrix?: VectorInput;
  /**
   * The maximum number of steps for each trajectory, rejected ones included; at least 1.
   * @defaultValue 100000
   */
  readonly maxIterations?: number;
  /**
   * The method.
   */
  readonly method?: SolveMethod;
  /**
   * A function of time, state and parameters, with a number or a vector as value, to be evaluated at all states: what is
   * measured of them.
   */
  readonly observe?: FunctionInput;
  /**
   * All parameters of the functions, by name. Those of a named system have defaults.
   */
  readonly parameters?: Readonly<Record<string, PointInput>>;
  /**
   * Whether to compute the derivatives of the states by all parameters; or the names of parameters to compute them by,
   * among which `initial` is the initial state.
   */
  readonly sensitivities?: boolean | readonly string[];
  /**
   * The tolerance of a steady state. The integration ends once each derivative is at most `steadyTolerance` times the
   * larger of its entry's magnitude and `absoluteTolerance / tolerance`. Default: no test.
   */
  readonly steadyTolerance?: number;
  /**
   * A well-known system, in place of `field`.
   */
  readonly system?: NamedSystem;
  /**
   * The times of the wanted states, ascending or descending from `from` on; the last one is the final time.
   */
  readonly times?: VectorInput;
  /**
   * The final time, in place of `times`: the states after all steps are returned.
   */
  readonly to?: number;
  /**
   * The relative tolerance on the error of a step; at least 1e-13, and below 1.
   * @defaultValue 1e-6
   */
  readonly tolerance?: number;
}

/**
 * The method of integration.
 * - `auto`: Begins with `dormandPrince5`, or with `dormandPrince8` if `tolerance` is 1e-6 or less, and changes to `radau`
 * while the problem is stiff.
 * - `dormandPrince5`: The explicit Runge–Kutta method of order 5 by Dormand and Prince, for low accuracy.
 * - `dormandPrince8`: The explicit Runge–Kutta method of order 8 by Dormand and Prince, for high accuracy.
 * - `radau`: The implicit Runge–Kutta method Radau IIA of order 5, for stiff and for algebraic equations.
 */
export type SolveMethod = 'auto' | 'dormandPrince5' | 'dormandPrince8' | 'radau';

/**
 * An occurrence of an event.
 */
export interface EventRecord {
  /**
   * The index of the event in `events`.
   */
  readonly index: number;
  /**
   * The time.
   */
  readonly time: number;
  /**
   * The state, before a change.
   */
  readonly state: Float64Array;
  /**
   * The state after the change. Absent for events without one.
   */
  readonly after?: Float64Array;
  /**
   * The index of the trajectory. Absent for a single initial state.
   */
  readonly trajectory?: number;
}

/**
 * The progress of an integration.
 */
export interface IntegrationRecord {
  /**
   * The time reached.
   */
  readonly time: number;
  /**
   * The number of accepted steps.
   */
  readonly steps: number;
  /**
   * The number of rejected steps.
   */
  readonly rejected: number;
}

/**
 * A used method.
 */
export interface MethodRecord {
  /**
   * The time of its first step.
   */
  readonly from: number;
  /**
   * The method.
   */
  readonly method: SolveRoute;
}

/**
 * A used method.
 * - `dormandPrince5`: The method of this name.
 * - `dormandPrince8`: The method of this name.
 * - `radau`: The method of this name.
 */
export type SolveRoute = 'dormandPrince5' | 'dormandPrince8' | 'radau';

/**
 * The states of one or several trajectories.
 */
export interface SolveSolution {
  /**
   * The reason for termination; for several trajectories the first one other than `finished`.
   */
  readonly status: SolveStatus;
  /**
   * The times of the states. If the integration ended early, the last one is the time it reached.
   */
  readonly times: Float64Array;
  /**
   * The states, one per row, for several trajectories one after another. At the time of a change, the state before
   * it.
   */
  readonly states: Matrix;
  /**
   * The events, in the order of integration.
   */
  readonly events: readonly EventRecord[];
  /**
   * The number of accepted steps.
   */
  readonly steps: number;
  /**
   * The number of rejected steps.
   */
  readonly rejected: number;
  /**
   * The number of evaluations of the field, without those of differences for its Jacobian.
   */
  readonly evaluations: number;
  /**
   * The number of evaluations of its Jacobian.
   */
  readonly jacobians: number;
  /**
   * The number of factorizations, a real and a complex one each.
   */
  readonly factorizations: number;
  /**
   * The methods used for the first trajectory, each from a time on.
   */
  readonly methods: readonly MethodRecord[];
  /**
   * The size proposed for a next step of the first trajectory.
   */
  readonly lastStep: number;
  /**
   * An estimate of the error of each entry of the state, the largest over all times: the difference of two
   * integrations, the second of which, with a tenth of the tolerances, is returned. Absent unless estimated, and after
   * an integration that ended before its time.
   */
  readonly errorEstimate?: Float64Array;
  /**
   * The values of `observe` at the states, a row for each; `NaN` outside its domain. Present if it was given.
   */
  readonly observed?: Matrix;
  /**
   * The derivatives of `observed`, like those of `states`.
   */
  readonly observedSensitivities?: Readonly<Record<string, Matrix>>;
  /**
   * For each requested parameter, and `initial`, the derivatives of the states by it. A row belongs to a state; it holds the
   * derivative of each entry of the state, by all elements of the parameter in turn.
   */
  readonly sensitivities?: Readonly<Record<string, Matrix>>;
  /**
   * The row of the first state of each trajectory. Absent for a single initial state.
   */
  readonly starts?: Int32Array;
  /**
   * The reason for termination of each trajectory. Absent for a single initial state.
   */
  readonly statuses?: readonly SolveStatus[];
}

/**
 * Reasons for termination of an integration.
 * - `finished`: The final time was reached.
 * - `event`: A terminal event happened.
 * - `steady`: The state is steady within `steadyTolerance`.
 * - `iterationLimit`: The iteration limit was reached.
 * - `stalled`: Steps, or intervals between events, became too short for the resolution of time, or the state too large: there is a
 * singularity, the field is not finite, or events accumulate.
 * - `timeLimit`: The time limit was reached.
 */
export type SolveStatus = 'finished' | 'event' | 'steady' | 'iterationLimit' | 'stalled' | 'timeLimit';
