/** Hints in errors: the field that was meant by an unknown name, and conversions of texts to numbers. */

import { engineOptions } from '../generated/options.js';
import { describeValue, SuperlinearError } from './errors.js';
import { nearest } from './nearest.js';

/**
 * Fields, each with its names in other programs, compared without case and underscores. Of two fields with the same other name the
 * first one that the problem has is meant.
 */
export const OTHER_NAMES: readonly (readonly string[])[] = `constraintMatrix a aub aeq
constraintUpper b bub
matrix x a data
sourcePoints x
targetPoints y
response y target
rightSide b rhs y
series y data x endog
labels y
linear c q
hessian p hess
cost c m costmatrix
regularization reg eps
lambda alpha
concentration alpha
levels alpha confidence
standardize normalize
folds cv
weights sigma
objective f fun func fn
function f fun func fn
field f fun func rhs
residuals f fun func
map f fun func g
model f fun func
jacobian jac
gradient jac grad
constraints inequalities equalities
lower lb min bounds
upper ub max
initial x0 p0 y0 u0 guess init
parameters args params p
initial params
times t teval tspan saveat
largestStep maxstep dtmax
delays lags constantlags
step dt
jacobianStructure jacsparsity jacprototype
x t xdata
y ydata
tolerance tol rtol reltol ftol xtol
absoluteTolerance atol abstol
epochs maxiter passes
steps epochs
rounds numrounds
learningRate lr eta0 eta
patience earlystopping niternochange
order lags p
season seasonalperiods period
seasonality seasonal
horizon steps fh
maxIterations maxiter maxfev
maxEvaluations budget
intercept fitintercept
rank k ncomponents
element symbol
seed randomstate
threads njobs
timeLimit timeout`
  .split('\n')
  .map((line) => line.split(' '));

const plain = (name: string) => name.replaceAll('_', '').toLowerCase();

/** The known field of this name in other programs. */
export function byOtherName(name: string, known: readonly string[]): string | undefined {
  const wanted = plain(name);
  return OTHER_NAMES.find(([field = '', ...others]) => others.includes(wanted) && known.includes(field))?.[0];
}

/** The shortest name that is compared by its letters. */
const MIN_COMPARED = 3;

/** The known name that was meant by another one, if one is likely. */
export function meantBy(name: string, known: readonly string[]): string | undefined {
  const wanted = plain(name);
  const same = known.find((candidate) => plain(candidate) === wanted);
  if (same !== undefined) return same;
  const named = byOtherName(name, known);
  if (named !== undefined) return named;
  if (wanted.length < MIN_COMPARED) return undefined;
  return nearest(
    name,
    known.filter((candidate) => candidate.length >= MIN_COMPARED),
  );
}

/** Choices, such as methods and losses, each with its names in other programs, compared like those of fields. */
const OTHER_CHOICES = `dormandPrince5 rk45 dopri5 tsit5
dormandPrince8 dop853 dopri8
radau bdf
auto lsoda cvode
squared mse squarederror squaredloss
logistic logloss bce
multinomial softmax crossentropy
quantile pinball
exponentialSmoothing ets holtwinters
seasonalNaive naive
additive add
multiplicative mul
lastIterate linear
inverse optimal invscaling`
  .split('\n')
  .map((line) => line.split(' '));

/** The choice that was meant by another name, if one is likely. */
export function choiceMeant(name: string, known: readonly string[]): string | undefined {
  const wanted = plain(name);
  const named = OTHER_CHOICES.find(
    ([choice = '', ...others]) => others.includes(wanted) && known.includes(choice),
  );
  return named?.[0] ?? meantBy(name, known);
}

/** Options of the call, which are no fields of problems. */
const RUN_OPTIONS: readonly string[] = [...engineOptions, 'backend', 'signal', 'onProgress'];

/** The run option that was meant by a name in a problem. */
const runOption = (name: string) => (RUN_OPTIONS.includes(name) ? name : byOtherName(name, RUN_OPTIONS));

/**
 * The sentence on an unknown name, as the continuation of one that begins with its path. Only names in problems may be
 * those of run options.
 */
export function unknownName(
  name: string,
  known: readonly string[],
  {
    list = known.join(', '),
    isProblem = false,
  }: { readonly list?: string; readonly isProblem?: boolean } = {},
): string {
  const meant = meantBy(name, known);
  if (meant !== undefined) return `is not an option; did you mean ${meant}? Expected one of ${list}`;
  const option = isProblem ? runOption(name) : undefined;
  if (option !== undefined)
    return `is not part of the problem; the run option ${option} belongs to the options of the call or job`;
  return `is not an option; expected one of ${list}`;
}

/** The engine's messages on an unknown field, on an unknown choice, and on the text of a number in its place. */
const UNKNOWN = / is not an option; expected (?:one of )?(`.*`)$/;
const CHOICE = / must be (?:one of )?(`.*`), got "([^"\\]*)"$/;
const NUMERAL = / must be (?:a number|a matrix), got "([-+.\deE]+)"$/;

/** Improves the engine's message on the argument at `path`. */
export function explained(message: string, path: string): string {
  if (!message.startsWith(path)) return message;
  const [, list] = UNKNOWN.exec(message) ?? [];
  if (list !== undefined) {
    const isProblem = !path.includes('.');
    return `${path} ${unknownName(path.slice(path.lastIndexOf('.') + 1), namesIn(list), { list, isProblem })}`;
  }
  const [, choices = '', choice = ''] = CHOICE.exec(message) ?? [];
  const meant = choiceMeant(choice, namesIn(choices));
  if (meant !== undefined) return `${message}; did you mean ${meant}?`;
  const [, text] = NUMERAL.exec(message) ?? [];
  const [, name] = /^(.*)\[\d+\]$/.exec(path) ?? [];
  return text === undefined || name === undefined ? message : `${path} ${noNumber(text, name)}`;
}

const namesIn = (list: string) => list.split('`').filter((_, place) => place % 2 === 1);

/** The engine's list in the improved message on an unknown field of a problem. */
const EXPLAINED = / is not an option; .*?[eE]xpected (?:one of )?(`.*`)$/;

/** The same error for a problem with these fields besides those of the engine. */
export function withFields(error: unknown, own: readonly string[]): unknown {
  if (!(error instanceof SuperlinearError) || error.path.includes('.')) return error;
  const [, list] = EXPLAINED.exec(error.message) ?? [];
  if (list === undefined) return error;
  const all = [list, ...own.map((name) => `\`${name}\``)].join(', ');
  const about = unknownName(error.path, namesIn(all), { list: all, isProblem: true });
  return new SuperlinearError(error.code, `${error.path} ${about}`, error.path, { cause: error });
}

/** The sentence on another value in the place of a number in the list at `path`, which may be a row. */
export function noNumber(value: unknown, path: string): string {
  const isNumeral = typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value));
  if (!isNumeral) return `must be a number, got ${describeValue(value)}`;
  const [, matrix] = /^(.*)\[\d+\]$/.exec(path) ?? [];
  const conversion = matrix === undefined ? `${path}.map(Number)` : `${matrix}.map((row) => row.map(Number))`;
  return `is the text ${describeValue(value)}; numbers are wanted, without quotes, or ${conversion} in a program`;
}
