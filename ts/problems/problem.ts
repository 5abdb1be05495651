/** An entry of the catalogue of problems. */

/** The data a user begins with. */
export type Have =
  | 'table'
  | 'points'
  | 'costs'
  | 'votes'
  | 'payoffs'
  | 'function'
  | 'formula'
  | 'graph'
  | 'matrix'
  | 'equation'
  | 'element'
  | 'solution';

/** A problem as users put it, and its method. */
export interface Problem {
  /** A name for addresses, unique in the catalogue. */
  readonly id: string;
  /** The wish in the user's words: an imperative without a full stop. */
  readonly want: string;
  /** Further words of users, and names in other programs, separated by commas. */
  readonly words: string;
  readonly have: Have;
  /** The method, `constrained.curveFit`. */
  readonly method: string;
  /** The section of the guides, `constrained#curves`. */
  readonly guide: string;
  /** A problem for the method, or a command line if its problem is not JSON. */
  readonly example: object | string;
  /** Other methods, each with its occasion. */
  readonly alternatives?: Readonly<Record<string, string>>;
}
