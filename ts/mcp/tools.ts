/** The five tools as models see them. Each word costs every conversation: the list stays below 1,300 tokens. */

import type { JsonSchemaType } from './sdk.js';

/** The limits of arguments. */
export const LIMITS = { found: 20, page: 1000, layers: 8, pixels: 1200, digits: 17 } as const;

interface Tool {
  readonly description: string;
  readonly inputSchema: JsonSchemaType;
}

const text = (description: string) => ({ type: 'string', description });
const plain = { type: 'string' };
const integer = (minimum: number, maximum: number, description?: string) => ({
  type: 'integer',
  minimum,
  maximum,
  ...(description !== undefined && { description }),
});

function object(properties: object, required: readonly string[] = []): JsonSchemaType {
  const schema = { type: 'object', properties, required, additionalProperties: false };
  return schema as unknown as JsonSchemaType;
}

const series = { description: 'Numbers or a reference' };

const LAYER = object(
  {
    kind: { enum: ['points', 'line', 'heatmap'] },
    x: series,
    y: series,
    formula: text('Of x, in place of y: "a * exp(-k * x)"'),
    parameters: { type: 'object', description: 'Values of its other names' },
    values: { description: 'Matrix of a heatmap' },
  },
  ['kind'],
);

export const TOOLS = {
  find_method: {
    description:
      'Finds numerical methods for a task: optimization, curve fitting, regression, classification, linear programs, assignment, ' +
      'optimal transport, linear systems, eigenvalues, differential equations, roots, games, rankings, forecasts, atoms. ' +
      'Without words: all, or those of a family.',
    inputSchema: object({
      words: text('The task, or a function of another program: "fit a curve", "linprog"'),
      family: plain,
      count: integer(1, LIMITS.found, 'Default 5'),
    }),
  },
  describe_method: {
    description:
      "Tells the fields of a method's problem and solution, with an example. Read it before solve.",
    inputSchema: object(
      {
        method: text('As found: "constrained.curveFit"'),
        detail: { enum: ['brief', 'full', 'schema'], description: 'Default brief' },
      },
      ['method'],
    ),
  },
  solve: {
    description:
      'Solves a problem and returns {result, method, seconds, solution}; check solution.status. Long arrays are summarized: ' +
      'read_result has them. In the place of any array or object in problem may stand a reference: ' +
      '{"csv": FILE, "column": NAME}, {"csv": FILE, "columns": [NAMES] or {"except": [NAMES]}} for a matrix, {"npy": FILE}, ' +
      '{"json": FILE, "field": "a.b"}, {"result": "r7", "field": "a.b"} for an earlier solution (field may be left out). ' +
      'Use references to data in files; do not copy it. ' +
      'A function is {"formula": "a * x^2 + b", "inputs": {"x": [], "a": [], "b": []}}: inputs have a length, a shape, ' +
      'or [] for one number. "Infinity" and "-Infinity" are numbers.',
    inputSchema: object(
      {
        method: plain,
        problem: { type: 'object' },
        seconds: { type: 'number', exclusiveMinimum: 0, description: 'Time limit, default 30' },
        seed: integer(0, 2 ** 32),
        digits: integer(1, LIMITS.digits, 'Of array entries, default 6'),
      },
      ['method', 'problem'],
    ),
  },
  read_result: {
    description:
      'Reads a page of a result with all digits: entries of a list, rows of a matrix, [row, column, value] of a sparse one.',
    inputSchema: object(
      {
        result: text('"r7"'),
        field: text('"coefficients", "plan.3"; default all'),
        from: { type: 'integer', minimum: 0, description: 'Default 0, then next' },
        count: integer(1, LIMITS.page, 'Default 100'),
      },
      ['result'],
    ),
  },
  draw: {
    description:
      'Draws a PNG of layers: points or a line of x and y, a line of a formula of x, a heatmap of a matrix.',
    inputSchema: object(
      {
        layers: { type: 'array', minItems: 1, maxItems: LIMITS.layers, items: LAYER },
        width: integer(100, LIMITS.pixels, 'Default 640'),
        height: integer(100, LIMITS.pixels, 'Default 420'),
      },
      ['layers'],
    ),
  },
} satisfies Record<string, Tool>;

export type ToolName = keyof typeof TOOLS;

/** Told to clients once, when they connect. */
export const INSTRUCTIONS =
  'Numerical solvers with certificates. Solve numerical problems with these tools instead of estimating: find_method, ' +
  'describe_method, solve. Not having converged is a status, not an error.';
