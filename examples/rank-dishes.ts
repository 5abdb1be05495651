// Ranks dishes by pairwise votes. Preferences are cyclic, so that there is no best dish: a lottery over some of them is
// unbeaten by any dish, and strengths are a summary with error bars.
//
//   npm start -- dishes

import { parseArgs } from 'node:util';
import { backend, games } from 'superlinear';
import { formatTable } from './support/table.js';

const { values: options } = parseArgs({ options: { small: { type: 'boolean' } } });

const { name, instructionSet, threads, reason } = backend();
console.log(
  `superlinear computes by ${name} (${instructionSet}, threads: ${threads})${reason ? `: ${reason}` : ''}`,
);

const DISHES = ['ramen', 'curry', 'tacos', 'pizza', 'salad', 'stew'];

/** The number of ten guests who preferred the dish of a row to that of a column. */
const votes = [
  [0, 8, 3, 7, 9, 6],
  [2, 0, 8, 6, 8, 7],
  [7, 2, 0, 6, 9, 8],
  [3, 4, 4, 0, 7, 6],
  [1, 2, 1, 3, 0, 4],
  [4, 3, 2, 4, 6, 0],
];

const { strengths, standardErrors, ranking, status } = await games.bradleyTerry({ votes });
const lottery = await games.preferenceWinner({ votes, regularization: 0 });
const soft = await games.preferenceWinner({ votes, regularization: options.small ? 0.1 : 0.02 });

const percent = (share = 0) => `${(100 * share).toFixed(1)} %`;
const lines = Array.from(ranking, (dish) => ({
  dish: DISHES[dish] ?? '',
  strength: `${(strengths[dish] ?? 0).toFixed(2)} ± ${(standardErrors?.[dish] ?? 0).toFixed(2)}`,
  'in the lottery': percent(lottery.winner[dish]),
  'and near all alike': percent(soft.winner[dish]),
  'liked better than a drawn one': percent(lottery.winProbabilities[dish]),
}));
console.log(`\n${formatTable(lines)}`);
console.log(
  `\nStrengths: ${status}; lottery: ${lottery.status}, ${lottery.unique ? 'the only one' : 'one of several'}.`,
);
console.log(
  'Curry beats tacos, tacos beat ramen, and ramen beats curry: whichever is cooked, most would rather have another.',
);
console.log('Against a dish drawn from the lottery, none is liked better more often than not.');
