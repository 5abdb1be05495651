// Penalty kicks: the best choice of sides for kicker and keeper, a zero-sum game with the scoring rates of
// professionals, solved exactly, and the cost of other strategies.
//
//   npm start -- penalty
//
// The rates, goals per hundred kicks if kicker and keeper choose the kicker's natural side or the other one, are from
// I. Palacios-Huerta, Professionals Play Minimax, Review of Economic Studies 70, 2003.

import { relative } from 'node:path';
import { backend, games } from 'superlinear';
import { writeDrawing } from './support/pictures.js';
import { drawPlots } from './support/plots.js';
import { formatTable } from './support/table.js';

const { name, instructionSet, threads, reason } = backend();
console.log(
  `superlinear computes by ${name} (${instructionSet}, threads: ${threads})${reason ? `: ${reason}` : ''}\n`,
);

/** Rows are the kicker's weaker and natural side; columns are the keeper's. */
const SCORED = [
  [58.3, 94.97],
  [92.92, 69.92],
];
const SAVED = SCORED.map((row) => row.map((rate) => -rate));

const solution = await games.zeroSum({ payoffs: SCORED });
const { value, row, column, lowerBound, upperBound, status } = solution;
console.log(
  `The game is ${status}: ${value.toFixed(2)} goals of a hundred kicks, between ${lowerBound} and ${upperBound}.`,
);
console.log(
  `Kickers choose their natural side in ${percent(row[1])}, keepers dive there in ${percent(column[1])}.\n`,
);

const rows: Record<string, string>[] = [];
for (const natural of [0, 0.25, 0.5, row[1], 0.75, 1]) {
  const strategies = [1 - natural, natural, column[0], column[1]];
  const { regrets } = await games.exploitability({ payoffs: [SCORED, SAVED], strategies });
  rows.push({
    'kicks to the natural side': percent(natural),
    'goals against a keeper who does not know': rateOf(natural, column[1]).toFixed(2),
    'goals against one who does': (rateOf(natural, column[1]) - regrets[1]).toFixed(2),
  });
}
console.log(formatTable(rows));

const shares = Array.from({ length: 101 }, (_, k) => k / 100);
const picture = await writeDrawing(
  'penalty-kicks.svg',
  drawPlots([
    {
      title: 'Goals by where kickers shoot',
      x: 'share of kicks to the natural side',
      y: 'goals of a hundred kicks',
      curves: [
        { name: 'keeper dives to it', points: shares.map((share) => [share, rateOf(share, 1)] as const) },
        { name: 'keeper does not', points: shares.map((share) => [share, rateOf(share, 0)] as const) },
      ],
      labels: [{ at: [row[1], value], text: `${value.toFixed(1)} at ${percent(row[1])}` }],
    },
  ]),
);
console.log(`\nWhat kickers are sure of is the lower line: ${relative(process.cwd(), picture)}`);

/** Goals per hundred kicks if kicker and keeper choose the natural side with these probabilities. */
function rateOf(kicker: number, keeper: number): number {
  const [weak, natural] = SCORED.map(([left, right]) => (1 - keeper) * left + keeper * right);
  return (1 - kicker) * weak + kicker * natural;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
