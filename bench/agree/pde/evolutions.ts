// Energies, chemotaxis and reactions against independent implementations.

import { pde } from 'superlinear';
import { certifyChemotaxis } from '../../../test/certificates/pde-chemotaxis.js';
import { certifyMinimizeEnergy } from '../../../test/certificates/pde-energies.js';
import { certifyReactionDiffusion } from '../../../test/certificates/pde-reactions.js';
import type { Random } from '../random.js';
import { type Finding, type Reply, subject } from '../subject.js';
import { mustConverge } from '../verdict.js';

/** The relative accuracy of evolutions: that of their linear systems, amplified over the steps. */
const ACCURACY = 1e-8;

const product = (values: readonly number[]) => values.reduce((total, value) => total * value, 1);

interface EnergyModel {
  readonly points: number[];
  readonly lengths: number[];
  readonly density: pde.Density;
  readonly potential: pde.Potential;
  readonly boundaryValues: number[];
  readonly rightSide: number[];
  /** The form in which our side gets the density. */
  readonly form: Form;
}

type Form = 'kind' | 'formula' | 'function';

const energyKind =
  (density: (random: Random) => pde.Density, largest: number, axes: number, form: Form = 'kind') =>
  (random: Random): EnergyModel => {
    const points = random.list(axes, () => random.integer(1, largest));
    const scale = random.decade(-2, 1);
    return {
      points,
      lengths: points.map(() => random.uniform(0.5, 2)),
      density: density(random),
      potential: {
        kind: random.pick(['none', 'quadratic', 'logCosh'] as const),
        weight: random.uniform(0, 3),
      },
      boundaryValues: random.list(product(points.map((n) => n + 2)), () => scale * random.normal()),
      rightSide: random.list(product(points), () => 10 * scale * random.normal()),
      form,
    };
  };

/** A density of a kind, with the potential, as a formula. */
function formulaOf({ density, potential, points }: EnergyModel) {
  const { kind, strength = 1, exponent = 2, smoothing = 0, coefficient = 1, ridge = 0 } = density;
  const gradients = {
    area: `${strength} * sqrt(1 + dot(p, p))`,
    power: `(${smoothing ** 2} + dot(p, p))^${exponent / 2} / ${exponent}`,
    quadratic: `${coefficient / 2} * dot(p, p)`,
  };
  const values: Record<pde.PotentialKind, string> = {
    none: '0',
    quadratic: 'u^2 / 2',
    logCosh: 'log(cosh(u))',
    doubleWell: '(u^2 - 1)^2 / 4',
  };
  const { weight = 1, kind: of = 'none' } = potential;
  return {
    formula: `${gradients[kind]} + ${ridge / 2} * dot(p, p) + ${weight} * (${values[of]})`,
    inputs: { u: [], p: points.length },
  };
}

/** The density of a kind, without potential, as a function. */
const functionOf =
  ({ density, points }: EnergyModel): pde.SyncEnergyFunctionProblem['density'] =>
  (rows, count, answers) => {
    const { kind, strength = 1, exponent = 2, smoothing = 0, coefficient = 1, ridge = 0 } = density;
    const axes = points.length;
    for (let k = 0; k < count; k++) {
      const start = k * (1 + 2 * axes) + 1;
      const p = rows.subarray(start, start + axes);
      const s = p.reduce((sum, entry) => sum + entry * entry, 0);
      const base = smoothing ** 2 + s;
      const [value, slope] = {
        area: [strength * Math.sqrt(1 + s), strength / Math.sqrt(1 + s)] as const,
        power: [base ** (exponent / 2) / exponent, base ** (exponent / 2 - 1)] as const,
        quadratic: [(coefficient * s) / 2, coefficient] as const,
      }[kind];
      answers.set([value + (ridge * s) / 2, 0, ...p.map((entry) => (slope + ridge) * entry)], k * (2 + axes));
    }
  };

/** A model in its form. */
function posed({ form, ...model }: EnergyModel): object {
  if (form === 'kind') return model;
  if (form === 'function') return { ...model, density: functionOf({ ...model, form }) };
  return { ...model, density: formulaOf({ ...model, form }), potential: { kind: 'none' } };
}

const area = (random: Random): pde.Density => ({
  kind: 'area',
  strength: random.decade(-1, 1),
  ridge: random.uniform(),
});
const quadratic = (random: Random): pde.Density => ({ kind: 'quadratic', coefficient: random.decade(-2, 2) });
const power = (random: Random): pde.Density => ({
  kind: 'power',
  exponent: random.uniform(1.5, 4),
  smoothing: random.uniform(0.1, 1),
  ridge: random.uniform(0, 0.5),
});

/** Chemotaxis or reactions: a number of equal steps to the final time. */
interface Steps {
  readonly points: number[];
  readonly lengths: number[];
  readonly timeStep: number;
  readonly steps: number;
}

const stepsOf = (random: Random, axes: number, largest: number): Steps => {
  const points = random.list(axes, () => random.integer(1, largest));
  return {
    points,
    lengths: points.map(() => random.uniform(0.5, 2)),
    timeStep: random.decade(-4, -0.5),
    steps: random.integer(1, 12),
  };
};

interface ChemotaxisModel extends Steps {
  readonly density: number[];
  readonly signal: number[];
  readonly intermediate: number[];
  readonly epsilon: number;
  readonly tau: number;
  readonly sensitivity: number;
}

const chemotaxisKind =
  (axes: number, largest: number, strongest: number) =>
  (random: Random): ChemotaxisModel => {
    const steps = stepsOf(random, axes, largest);
    const field = () => random.list(product(steps.points), () => 3 * random.uniform());
    return {
      ...steps,
      density: field().map((value) => value + 0.01),
      signal: field(),
      intermediate: field(),
      epsilon: random.decade(-3, 1),
      tau: random.pick([0, 1, random.decade(-2, 1)]),
      sensitivity: strongest * random.uniform(0.01, 1),
    };
  };

interface ReactionModel extends Steps {
  readonly boundary: ('neumann' | 'periodic')[];
  readonly species: { diffusion: number; initial: number[] }[];
  readonly reaction: pde.Reaction & { readonly kind: pde.ReactionKind };
  /** Whether our side gets the reaction as formulas. */
  readonly isFormula: boolean;
}

const reactionKind =
  (kind: pde.ReactionKind, count: number, names: readonly (keyof pde.Reaction)[], isFormula = false) =>
  (random: Random): ReactionModel => {
    const steps = stepsOf(random, random.integer(1, 2), 6);
    const parameters = Object.fromEntries(names.map((name) => [name, random.uniform(0.05, 2)]));
    return {
      ...steps,
      boundary: steps.points.map(() => random.pick(['neumann', 'periodic'] as const)),
      species: random.list(count, () => ({
        diffusion: random.pick([0, random.decade(-3, 0)]),
        initial: random.list(product(steps.points), () => random.uniform(0.01, 3)),
      })),
      reaction: { ...parameters, kind },
      isFormula,
    };
  };

/** The final time that the equal steps reach. */
const timed = <Model extends Steps>({ steps, ...model }: Model) => ({
  ...model,
  finalTime: steps * model.timeStep,
});

/** Production and destruction of kinds, as formulas of two species and of the parameters of the kind. */
const FORMULAS: Partial<Record<pde.ReactionKind, readonly [string, string]>> = {
  grayScott: ['[feed, u[0] * u[1]^2]', '[feed + u[1]^2, feed + kill]'],
  brusselator: ['[a + u[0]^2 * u[1], b * u[0]]', '[b + 1, u[0]^2]'],
  lotkaVolterra: ['[growth * u[0], efficiency * u[0] * u[1]]', '[predation * u[1], death]'],
};

/** A model with the final time that its equal steps reach, and with its reaction in its form. */
function posedReaction({ isFormula, ...model }: ReactionModel): object {
  const { kind, ...parameters } = model.reaction;
  const [production = '', destruction = ''] = FORMULAS[kind] ?? [];
  if (!isFormula) return timed(model);
  const inputsOf = (formula: string) => ({
    u: 2,
    ...Object.fromEntries(
      Object.keys(parameters)
        .filter((name) => new RegExp(`\\b${name}\\b`).test(formula))
        .map((name) => [name, []]),
    ),
  });
  const read = (formula: string) => ({ formula, inputs: inputsOf(formula) });
  const reaction = { production: read(production), destruction: read(destruction) };
  return { ...timed(model), reaction, parameters };
}

function* compareFields(
  what: string,
  ours: ArrayLike<number>,
  theirs: readonly number[],
  slack: number,
): Iterable<Finding> {
  const size = Math.max(...theirs.map(Math.abs), 1e-300);
  const error = Math.max(...theirs.map((value, k) => Math.abs((ours[k] as number) - value)));
  if (!(error <= slack * size)) yield { cause: `${what} differs`, detail: `by ${error} of ${size}` };
}

export const evolutions = [
  subject<EnergyModel, pde.MinimizeEnergySolution, Reply & { readonly energy: number }>({
    method: 'minimizeEnergy',
    kinds: {
      tiny: energyKind(area, 2, 1),
      surfaces: energyKind(area, 7, 2),
      powers: energyKind(power, 6, 2),
      boxes: energyKind(area, 3, 3),
      linear: energyKind(quadratic, 8, 2),
      formulas: energyKind(area, 5, 2, 'formula'),
      'formulas of powers': energyKind(power, 3, 3, 'formula'),
      functions: energyKind(area, 5, 2, 'function'),
      'functions on lines': energyKind(power, 9, 1, 'function'),
    },
    codes: ['points'],
    peer: 'minimizeEnergy',
    pose: posed,
    solve: (problem, options) => pde.minimizeEnergySync(problem as pde.MinimizeEnergyProblem, options),
    certify: (problem, solution) => certifyMinimizeEnergy(problem as pde.MinimizeEnergyProblem, solution),
    *judge(_, outcome, { energy }) {
      yield* mustConverge(outcome);
      const ours = outcome.solution?.energy;
      if (ours === undefined) return;
      const slack = 1e-9 * (1 + Math.abs(energy));
      if (ours > energy + slack)
        yield { cause: 'the energy is above the peer’s', detail: `${ours} and ${energy}` };
      if (ours < energy - slack)
        yield { cause: 'the energy is below the peer’s', detail: `${ours} and ${energy}`, isPeers: true };
    },
  }),
  subject<
    ChemotaxisModel,
    pde.ChemotaxisSolution,
    Reply & { readonly density: number[]; readonly signal: number[] }
  >({
    method: 'chemotaxis',
    kinds: {
      tiny: chemotaxisKind(1, 3, 1),
      lines: chemotaxisKind(1, 30, 10),
      squares: chemotaxisKind(2, 7, 3),
      strong: chemotaxisKind(2, 5, 30),
    },
    codes: ['points', 'steps'],
    peer: 'chemotaxis',
    pose: timed,
    solve: (problem, options) => pde.chemotaxisSync(problem as pde.ChemotaxisProblem, options),
    certify: (problem, solution) => certifyChemotaxis(problem as pde.ChemotaxisProblem, solution),
    *judge(_, { solution }, { density, signal }) {
      if (solution === undefined) return;
      yield* compareFields('the density', solution.density.data, density, ACCURACY);
      yield* compareFields('the signal', solution.signal.data, signal, ACCURACY);
    },
  }),
  subject<ReactionModel, pde.ReactionDiffusionSolution, Reply & { readonly states: number[][] }>({
    method: 'reactionDiffusion',
    kinds: {
      none: reactionKind('none', 3, []),
      logistic: reactionKind('logistic', 1, ['rate', 'capacity']),
      grayScott: reactionKind('grayScott', 2, ['feed', 'kill']),
      schnakenberg: reactionKind('schnakenberg', 2, ['rate', 'a', 'b']),
      brusselator: reactionKind('brusselator', 2, ['a', 'b']),
      lotkaVolterra: reactionKind('lotkaVolterra', 2, ['growth', 'predation', 'efficiency', 'death']),
      'formulas of grayScott': reactionKind('grayScott', 2, ['feed', 'kill'], true),
      'formulas of brusselator': reactionKind('brusselator', 2, ['a', 'b'], true),
      'formulas of lotkaVolterra': reactionKind(
        'lotkaVolterra',
        2,
        ['growth', 'predation', 'efficiency', 'death'],
        true,
      ),
    },
    codes: ['points', 'steps'],
    peer: 'reactionDiffusion',
    pose: posedReaction,
    solve: (problem, options) => pde.reactionDiffusionSync(problem as pde.ReactionDiffusionProblem, options),
    certify: (problem, solution) =>
      certifyReactionDiffusion(problem as pde.ReactionDiffusionProblem, solution),
    *judge(_, { solution }, { states }) {
      if (solution === undefined) return;
      for (const [species, expected] of states.entries())
        yield* compareFields(`species ${species}`, solution.states[species]?.data ?? [], expected, ACCURACY);
    },
  }),
];
