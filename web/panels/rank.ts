/** A ranking from pasted results. */

import { games } from 'superlinear';
import { literal, program } from '../code.js';
import { linesIn, orElse, partsOf } from '../lines.js';
import type { Panel, Values } from '../panel.js';
import { pictureOf } from '../picture.js';

/** Names, and the results as their places. */
function resultsIn(text = '') {
  const names: string[] = [];
  const placeOf = (name: string) => {
    if (!names.includes(name)) names.push(name);
    return names.indexOf(name);
  };
  const winners: number[] = [];
  const losers: number[] = [];
  for (const [line, number] of linesIn(text)) {
    const [winner = '', loser = ''] = / beat /.test(line)
      ? line.split(' beat ').map((part) => part.trim())
      : partsOf(line);
    if (winner === '' || loser === '')
      throw new Error(`Line ${number}: "${line}" does not name a winner and a loser.`);
    winners.push(placeOf(winner));
    losers.push(placeOf(loser));
  }
  if (names.length < 2) throw new Error('A ranking needs results between two at least.');
  return { names, problem: { comparisons: { winners, losers }, regularization: REGULARIZATION } };
}

/** Zero is written without a sign. */
const withoutSign = (text: string) => text.replace(/^-(0\.0+)$/, '$1');

/** A small weight that keeps the strengths of those who always win finite. */
const REGULARIZATION = 0.1;

const orExample = ({ results }: Values) => orElse(() => resultsIn(results), resultsIn('a beat b'));

export const panel: Panel = {
  problem: 'Rank and choose',
  title: 'A ranking from results',
  question: 'Who is how strong, if each has met only some of the others?',
  introduction: 'A line for each match: the winner, then the loser. Strengths have their standard errors.',
  figureHeight: 150,
  fields: [
    {
      kind: 'area',
      name: 'results',
      label: 'Results',
      initial:
        'Ada beat Ben\nAda beat Cleo\nBen beat Cleo\nCleo beat Dan\nBen beat Dan\nDan beat Ada\nAda beat Eve\nEve beat Dan\nCleo beat Eve\nBen beat Eve\nAda beat Dan\nEve beat Ben',
    },
  ],
  async solve(values, { signal, show }) {
    const { names, problem } = resultsIn(values.results);
    const solution = await games.bradleyTerry(problem, { signal });
    show(pictureOf('games.bradleyTerry', problem, solution, { names }));
    const order = Array.from(
      solution.ranking,
      (k) => `${names[k]} ${withoutSign((solution.strengths[k] as number).toFixed(3))}`,
    );
    return order.join(', ');
  },
  code(values) {
    const { names, problem } = orExample(values);
    return program(
      'games',
      `
const names = ${literal(names)};
const { ranking, strengths, standardErrors } = await games.bradleyTerry(${literal(problem)});
for (const k of ranking) console.log(names[k], strengths[k], standardErrors?.[k]);`,
    );
  },
};
