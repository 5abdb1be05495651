/**
 * Shortcuts: separate names for methods with some fields set. Functions, jobs and the command line all read this list.
 */

import { requireObject } from './engine/check.js';
import { describeValue, invalidInput } from './engine/errors.js';

/** A method, and the fields of its problem set by the shortcut. */
export interface Shortcut {
  readonly method: string;
  readonly fields: Readonly<Record<string, string | boolean>>;
}

/** Creates a shortcut of `coordinate.fit`. */
const fitWith = (fields: Shortcut['fields']): Shortcut => ({ method: 'coordinate.fit', fields });

/** The shortcuts by their full names. */
export const shortcuts = {
  'coordinate.lasso': fitWith({ loss: 'squared', penalty: 'l1' }),
  'coordinate.elasticNet': fitWith({ loss: 'squared', penalty: 'elasticNet' }),
  'coordinate.logisticRegression': fitWith({ loss: 'logistic' }),
  'coordinate.multinomialRegression': fitWith({ loss: 'multinomial' }),
  'coordinate.poissonRegression': fitWith({ loss: 'poisson' }),
  'coordinate.groupLasso': fitWith({ loss: 'squared', penalty: 'groupL2' }),
  'coordinate.sparseGroupLasso': fitWith({ loss: 'squared', penalty: 'sparseGroup' }),
  'coordinate.multiTaskLasso': fitWith({ loss: 'multiSquared', penalty: 'groupL2' }),
  'coordinate.nonNegativeLeastSquares': fitWith({ loss: 'squared', penalty: 'none', positive: true }),
  'coordinate.mcpRegression': fitWith({ loss: 'squared', penalty: 'mcp' }),
  'coordinate.scadRegression': fitWith({ loss: 'squared', penalty: 'scad' }),
};

/** The name of a shortcut. */
export type ShortcutName = keyof typeof shortcuts;

export const isShortcut = (name: unknown): name is ShortcutName =>
  typeof name === 'string' && Object.hasOwn(shortcuts, name);

/**
 * Converts a shortcut's problem to one of its method. A field set by the shortcut must be omitted or have the same
 * value.
 */
export function unfold(name: ShortcutName, problem: object): { method: string; problem: object } {
  requireObject(problem, 'problem');
  const { method, fields } = shortcuts[name];
  for (const [key, value] of Object.entries(fields)) {
    const given = (problem as Record<string, unknown>)[key];
    if (given !== undefined && given !== value) {
      const got = describeValue(given);
      throw invalidInput(
        key,
        `is set to ${describeValue(value)} by ${name}, and must be left out, got ${got}`,
      );
    }
  }
  return { method, problem: { ...problem, ...fields } };
}
