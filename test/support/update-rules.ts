/** Steps of update rules on a quadratic function, by other programs. */

/** The function x'hx / 2 - b'x. */
export const QUADRATIC = {
  h: [
    [2, 0.5, 0],
    [0.5, 1, 0.25],
    [0, 0.25, 0.5],
  ],
  b: [1, -2, 0.5],
} as const;

export const START = [1, 1, -1] as const;

/**
 * Settings of a rule, its parameters after ten steps from there, and their tolerance: by torch 2.15, schedulefree 1.4.1
 * and prodigyopt 1.1.2 in double precision.
 */
export const TEN_STEPS = [
  [
    { method: 'sgd', learningRate: 0.1, momentum: 0 },
    [0.656571336836381, -1.081996349709824, -0.1574799597590401],
    1e-12,
  ],
  [
    { method: 'sgd', learningRate: 0.1, momentum: 0.9 },
    [1.97437765984454, -4.349329341834292, 2.600523848110413],
    1e-12,
  ],
  [
    { method: 'sgd', learningRate: 0.1, momentum: 0.9, nesterov: true },
    [1.758264477560422, -4.067365893935992, 2.809475724160643],
    1e-12,
  ],
  [
    { method: 'adam', learningRate: 0.1 },
    [0.2158859276207221, 0.01635085671951335, -0.01421058034774794],
    1e-12,
  ],
  [
    { method: 'adam', learningRate: 0.1, weightDecay: 0.01 },
    [0.2135315266268326, 0.01099577874731829, -0.008843766464949068],
    1e-12,
  ],
  [
    { method: 'adagrad', learningRate: 0.1 },
    [0.6020913575056569, 0.5164687392598681, -0.5149322700288195],
    1e-12,
  ],
  [
    { method: 'rmsprop', learningRate: 0.1 },
    [1.101529811180584, -2.518017211739194, 2.094213782876368],
    1e-12,
  ],
  [
    { method: 'scheduleFree', learningRate: 0.1 },
    [0.5783265858857122, -0.4270261949897695, -0.550795927252103],
    1e-12,
  ],
  [
    { method: 'scheduleFreeAdamW', learningRate: 0.1 },
    [0.5582424980099051, 0.4696715377431796, -0.4677958122187638],
    1e-12,
  ],
  [{ method: 'prodigy' }, [0.9889447022270103, 0.9889512867593016, -0.98895155796098], 1e-8],
] as const;
