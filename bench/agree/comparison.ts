// The trials of a family: kinds in turn, each problem a function of seed, family, kind and number.

import { Book } from './book.js';
import { Random } from './random.js';
import { shrunk } from './shrink.js';
import { type Finding, nameOf, type Subject } from './subject.js';
import { type Ask, callOf, judged } from './trial.js';

/** The trials of a family. */
export interface Effort {
  readonly seed: number;
  readonly runs: number;
  /** The end, by the clock of `performance.now()`. */
  readonly until?: number;
  /** One kind alone, and one number of it. */
  readonly kind?: string | undefined;
  readonly number?: number | undefined;
}

/** A kind of problems of a subject. */
interface Kind {
  readonly name: string;
  readonly subject: Subject;
  readonly draw: (random: Random) => object;
}

const kindsOf = (subjects: readonly Subject[]): Kind[] =>
  subjects.flatMap((subject) =>
    Object.entries(subject.kinds).map(([kind, draw]) => ({
      name: `${nameOf(subject)}, ${kind}`,
      subject,
      draw,
    })),
  );

/** A problem of a kind. */
export const drawn = (
  seed: number,
  family: string,
  { name, draw }: Pick<Kind, 'name' | 'draw'>,
  number: number,
) => draw(new Random(seed, family, name, number));

/** Tries the subjects of a family, and returns what was found. */
export async function compared(
  family: string,
  subjects: readonly Subject[],
  ask: Ask,
  effort: Effort,
): Promise<Book> {
  const book = new Book();
  const { seed, runs, until = Number.POSITIVE_INFINITY, kind: only, number } = effort;
  const kinds = kindsOf(subjects).filter(({ name }) => only === undefined || name.includes(only));
  if (kinds.length === 0) throw new Error(`No kind of ${family} has "${only}" in its name.`);
  for (let run = 0; run < runs && performance.now() < until; run++) {
    const kind = kinds[run % kinds.length] as Kind;
    const place = number ?? Math.floor(run / kinds.length);
    const model = drawn(seed, family, kind, place);
    const verdict = await judged(family, kind.subject, model, ask);
    for (const finding of book.note(kind.name, place, kind.subject, verdict))
      book.keep(finding, await smallestCall(family, kind.subject, model, finding, ask));
  }
  return book;
}

/** The call of the smallest model with the same finding. */
async function smallestCall(
  family: string,
  subject: Subject,
  model: object,
  { cause }: Finding,
  ask: Ask,
): Promise<string> {
  const persists = async (candidate: object) => {
    try {
      const { findings } = await judged(family, subject, candidate, ask);
      return findings.some((finding) => finding.cause === cause);
    } catch {
      return false; // a model that makes no problem
    }
  };
  return callOf(family, subject, await shrunk(model, subject, persists));
}
