// The page of claims in docs/: what is the same on every machine.

import { isRun } from '../../dist/claims/support/claim.js';
import { answerInWords, goldInWords } from '../../dist/claims/support/words.js';

const INTRODUCTION = `# Claims

What the papers behind the methods promise, and what is seen of it here, also where that is less. \`superlinear claims\`
runs what needs no other program, a second or two a family, and prints the numbers found; the quick runs are tests, on both
backends. Each claim is a run with answers that are known (the gold) within a tolerance, and landmarks that must be seen on
the way.

- **holds**: all answers are right, and all landmarks are seen.
- **holds in part**: some are.
- **does not hold here**: no answer is what was promised.

This page is made by \`npm run claims -- --write\` from \`ts/claims\`.
`;

/** The text of the page, from the claims by family. */
export function claimsPage(claimsByFamily) {
  const sections = Object.entries(claimsByFamily).map(([family, claims]) =>
    [`## ${family}\n`, row(COLUMNS), row(COLUMNS.map(() => '---')), ...claims.map(rowOf), ''].join('\n'),
  );
  return [INTRODUCTION, ...sections].join('\n');
}

const COLUMNS = ['claim', 'source', 'run', 'gold, tolerance', 'landmarks', 'verdict'];

const row = (cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;

function rowOf({ name, claim, source, shown, gold, landmarks = [], verdict, remark }) {
  return row([
    `\`${name}\`: ${claim}`,
    source,
    isRun(shown) ? shown.what : reported(shown),
    Object.entries(gold)
      .map(([answer, wanted]) => `${answer}: ${goldInWords(wanted)}`)
      .join('; '),
    landmarks.join('; '),
    [`**${verdict}**`, remark].filter(Boolean).join('. '),
  ]);
}

function reported({ what, command, statedIn, answers }) {
  const seen = Object.entries(answers).map(([name, answer]) => `${name}: ${answerInWords(answer)}`);
  return `${what}. \`${command}\` shows it; ${statedIn} has ${seen.join('; ')}`;
}
