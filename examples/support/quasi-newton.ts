// Minimizes a smooth function of a few variables by the method of Broyden, Fletcher, Goldfarb and Shanno (BFGS).

/** A function's value and its gradient at a point. */
export interface Evaluation {
  readonly value: number;
  readonly gradient: readonly number[];
}

export interface Minimum extends Evaluation {
  readonly point: readonly number[];
  /** The number of function evaluations. */
  readonly evaluations: number;
}

/** Descends from `start` until the norm of the gradient is at most `tolerance`, or no progress is made. */
export async function minimize(
  evaluate: (point: readonly number[]) => Promise<Evaluation>,
  start: readonly number[],
  tolerance: number,
): Promise<Minimum> {
  let point = start;
  let { value, gradient } = await evaluate(point);
  let evaluations = 1;
  let inverseHessian: number[][] = start.map((_, i) => start.map((_, j) => (i === j ? 1 : 0)));

  while (Math.sqrt(dot(gradient, gradient)) > tolerance) {
    const direction = inverseHessian.map((row) => -dot(row, gradient));
    const slope = dot(direction, gradient);
    let step = 1;
    let next: Evaluation;
    let tried: readonly number[];
    do {
      tried = along(point, step, direction);
      next = await evaluate(tried);
      evaluations++;
      step /= 2;
    } while (next.value > value + 2e-4 * step * slope && step > 1e-4);
    if (next.value >= value) break;

    const moved = along(tried, -1, point);
    const change = along(next.gradient, -1, gradient);
    if (dot(moved, change) > 0) inverseHessian = update(inverseHessian, moved, change);
    [point, value, gradient] = [tried, next.value, next.gradient];
  }
  return { point, value, gradient, evaluations };
}

/** The inverse Hessian closest to the given one that satisfies the secant equation for the change of the gradient. */
function update(inverse: readonly number[][], moved: readonly number[], change: readonly number[]) {
  const curvature = dot(moved, change);
  const image = inverse.map((row) => dot(row, change));
  const factor = (1 + dot(change, image) / curvature) / curvature;
  return inverse.map((row, i) =>
    row.map(
      (entry, j) =>
        entry + factor * moved[i] * moved[j] - (image[i] * moved[j] + moved[i] * image[j]) / curvature,
    ),
  );
}

function dot(one: readonly number[], other: readonly number[]): number {
  return one.reduce((sum, value, i) => sum + value * other[i], 0);
}

function along(from: readonly number[], step: number, direction: readonly number[]): number[] {
  return from.map((value, i) => value + step * direction[i]);
}
