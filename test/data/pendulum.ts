/**
 * Control of a pendulum on a cart towards the upright position: plans of model predictive control, each a nonlinear
 * program by formulas. For 30 of them Ipopt 3.14 takes 415 iterations cold, and 152 from the previous plan with options
 * chosen by hand (CasADi 3.8).
 */

import { type constrained, expression } from 'superlinear';
import { normals } from '../support/random.js';

const { concatenate, define, formula } = expression;

/** The steps of a plan, and the duration of a step. */
const HORIZON = 15;
const STEP = 0.08;

/**
 * The entries of a step: position, angle (zero for the upright pendulum), their rates, and the force until the next
 * step.
 */
const STRIDE = 5;
const STATES = 4;
const VARIABLES = HORIZON * STRIDE + STATES;

const LARGEST_FORCE = 8;
const LARGEST_PLACE = 1.2;

type Expression = ReturnType<typeof formula>;

/** States at one or several times: position, angle, velocity, angular velocity. */
type States = readonly [Expression, Expression, Expression, Expression];

/** The rates of states under forces: 100 g on half a meter, on a cart of 1 kg. */
function rates([, angle, speed, turn]: States, force: Expression): States {
  const [sine, cosine] = [formula`sin(${angle})`, formula`cos(${angle})`];
  const mass = formula`1 + 0.1 ${sine}^2`;
  const push = formula`(${force} + 0.1 ${sine} * (0.5 ${turn}^2 - 9.81 ${cosine})) / ${mass}`;
  const fall = formula`1.1 * 9.81 * ${sine} - ${force} * ${cosine} - 0.05 ${turn}^2 * ${cosine} * ${sine}`;
  return [speed, turn, push, formula`2 ${fall} / ${mass}`];
}

/** States after moving along rates for some time. */
const moved = (states: States, along: States, time: number) =>
  states.map((entry, j) => formula`${entry} + ${time} * ${along[j] as Expression}`) as unknown as States;

/** The states one step later, by the midpoint rule. */
const next = (states: States, force: Expression) =>
  moved(states, rates(moved(states, rates(states, force), STEP / 2), force), STEP);

/** Entry `j` of the steps from `first` on, one per force. */
const column = (x: Expression, first: number, j: number) =>
  formula`[k in 0..${HORIZON - 1}: ${x}[${STRIDE} k + ${STRIDE * first + j}]]`;
const statesFrom = (x: Expression, first: number) =>
  [0, 1, 2, 3].map((j) => column(x, first, j)) as unknown as States;

const costs = define({ x: VARIABLES }, ({ x }) => {
  const [place, angle, speed, turn] = statesFrom(x, 1);
  const force = column(x, 0, STATES);
  return formula`${STEP} * sum(5 ${place}^2 + 10 (1 - cos(${angle})) + 0.1 ${speed}^2 + 0.1 ${turn}^2 + 0.01 ${force}^2)`;
});

const equations = define({ x: VARIABLES }, ({ x }) => {
  const reached = next(statesFrom(x, 0), column(x, 0, STATES));
  return concatenate(statesFrom(x, 1).map((entry, j) => formula`${entry} - ${reached[j] as Expression}`));
});

const step = define({ state: STATES, force: [] }, ({ state, force }) => {
  const now = [0, 1, 2, 3].map((j) => formula`${state}[${j}]`) as unknown as States;
  return expression.stack(next(now, force));
});

type Vector = ArrayLike<number>;

/** The plan from a state with a cold start: the pendulum at rest. */
function plan(state: Vector) {
  const initial = new Float64Array(VARIABLES);
  const [lower, upper] = [
    initial.map(() => Number.NEGATIVE_INFINITY),
    initial.map(() => Number.POSITIVE_INFINITY),
  ];
  for (let k = 0; k <= HORIZON; k++) {
    initial.set([state[0] as number, state[1] as number], STRIDE * k);
    lower[STRIDE * k] = -LARGEST_PLACE;
    upper[STRIDE * k] = LARGEST_PLACE;
    if (k < HORIZON) {
      lower[STRIDE * k + STATES] = -LARGEST_FORCE;
      upper[STRIDE * k + STATES] = LARGEST_FORCE;
    }
  }
  for (const bounds of [initial, lower, upper]) bounds.set(Array.from(state), 0);
  return { objective: costs, constraints: equations, lower, upper, initial };
}

/** Entries shifted forward by one step; the last one is repeated. */
function shifted(entries: Vector, stride: number, last: number): Float64Array {
  const ahead = Float64Array.from(entries);
  ahead.copyWithin(0, stride);
  ahead.set(Array.from(entries).slice(-last), ahead.length - last);
  return ahead;
}

/** The multipliers of the equations, shifted by one step; they are grouped by state variable. */
const shiftedMultipliers = (multipliers: Float64Array) =>
  Float64Array.from(multipliers, (_, i) => multipliers[(i + 1) % HORIZON === 0 ? i : i + 1] as number);

/**
 * Iterations of consecutive plans with cold and with warm starts. Each starts from the state after the previous plan
 * and a disturbance.
 */
export function follow(
  plans: number,
  solve: (problem: ReturnType<typeof plan>) => constrained.MinimizeSolution,
) {
  const pushes = normals(5, 4 * plans);
  let state: Vector = [0.5, 0.9 * Math.PI, 0, 0];
  let start = {};
  let [cold, warm] = [0, 0];
  for (let k = 0; k < plans; k++) {
    const problem = plan(state);
    const first = solve(problem);
    const again = solve({ ...problem, ...start });
    cold += first.iterations;
    warm += again.iterations;
    if (first.status !== 'converged' || again.status !== 'converged') throw new Error(`plan ${k} fails`);
    const { solution, multipliers, boundMultipliers } = again;
    const { values } = expression.evaluateSync({
      function: step,
      points: { state: Float64Array.from(state), force: solution[STATES] as number },
    });
    const disturbed = Array.from(values, (entry, j) => entry + 0.01 * (pushes[4 * k + j] as number));
    disturbed[0] = Math.max(-1.19, Math.min(1.19, disturbed[0] as number));
    state = disturbed;
    start = {
      initial: shifted(solution, STRIDE, STRIDE),
      initialMultipliers: shiftedMultipliers(multipliers),
      initialBoundMultipliers: shifted(boundMultipliers, STRIDE, STRIDE),
    };
  }
  return { cold, warm };
}
