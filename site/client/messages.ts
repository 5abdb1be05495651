/** Messages between a page and the worker that runs a program. */

/** A program to run. */
export interface Request {
  /** TypeScript, if it was changed in the page. */
  readonly source?: string;
  /** What the build made of it, otherwise. */
  readonly compiled?: string;
  /** The width of pictures in pixels. */
  readonly width: number;
}

/** What happened in the program. */
export type Message =
  | { readonly kind: 'log' | 'warning' | 'failed'; readonly text: string }
  /** A call of a solver: a line about it, and its picture as SVG text, which may be empty. */
  | { readonly kind: 'call'; readonly caption: string; readonly picture: string }
  | { readonly kind: 'done' };
