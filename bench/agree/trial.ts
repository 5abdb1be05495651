// One problem: solved on both backends, certified, held against the peer.

import { SuperlinearError, type SyncRunOptions } from 'superlinear';
import { literal } from '../../test/fuzz/literal.js';
import { watched } from '../../test/fuzz/watchdog.js';
import { infiniteIn } from '../../test/support/finite.js';
import { type Finding, nameOf, type Outcome, type Reply, type Subject } from './subject.js';
import { endingOf } from './verdict.js';

/** Asks a peer. */
export type Ask = (action: string, model: object) => Promise<Reply>;

/** Options of a call on each backend. */
const CALLS: readonly SyncRunOptions[] = [
  { backend: 'native', threads: 1, timeLimit: 5 },
  { backend: 'wasm', timeLimit: 20 },
];

/** The outcome of a trial. */
export interface Verdict {
  readonly findings: readonly Finding[];
  /** Whether no statement was made: a limit was reached, or precision. */
  readonly isUnfinished: boolean;
  /** Whether the peer gave no answer. */
  readonly hasFailed: boolean;
}

const problemOf = (subject: Subject, model: object) => subject.pose?.(model) ?? model;

/** The call of a problem, as it can be pasted. */
export const callOf = (family: string, subject: Subject, model: object): string =>
  `await ${family}.${subject.method}(${literal(problemOf(subject, model), Number.POSITIVE_INFINITY)})`;

/** Solves a model and judges what came of it. */
export async function judged(family: string, subject: Subject, model: object, ask: Ask): Promise<Verdict> {
  const problem = problemOf(subject, model);
  const outcomes = CALLS.map((options) =>
    watched(
      () => outcomeOf(subject, problem, options),
      () => callOf(family, subject, model),
    ),
  );
  const answer: Reply = subject.peer === undefined ? {} : await ask(subject.peer, model);
  const byBackend = outcomes.map((outcome, k) => [
    ...ownFindings(subject, problem, outcome, CALLS[k] as SyncRunOptions),
    ...(answer.failed === undefined ? comparison(subject, model, outcome, answer) : []),
  ]);
  const [native, wasm] = outcomes as [Outcome<unknown>, Outcome<unknown>];
  const findings = merged(nameOf(subject), byBackend, statusesApart(subject, native, wasm));
  if (answer.failed !== undefined)
    findings.push({
      cause: `${nameOf(subject)}: the peer fails: ${withoutNumbers(answer.failed)}`,
      detail: answer.failed,
      isPeers: true,
    });
  return {
    findings,
    isUnfinished: endingOf(native.status) === 'unfinished',
    hasFailed: answer.failed !== undefined,
  };
}

/** The statuses of both backends if they end differently and precision is not the reason. */
function statusesApart(subject: Subject, native: Outcome<unknown>, wasm: Outcome<unknown>): string[] {
  const endings = [native, wasm].map(({ status, solution }) => {
    const ending = endingOf(status);
    const isSolved = ending === 'unfinished' && solution !== undefined && subject.isAtPrecision?.(solution);
    return isSolved ? 'solved' : ending;
  });
  return endings[0] === endings[1] ? [] : [native.status, wasm.status];
}

/** The findings of the judge, or its failure as one. */
function comparison(subject: Subject, model: object, outcome: Outcome<unknown>, answer: Reply): Finding[] {
  try {
    return [...(subject.judge?.(model, outcome, answer) ?? [])];
  } catch (error) {
    return [{ cause: withoutNumbers(`the judge fails: ${error}`), detail: `${error}` }];
  }
}

function outcomeOf(subject: Subject, problem: object, options: SyncRunOptions): Outcome<unknown> {
  try {
    const solution = subject.solve(problem, options);
    return { status: (solution as { status?: string }).status ?? 'converged', solution };
  } catch (error) {
    if (error instanceof SuperlinearError) return { status: error.code, error };
    return { status: `${error}` };
  }
}

/** A text less its numbers, so that one cause has one name. */
const withoutNumbers = (text: string) => text.replace(/-?\d+(\.\d+)?(e[+-]?\d+)?|-?Infinity|NaN/g, '#');

/** Findings without a peer: errors, numbers that are not finite, certificates that do not hold. */
function* ownFindings(
  subject: Subject,
  problem: object,
  { status, solution, error }: Outcome<unknown>,
  options: SyncRunOptions,
): Iterable<Finding> {
  if (solution === undefined) {
    if (error === undefined || ['INVALID_INPUT', 'INTERNAL'].includes(status))
      yield { cause: withoutNumbers(`${status}: ${error?.message ?? ''}`), detail: `${error?.message}` };
    return;
  }
  const infinite = infiniteIn(solution, subject.mayBeInfinite ?? []);
  if (infinite !== undefined)
    yield { cause: withoutNumbers(`a solution with ${infinite}`), detail: infinite };
  if (endingOf(status) === 'unfinished') return;
  try {
    subject.certify?.(problem, solution, options);
  } catch (refusal) {
    const words = refusal instanceof Error ? refusal.message : String(refusal);
    yield { cause: withoutNumbers(`no certificate: ${words}`), detail: words };
  }
}

/** The findings of both backends, each once; those of WebAssembly alone say so. */
function merged(name: string, byBackend: readonly Finding[][], statuses: readonly string[]): Finding[] {
  const found = new Map<string, Finding>();
  byBackend.forEach((findings, backend) => {
    for (const finding of findings) {
      const cause = `${name}: ${finding.cause}`;
      if (found.has(cause)) continue;
      const named = backend === 0 ? cause : `${cause}, in WebAssembly`;
      found.set(named, { ...finding, cause: named });
    }
  });
  const [native, wasm] = statuses;
  if (native !== undefined && found.size === 0)
    found.set('', {
      cause: `${name}: backends end otherwise`,
      detail: `native ${native}, WebAssembly ${wasm}`,
    });
  return [...found.values()];
}
