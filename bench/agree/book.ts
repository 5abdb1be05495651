// The book of a family: what was tried, and what was wrong by cause, with the smallest call of each.

import type { Finding, Subject } from './subject.js';
import type { Verdict } from './trial.js';

interface Page {
  trials: number;
  agreements: number;
  unfinished: number;
  documented: number;
  peers: number;
  failures: number;
}

interface Cause {
  readonly name: string;
  count: number;
  readonly where: string;
  readonly reason?: string;
  readonly isPeers: boolean;
  example: string;
}

/** After so many examples of a cause have been made smaller, others are counted only. */
const MAX_EXAMPLES = 3;

export class Book {
  readonly #pages = new Map<string, Page>();
  readonly #causes = new Map<string, Cause>();

  /** Notes a trial, and returns the findings that are worth a smaller example. */
  note(
    kind: string,
    number: number,
    subject: Subject,
    { findings, isUnfinished, hasFailed }: Verdict,
  ): Finding[] {
    const reasonOf = ({ cause }: Finding) =>
      subject.exceptions?.find((each) => each.cause.test(cause))?.reason;
    const page = this.#pageOf(kind);
    page.trials++;
    if (isUnfinished) page.unfinished++;
    if (hasFailed) page.failures++;
    const ours = findings.filter((finding) => finding.isPeers !== true);
    const isOurs = ours.some((finding) => reasonOf(finding) === undefined);
    if (ours.length > 0 && !isOurs) page.documented++;
    if (findings.length > ours.length && !hasFailed) page.peers++;
    if (!isOurs) page.agreements++;
    return findings.filter((finding) => {
      const reason = reasonOf(finding);
      const cause = this.#causes.get(keyOf(finding)) ?? {
        name: finding.cause,
        count: 0,
        where: `${kind}, number ${number}: ${finding.detail}`,
        isPeers: finding.isPeers === true,
        example: '',
        ...(reason !== undefined && { reason }),
      };
      this.#causes.set(keyOf(finding), cause);
      return ++cause.count <= MAX_EXAMPLES && !cause.isPeers && reason === undefined;
    });
  }

  /** Keeps the smaller of two examples of a cause. */
  keep(finding: Finding, call: string): void {
    const known = this.#causes.get(keyOf(finding));
    if (known !== undefined && (known.example === '' || call.length < known.example.length))
      known.example = call;
  }

  /** The number of causes that are ours, and undocumented. */
  get disagreements(): number {
    return [...this.#causes.values()].filter(isDisagreement).length;
  }

  get trials(): number {
    return [...this.#pages.values()].reduce((sum, { trials }) => sum + trials, 0);
  }

  /** A line a kind. */
  lines(): Record<string, string>[] {
    return [...this.#pages].map(([kind, page]) => ({
      kind,
      trials: String(page.trials),
      agreements: String(page.agreements),
      'without an end': String(page.unfinished),
      documented: String(page.documented),
      'the peer is wrong': String(page.peers),
      'the peer fails': String(page.failures),
    }));
  }

  /** The causes, most frequent first, ours before documented ones and the peer's. */
  causes(): string {
    const rank = (cause: Cause) => (cause.isPeers ? 2 : cause.reason === undefined ? 0 : 1);
    return [...this.#causes.values()]
      .sort((a, b) => rank(a) - rank(b) || b.count - a.count)
      .map(
        (cause) =>
          `${cause.count} x ${cause.name}${aside(cause)}\n  ${cause.where}${indented(cause.example)}`,
      )
      .join('\n');
  }

  #pageOf(kind: string): Page {
    const page = this.#pages.get(kind) ?? {
      trials: 0,
      agreements: 0,
      unfinished: 0,
      documented: 0,
      peers: 0,
      failures: 0,
    };
    this.#pages.set(kind, page);
    return page;
  }
}

/** The same words may be said of either side. */
const keyOf = ({ cause, isPeers }: Finding) => (isPeers === true ? `${cause}, the peer` : cause);

const isDisagreement = ({ isPeers, reason }: Cause) => !isPeers && reason === undefined;

const aside = ({ isPeers, reason }: Cause) =>
  isPeers ? ' (the peer is wrong)' : reason === undefined ? '' : ` (documented: ${reason})`;

const indented = (example: string) => (example === '' ? '' : `\n  ${example}`);
