// The page of claims in docs/, restricted to results that do not depend on the machine.

import { isRun } from '../../dist/claims/support/claim.js';
import { answerInWords, goldInWords } from '../../dist/claims/support/words.js';

const INTRODUCTION = `# Claims

Claims of the papers behind the methods, and their measured results here, including failures. \`superlinear claims\` runs all
claims except comparisons with other programs, in a second or two per family, and prints the numbers. The quick runs are also
tests on both backends. Each claim is a run with known answers (gold) within a tolerance, and landmarks required in its log.

- **holds**: all answers are right, and all landmarks appear.
- **holds in part**: some do.
- **does not hold here**: no answer is as claimed.

\`npm run claims -- --write\` generates this page from \`ts/claims\`.
`;

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
