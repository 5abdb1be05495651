/** Panels of the site: a problem with a few fields, its solution, a plot, and the call as code. */

import type { ProgressFraction } from 'superlinear';

/** A field of the form. */
export type Field =
  | {
      readonly kind: 'range';
      readonly name: string;
      readonly label: string;
      readonly min: number;
      readonly max: number;
      readonly step: number;
      readonly initial: number;
    }
  | {
      readonly kind: 'choice';
      readonly name: string;
      readonly label: string;
      readonly choices: readonly string[];
      readonly initial: string;
    }
  | {
      /** One line, or several for an `area`. */
      readonly kind: 'text' | 'area';
      readonly name: string;
      readonly label: string;
      readonly initial: string;
    };

/** Field values by name. */
export type Values = Readonly<Record<string, string>>;

/** Creates a picture of the given width in pixels. */
export type Draw = (width: number) => Element;

/** The output area of a panel's run. */
export interface Stage {
  /** Aborted if the visitor cancels. */
  readonly signal: AbortSignal;
  /** Reports a solver's progress; to be passed as its option of that name. */
  onProgress(progress: ProgressFraction): void;
  /** Reports progress in a sentence. */
  say(text: string): void;
  /** Replaces the picture. It is redrawn whenever the available width changes. */
  show(draw: Draw): void;
  /** Sets field values as if the visitor had, and solves again. */
  choose(values: Values): void;
  /** Adds a slider from 0 to 1 next to the plot. */
  slider(label: string, initial: number, onChange: (value: number) => void): void;
}

/** A panel: the export `panel` of a file in `panels`. The file name is the name of its page. */
export interface Panel {
  /** The visitor's goal: the heading above the panel in lists. */
  readonly problem: string;
  /**
   * The position in lists; a heading has the position of its first panel. Panels without one come last, sorted by
   * title.
   */
  readonly order?: number;
  readonly title: string;
  /** The question answered by the panel, in one line. */
  readonly question: string;
  readonly introduction: string;
  readonly fields: readonly Field[];
  /** The height reserved for the figure in pixels, where it is lower than a chart. */
  readonly figureHeight?: number;
  /** The rows reserved for a table below the chart. */
  readonly rows?: number;
  /** Whether a slider belongs to the figure. */
  readonly hasSlider?: boolean;
  /** Solves the selected problem and shows the solution. Resolves to a sentence about the result. */
  solve(values: Values, stage: Stage): Promise<string>;
  /** A complete TypeScript program that solves the selected problem and prints the result. */
  code(values: Values): string;
}
