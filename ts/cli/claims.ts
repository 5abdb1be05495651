/** `superlinear claims`: claims of papers, and their verification here. */

import { print } from '../batch/standard-output.js';
import { type Claim, isRun, type Verdict } from '../claims/support/claim.js';
import { claimsOf } from '../claims/support/load.js';
import { evaluate, type Outcome, type Score } from '../claims/support/score.js';
import { answerInWords, goldInWords } from '../claims/support/words.js';
import { families } from '../generated/methods.js';
import { EXIT } from './exit-codes.js';

interface ClaimsOptions {
  readonly json?: boolean;
}

/** The result of verifying a claim. */
interface Evaluated {
  readonly claim: Claim;
  readonly found: Outcome & Score;
  /** Processor time in seconds. */
  readonly seconds: number;
}

/**
 * Runs the claims of one family or of all, and prints the results. A verdict other than the documented one is a
 * failure.
 */
export async function showClaims(family: string | undefined, { json }: ClaimsOptions): Promise<void> {
  const all: (Evaluated & { readonly family: string })[] = [];
  for (const name of family === undefined ? families : [family]) {
    if (!json) await print(`${name}\n`);
    for (const claim of await claimsOf(name)) {
      const evaluated = { family: name, ...(await timed(claim)) };
      all.push(evaluated);
      if (!json) await print(`${report(evaluated)}\n`);
    }
  }
  await print(json ? JSON.stringify(all.map(record)) : summary(all));
  if (all.some(isSurprise)) process.exitCode = EXIT.failed;
}

async function timed(claim: Claim): Promise<Evaluated> {
  const start = process.cpuUsage();
  const found = await evaluate(claim);
  const { user, system } = process.cpuUsage(start);
  return { claim, found, seconds: (user + system) / 1e6 };
}

const isSurprise = ({ claim, found }: Evaluated) => found.verdict !== claim.verdict;

/** A line with the verdict, followed by its grounds. */
function report(evaluated: Evaluated): string {
  const { claim, found, seconds } = evaluated;
  const { name, shown, source, gold, remark } = claim;
  const answers = Object.entries(gold).map(([key, wanted]) => {
    const answer = found.answers[key];
    return `${key}: ${answer === undefined ? 'not found' : answerInWords(answer)} (${goldInWords(wanted)})`;
  });
  const lines = [
    `${claim.claim} (${source})`,
    isRun(shown) ? `${shown.what}: ${seconds.toFixed(2)} s` : `${shown.what}: ${shown.command}`,
    ...answers,
    ...found.missing.map((landmark) => `not seen on the way: ${landmark}`),
    ...(isSurprise(evaluated) ? [`the documented verdict is another: ${claim.verdict}`] : []),
    ...(remark === undefined ? [] : [remark]),
  ];
  const heading = `  ${found.verdict.padEnd(WIDTH)}  ${found.credit.toFixed(2)}  ${name}`;
  return [heading, ...lines.map((line) => `    ${line}`)].join('\n');
}

const VERDICTS: readonly Verdict[] = ['holds', 'holds in part', 'does not hold here'];
const WIDTH = Math.max(...VERDICTS.map((verdict) => verdict.length));

function summary(all: readonly Evaluated[]): string {
  const counts = VERDICTS.map((verdict) => {
    const count = all.filter(({ found }) => found.verdict === verdict).length;
    return `${verdict}: ${count}`;
  });
  return `of ${all.length} claims ${counts.join(', ')}`;
}

function record({ family, claim, found, seconds }: Evaluated & { readonly family: string }) {
  const { name, source, shown } = claim;
  const run = isRun(shown) ? { seconds } : { command: shown.command };
  return {
    family,
    name,
    claim: claim.claim,
    source,
    what: shown.what,
    ...run,
    documented: claim.verdict,
    ...found,
  };
}
