/** A linear program written as sentences. */

import { constrained } from 'superlinear';
import { literal, program } from '../code.js';
import { linesIn, orElse } from '../lines.js';
import type { Panel, Values } from '../panel.js';
import { pictureOf } from '../picture.js';

/** A sum of multiples of variables, and a number. */
interface Sum {
  readonly terms: ReadonlyMap<string, number>;
  readonly constant: number;
}

/** A term: a sign, a number, a name, of which one may be missing. */
const TERM = /^\s*([+-]?)\s*(\d+(?:\.\d+)?(?:e[+-]?\d+)?)?\s*\*?\s*([A-Za-z_]\w*)?/;

/** Parses `3 doors + 5 windows - 2`. */
function sumIn(text: string, line: number): Sum {
  const terms = new Map<string, number>();
  let constant = 0;
  let rest = text.trim();
  if (rest === '') throw new Error(`Line ${line}: a side is empty.`);
  for (let isFirst = true; rest !== ''; isFirst = false) {
    const [matched = '', sign, digits, name] = TERM.exec(rest) ?? [];
    if ((digits === undefined && name === undefined) || (!isFirst && sign === ''))
      throw new Error(`Line ${line}: "${rest}" is no sum such as 3 doors + 5 windows.`);
    const value = (sign === '-' ? -1 : 1) * Number(digits ?? 1);
    if (name === undefined) constant += value;
    else terms.set(name, (terms.get(name) ?? 0) + value);
    rest = rest.slice(matched.length).trim();
  }
  return { terms, constant };
}

/** A constraint: a sum between two bounds. */
interface Row {
  readonly terms: ReadonlyMap<string, number>;
  readonly lower: number;
  readonly upper: number;
}

/** Parses `3 doors + 2 windows <= 18`, after an optional name and a colon. */
function rowIn(text: string, line: number): Row {
  const [, left, relation, right] = /^(?:[^:]*:)?(.*?)(<=|>=|≤|≥|=)(.*)$/.exec(text) ?? [];
  if (left === undefined || right === undefined)
    throw new Error(`Line ${line}: "${text}" has no <=, >= or =.`);
  const [a, b] = [sumIn(left, line), sumIn(right, line)];
  const terms = new Map(a.terms);
  for (const [name, value] of b.terms) terms.set(name, (terms.get(name) ?? 0) - value);
  const limit = b.constant - a.constant;
  return {
    terms,
    lower: relation === '<=' || relation === '≤' ? -Infinity : limit,
    upper: relation === '>=' || relation === '≥' ? Infinity : limit,
  };
}

/** The sentences as a problem: variables are at least 0. */
function planIn(text = '') {
  const [[first, line] = ['', 1], ...others] = linesIn(text);
  const [, goal, sum = ''] = /^(maximize|minimize|max|min)\b[\s:]*(.*)$/i.exec(first) ?? [];
  if (goal === undefined) throw new Error('Line 1 must begin with maximize or minimize.');
  const isMaximum = /^max/i.test(goal);
  const objective = sumIn(sum, line);
  const rows = others.map(([text, number]) => rowIn(text, number));
  const names = [...new Set([objective, ...rows].flatMap(({ terms }) => [...terms.keys()]))];
  const coefficients = (terms: ReadonlyMap<string, number>, sign = 1) =>
    names.map((name) => sign * (terms.get(name) ?? 0) + 0);
  return {
    names,
    isMaximum,
    problem: {
      linear: coefficients(objective.terms, isMaximum ? -1 : 1),
      constraintMatrix: rows.map(({ terms }) => coefficients(terms)),
      constraintLower: rows.map(({ lower }) => lower),
      constraintUpper: rows.map(({ upper }) => upper),
      lower: names.map(() => 0),
    },
  };
}

const programOf = ({ plan }: Values) => orElse(() => planIn(plan), planIn('maximize x\nx <= 1'));

export const panel: Panel = {
  problem: 'Plan and assign',
  title: 'A plan under limits',
  question: 'How much of each shall be made, so that the profit is largest and nothing runs out?',
  introduction: 'The goal, then a limit on each line. Quantities have names, and are at least 0.',
  fields: [
    {
      kind: 'area',
      name: 'plan',
      label: 'Plan',
      initial:
        'maximize 3 doors + 5 windows\nplant 1: doors <= 4\nplant 2: 2 windows <= 12\nplant 3: 3 doors + 2 windows <= 18',
    },
  ],
  async solve(values, { signal, show }) {
    const { names, isMaximum, problem } = planIn(values.plan);
    const solution = await constrained.quadraticProgram(problem, { signal });
    if (solution.status !== 'converged') return `${solution.status}: there is no best plan.`;
    const objective = isMaximum ? -solution.objective : solution.objective;
    show(pictureOf('constrained.quadraticProgram', problem, { ...solution, objective }, { names }));
    const quantities = names.map((name, k) => `${name} ${(solution.solution[k] as number).toPrecision(4)}`);
    return `Best: ${quantities.join(', ')}; the goal is ${objective.toPrecision(4)}.`;
  },
  code(values) {
    const { names, isMaximum, problem } = programOf(values);
    return program(
      'constrained',
      `
const { status, solution, objective } = await constrained.quadraticProgram(${literal(problem)});
console.log(status, ${isMaximum ? '-objective' : 'objective'});
for (const [k, name] of ${literal(names)}.entries()) console.log(name, solution[k]);`,
    );
  },
};
