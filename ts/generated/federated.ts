// Made from the Rust structs by `npm run codegen`; not to be edited.

import type { AnyMatrixInput, BytesInput, IndexInput, VectorInput } from '../engine/arrays.js';
import type { FunctionInput, PointInput } from '../expression/inputs.js';
import type { RunOptions, SyncRunOptions } from '../engine/options.js';
import { run, runSync } from '../engine/run.js';
import { solve as solveData, solveSync as solveDataSync } from '../expression/solve.js';
import '#wasm/federated.js';

export { load } from '../engine/load.js';

/**
 * An adversary who moves each row within a ball, to the point of largest loss. Exact, because the model is linear.
 */
export interface Adversary {
  /**
   * The radius of the ball.
   */
  readonly radius: number;
  /**
   * The norm of the ball.
   */
  readonly norm?: BallNorm;
}

/**
 * Messages to be combined.
 */
export interface AggregateProblem {
  /**
   * The settings, the same for all parties.
   */
  readonly settings: FederatedSettings;
  /**
   * The last state of the server.
   */
  readonly state: ServerStateInput;
  /**
   * The messages since then, in any order; they are combined in the order of the clients.
   */
  readonly messages: readonly ClientMessage[];
  /**
   * The time in seconds since the start, for the weights of asynchronous aggregation.
   * @defaultValue 0.0
   */
  readonly now?: number;
}

/**
 * The aggregation of messages.
 */
export interface Aggregation {
  /**
   * The seconds between aggregations of `fixedInterval`.
   */
  readonly interval?: number;
  /**
   * When messages are combined.
   */
  readonly kind?: AggregationKind;
  /**
   * The messages of an aggregation of `buffered`.
   */
  readonly size?: number;
}

/**
 * When the server combines messages.
 * - `synchronous`: When the messages of all asked clients are in.
 * - `fixedInterval`: At fixed intervals, with the messages of the interval (Fraboni et al. 2023).
 * - `immediate`: For each message.
 * - `buffered`: When a number of messages are in (Nguyen et al. 2022).
 */
export type AggregationKind = 'synchronous' | 'fixedInterval' | 'immediate' | 'buffered';

/**
 * The algorithm of clients and server.
 * - `fedAvg`: Clients take steps on their data, and the server averages the changes (McMahan et al. 2017).
 * - `fedProx`: As `fedAvg`, with steps drawn back to the model of the server (Li et al. 2020).
 * - `scaffold`: As `fedAvg`, with steps corrected by the difference between the directions of all clients and of one (Karimireddy
 * et al. 2020).
 * - `fedSpeed`: Steps with a proximal term and a correction of it, on gradients at perturbed points (Sun et al. 2023).
 * - `fedAdam`: As `fedAvg`, with steps of Adam on the server (Reddi et al. 2021).
 * - `compressed`: Compressed gradients with controlled error feedback (Gao, Islamov, Stich 2024): a step of the server each round.
 * - `overlapped`: Steps while the average of the round before travels (Sun et al. 2024).
 */
export type Algorithm = 'fedAvg' | 'fedProx' | 'scaffold' | 'fedSpeed' | 'fedAdam' | 'compressed' | 'overlapped';

/**
 * The perturbation of `fedSpeed`.
 */
export interface Ascent {
  /**
   * The share of the gradient there, from 0 to 1.
   * @defaultValue 1.0
   */
  readonly mix?: number;
  /**
   * The distance of the perturbed point along the gradient; 0 for none.
   * @defaultValue 0.1
   */
  readonly radius?: number;
}

/**
 * The norm of a ball.
 * - `l2`: The Euclidean norm.
 * - `linf`: The largest absolute value.
 */
export type BallNorm = 'l2' | 'linf';

/**
 * The message to clients.
 */
export interface BroadcastInput {
  /**
   * The round, from 1 on.
   */
  readonly round: number;
  /**
   * The parameters: coefficients, class by class, then intercepts.
   */
  readonly parameters: VectorInput;
  /**
   * The names of the clients.
   */
  readonly clients: readonly string[];
  /**
   * The last round of each client whose message counted; 0 for none.
   */
  readonly accepted: IndexInput;
  /**
   * The indices of the clients asked in this round.
   */
  readonly active: IndexInput;
  /**
   * The mean direction of all clients, for `scaffold` only.
   */
  readonly control?: VectorInput;
}

/**
 * A message with its sender.
 */
export interface ClientMessage {
  /**
   * The name of the client.
   */
  readonly client: string;
  /**
   * The message of `clientStep`.
   */
  readonly bytes: BytesInput;
}

/**
 * The state of a client. It never travels. Memories without a use in the algorithm are empty.
 */
export interface ClientStateInput {
  /**
   * The round of the last message.
   */
  readonly round: number;
  /**
   * The last message, sent again if its round is asked again.
   */
  readonly message: BytesInput;
  /**
   * The sum of errors of compression.
   */
  readonly error: VectorInput;
  /**
   * The estimate of its vector, shared with the server.
   */
  readonly reference: VectorInput;
  /**
   * The direction of `scaffold`, or the correction of `fedSpeed`.
   */
  readonly correction: VectorInput;
  /**
   * `error` before the last message, restored if the message is lost.
   */
  readonly errorBefore: VectorInput;
  /**
   * `reference` before the last message.
   */
  readonly referenceBefore: VectorInput;
  /**
   * `correction` before the last message.
   */
  readonly correctionBefore: VectorInput;
}

/**
 * A client's part of a round with a formula.
 */
export interface ClientStepFormulaProblem {
  /**
   * The settings, the same for all parties, without penalty, classes and adversary. The model is that of `loss`,
   * whatever the one in them.
   */
  readonly settings: FederatedSettings;
  /**
   * The name of this client, one of `broadcast.clients`.
   */
  readonly client: string;
  /**
   * The loss of a row: a scalar function. Its inputs are those in `rows` and `fixed`; all others are parameters, one
   * after another in the order of the function's inputs.
   */
  readonly loss: FunctionInput;
  /**
   * The inputs given by row: each as the concatenated tensors of all rows of this client. At least one row.
   */
  readonly rows: Readonly<Record<string, PointInput>>;
  /**
   * The message of the server.
   */
  readonly broadcast: BroadcastInput;
  /**
   * The inputs that are the same for all rows.
   */
  readonly fixed?: Readonly<Record<string, PointInput>>;
  /**
   * The state after this client's last message. Default: the client has sent none.
   */
  readonly state?: ClientStateInput;
}

/**
 * A client's part of a round.
 */
export interface ClientStepProblem {
  /**
   * The settings, the same for all parties.
   */
  readonly settings: FederatedSettings;
  /**
   * The name of this client, one of `broadcast.clients`.
   */
  readonly client: string;
  /**
   * The rows of this client.
   */
  readonly matrix: AnyMatrixInput;
  /**
   * The response of each row.
   */
  readonly response: VectorInput;
  /**
   * The message of the server.
   */
  readonly broadcast: BroadcastInput;
  /**
   * The state after this client's last message. Default: the client has sent none.
   */
  readonly state?: ClientStateInput;
}

/**
 * Settings to be compared on a formula.
 */
export interface CompareFormulaProblem {
  /**
   * The settings, without penalty, classes and adversary. The model is that of `loss`, whatever the one in them.
   */
  readonly candidates: readonly FederatedSettings[];
  /**
   * The loss of a row: a scalar function. Its inputs are those in `rows` of clients and in `fixed`; all others are
   * parameters, one after another in the order of the function's inputs.
   */
  readonly loss: FunctionInput;
  /**
   * The clients.
   */
  readonly clients: readonly FormulaClient[];
  /**
   * The aggregations between evaluations of the objective.
   * @defaultValue 1
   */
  readonly evaluateEvery?: number;
  /**
   * The inputs that are the same for all rows.
   */
  readonly fixed?: Readonly<Record<string, PointInput>>;
  /**
   * The parameters at the start. Default: zeros.
   */
  readonly initial?: VectorInput;
  /**
   * The limit of a synchronous round in seconds. Later messages do not count. Default: the round waits for all.
   */
  readonly roundLimit?: number;
  /**
   * Limit on aggregations. Default: 100, unless `seconds` is given.
   */
  readonly rounds?: number;
  /**
   * Limit on the virtual time. A client needs `settings.local.steps` times `speed`, and the time of two messages.
   */
  readonly seconds?: number;
  /**
   * An objective to stop at.
   */
  readonly target?: number;
  /**
   * Rows of no client, on which the loss is evaluated, too.
   */
  readonly test?: Readonly<Record<string, PointInput>>;
}

/**
 * Settings to be compared.
 */
export interface CompareProblem {
  /**
   * The settings.
   */
  readonly candidates: readonly FederatedSettings[];
  /**
   * The clients. All have the same number of columns.
   */
  readonly clients: readonly SimulatedClient[];
  /**
   * The aggregations between evaluations of the objective.
   * @defaultValue 1
   */
  readonly evaluateEvery?: number;
  /**
   * The parameters at the start. Default: zeros.
   */
  readonly initial?: VectorInput;
  /**
   * The limit of a synchronous round in seconds. Later messages do not count. Default: the round waits for all.
   */
  readonly roundLimit?: number;
  /**
   * Limit on aggregations. Default: 100, unless `seconds` is given.
   */
  readonly rounds?: number;
  /**
   * Limit on the virtual time. A client needs `settings.local.steps` times `speed`, and the time of two messages.
   */
  readonly seconds?: number;
  /**
   * An objective to stop at.
   */
  readonly target?: number;
  /**
   * Rows of no client, on which the model is tested at each evaluation.
   */
  readonly test?: TestRows;
}

/**
 * A vector to be compressed.
 */
export interface CompressProblem {
  /**
   * The vector: finite numbers, within single precision except for the compressor `none`.
   */
  readonly vector: VectorInput;
  /**
   * The compressor.
   */
  readonly compressor: Compressor;
}

/**
 * The compression of vectors.
 */
export interface Compressor {
  /**
   * The bits of an entry of `quantized` besides its sign, from 1 to 16.
   * @defaultValue 8
   */
  readonly bits?: number;
  /**
   * The fraction of entries that `top` and `random` send, above 0 and at most 1; at least one is sent.
   * @defaultValue 0.1
   */
  readonly fraction?: number;
  /**
   * The form of the vectors.
   */
  readonly kind?: CompressorKind;
}

/**
 * The form in which vectors are sent.
 * - `none`: All entries in double precision.
 * - `single`: All entries in single precision.
 * - `top`: The entries of largest absolute value, with their indices.
 * - `random`: Random entries, drawn from a seed that is sent instead of the indices.
 * - `sign`: Signs, and the mean absolute value.
 * - `quantized`: Multiples of a fraction of the norm, rounded at random without bias.
 */
export type CompressorKind = 'none' | 'single' | 'top' | 'random' | 'sign' | 'quantized';

/**
 * A compressed vector.
 */
export interface DecompressProblem {
  /**
   * The bytes of `compress`.
   */
  readonly message: BytesInput;
  /**
   * Limit on the length of the vector. A short message may stand for a long vector, so set it for bytes from others.
   * @defaultValue 50000000
   */
  readonly maxDimension?: number;
}

/**
 * The settings of a training. All parties need the same.
 */
export interface FederatedSettings {
  /**
   * An adversary, for the losses `squared`, `huber` and `logistic`.
   */
  readonly adversary?: Adversary;
  /**
   * When messages are combined. All but `synchronous` are for `fedAvg`, `fedProx` and `fedAdam` without a lossy
   * compressor.
   */
  readonly aggregation?: Aggregation;
  /**
   * The algorithm.
   */
  readonly algorithm?: Algorithm;
  /**
   * The perturbation of `fedSpeed`.
   */
  readonly ascent?: Ascent;
  /**
   * The number of classes of `multinomial`.
   */
  readonly classes?: number;
  /**
   * The compression of messages to the server. Lossy ones are not for `scaffold`, `fedSpeed` and `overlapped`.
   */
  readonly compressor?: Compressor;
  /**
   * The number of columns. Default: that of `matrix`, or from `initial`.
   */
  readonly dimension?: number;
  /**
   * The share of former errors in a compressed vector, from 0 to 1. Default: `compressor.fraction`, or 0 for `sign` and
   * 0.1 for `quantized`. With 0 it is EF21 (Richtárik, Sokolov, Fatkhullin 2021).
   */
  readonly errorControl?: number;
  /**
   * The memory of a lossy compressor.
   */
  readonly feedback?: Feedback;
  /**
   * The residual at which `huber` becomes linear.
   * @defaultValue 1.35
   */
  readonly huberThreshold?: number;
  /**
   * The importance of each client, in any unit. Default: the number of rows in `simulate` and `compare`, equal
   * otherwise.
   */
  readonly importance?: VectorInput;
  /**
   * Whether the model has an intercept, which is free of penalties. It follows the coefficients in `parameters`.
   * @defaultValue true
   */
  readonly intercept?: boolean;
  /**
   * The share of absolute values in `elasticNet`, from 0 to 1.
   * @defaultValue 0.5
   */
  readonly l1Ratio?: number;
  /**
   * The strength of the penalty.
   * @defaultValue 0.0
   */
  readonly lambda?: number;
  /**
   * The steps of clients.
   */
  readonly local?: LocalSteps;
  /**
   * The loss of a row: `squared`, `huber`, `logistic` (responses -1, or 0, and 1), `multinomial` (classes from 0 on) or
   * `poisson`.
   * @defaultValue 'squared'
   */
  readonly loss?: LossKind;
  /**
   * Limit on the aggregations between a broadcast and the arrival of its answer, if aggregation is not
   * synchronous. Default: none.
   */
  readonly maxStaleness?: number;
  /**
   * The outer steps of `overlapped`.
   */
  readonly overlap?: Overlap;
  /**
   * The fraction of clients asked in a round, above 0 and at most 1; at least one is asked.
   * @defaultValue 1.0
   */
  readonly participation?: number;
  /**
   * The penalty of coefficients: `none`, `l2`, `l1` or `elasticNet`.
   * @defaultValue 'none'
   */
  readonly penalty?: PenaltyKind;
  /**
   * The factor of the proximal term. Default: 0.1 for `fedProx`, 1 for `fedSpeed`.
   */
  readonly proximal?: number;
  /**
   * The step size of the server. Default: 1, or 0.1 for `fedAdam`. Required by `compressed`, where a quarter of the
   * inverse of the objective's largest curvature is a safe choice: `auto` in `simulate` and `compare`, which know all
   * rows.
   */
  readonly serverLearningRate?: ServerRate;
  /**
   * The moments of `fedAdam`.
   */
  readonly serverMoments?: ServerMoments;
  /**
   * The weights of messages with different rates of arrival.
   */
  readonly weighting?: Weighting;
}

/**
 * The memory of clients of a lossy compressor.
 * - `controlled`: Differences to a running estimate are compressed, with a share of the former errors.
 * - `classic`: The vector plus all former errors is compressed.
 */
export type Feedback = 'controlled' | 'classic';

/**
 * A client of a simulation with a formula: its rows, and its times.
 */
export interface FormulaClient {
  /**
   * The inputs given by row: each as the concatenated tensors of all rows. At least one row. All clients give the same
   * inputs.
   */
  readonly rows: Readonly<Record<string, PointInput>>;
  /**
   * The bytes per second of its connection. Default: no limit.
   */
  readonly bandwidth?: number;
  /**
   * The seconds that a message travels, each way.
   * @defaultValue 0.0
   */
  readonly delay?: number;
  /**
   * The probability that the client is away when it is asked, at least 0 and below 1.
   * @defaultValue 0.0
   */
  readonly dropout?: number;
  /**
   * The probability that its message is lost, at least 0 and below 1.
   * @defaultValue 0.0
   */
  readonly lossProbability?: number;
  /**
   * The seconds of a step.
   * @defaultValue 1.0
   */
  readonly speed?: number;
}

/**
 * The steps of a client in a round.
 */
export interface LocalSteps {
  /**
   * The rows of a step; 0 means all rows.
   * @defaultValue 32
   */
  readonly batchSize?: number;
  /**
   * The norm to which gradients of steps are clipped.
   * @defaultValue 10.0
   */
  readonly clipNorm?: number;
  /**
   * The factor of the step size from round to round, above 0 and at most 1.
   * @defaultValue 1.0
   */
  readonly decay?: number;
  /**
   * The step size. Required except by `compressed`.
   */
  readonly learningRate?: number;
  /**
   * The number of steps, at least one; `compressed` takes none.
   * @defaultValue 10
   */
  readonly steps?: number;
}

/**
 * The loss of one sample, for its response `y` and linear predictor `z`.
 * - `squared`: `(y - z)^2 / 2`.
 * - `huber`: `(y - z)^2 / 2` up to a threshold of `|y - z|`, and linear beyond it, to reduce the influence of outliers.
 * - `logistic`: `ln(1 + exp(-y z))`, where `y` is -1 or 1: two classes.
 * - `multinomial`: `ln(sum over k of exp(z_k)) - z_y`: any number of classes, with a column of coefficients for each.
 * - `poisson`: `exp(z) - y z`: counts.
 * - `multiSquared`: Half the squared norm of `y - z`, for several outputs at once.
 */
export type LossKind = 'squared' | 'huber' | 'logistic' | 'multinomial' | 'poisson' | 'multiSquared';

/**
 * The outer steps of `overlapped`.
 */
export interface Overlap {
  /**
   * Limit on the absolute value of each entry of an outer step, before the momentum. Default: none.
   */
  readonly clip?: number;
  /**
   * The share of the last outer step in the next one, at least 0 and below 1.
   * @defaultValue 0.0
   */
  readonly outerMomentum?: number;
  /**
   * The divisor of outer steps.
   * @defaultValue 1.0
   */
  readonly stalenessPenalty?: number;
}

/**
 * Rows to be divided.
 */
export interface PartitionProblem {
  /**
   * The class of each row: integers.
   */
  readonly labels: IndexInput;
  /**
   * The number of clients.
   */
  readonly clients: number;
  /**
   * The concentration of the Dirichlet distribution: 0.1 gives most clients one or two classes, 100 all of them.
   * @defaultValue 1.0
   */
  readonly concentration?: number;
  /**
   * The rows of each client at least, moved from the clients with most rows.
   * @defaultValue 1
   */
  readonly minRows?: number;
}

/**
 * The penalty on the coefficients `w`, with `lambda`, the factors `v_j` of features and `u_g` of groups.
 * - `l1`: `lambda` times the sum of `v_j |w_j|`.
 * - `elasticNet`: `lambda` times the sum of `v_j (l1Ratio |w_j| + (1 - l1Ratio) w_j^2 / 2)`.
 * - `groupL2`: `lambda` times the sum of `u_g` times the norm of the group's coefficients.
 * - `sparseGroup`: `l1Ratio` times the `l1` penalty plus `1 - l1Ratio` times the `groupL2` penalty.
 * - `mcp`: The minimax concave penalty (Zhang 2010): like `l1` at 0, and flat beyond `concavity * lambda`. Nonconvex: the
 * result is a local solution.
 * - `scad`: The smoothly clipped absolute deviation (Fan and Li 2001). Nonconvex, like `mcp`.
 * - `none`: No penalty.
 * - `l2`: `lambda` times the sum of `v_j w_j^2 / 2`.
 */
export type PenaltyKind = 'l1' | 'elasticNet' | 'groupL2' | 'sparseGroup' | 'mcp' | 'scad' | 'none' | 'l2';

/**
 * The moments of `fedAdam`.
 */
export interface ServerMoments {
  /**
   * The number added to the root of the mean of squares.
   * @defaultValue 0.001
   */
  readonly epsilon?: number;
  /**
   * The decay of the mean of changes.
   * @defaultValue 0.9
   */
  readonly first?: number;
  /**
   * The decay of the mean of their squares.
   * @defaultValue 0.99
   */
  readonly second?: number;
}

/**
 * The step size of the server.
 */
export type ServerRate = number | ServerRateWord;

/**
 * A step size that is computed.
 * - `auto`: A quarter of the inverse of the largest curvature of the objective.
 */
export type ServerRateWord = 'auto';

/**
 * The state of the server.
 */
export interface ServerStateInput {
  /**
   * The current round, from 1 on.
   */
  readonly round: number;
  /**
   * The parameters: coefficients, class by class, then intercepts.
   */
  readonly parameters: VectorInput;
  /**
   * The names of the clients.
   */
  readonly clients: readonly string[];
  /**
   * The importance of each client, with the sum 1.
   */
  readonly importance: VectorInput;
  /**
   * The last round of each client whose message counted; 0 for none.
   */
  readonly accepted: IndexInput;
  /**
   * The number of aggregations with each client.
   */
  readonly counts: IndexInput;
  /**
   * The running mean of each client's durations in seconds; 0 if unknown.
   */
  readonly durations: VectorInput;
  /**
   * The sum of the inverse known durations.
   */
  readonly rates: number;
  /**
   * The number of clients with a known duration.
   */
  readonly timed: number;
  /**
   * The time of each client's last broadcast.
   */
  readonly asked: VectorInput;
  /**
   * The clients asked in this round.
   */
  readonly active: IndexInput;
  /**
   * The mean direction of `scaffold`, the mean correction of `fedSpeed`, or the estimate of the mean vector of a lossy
   * compressor. Empty for other algorithms.
   */
  readonly mean: VectorInput;
  /**
   * The momentum of `fedAdam` or `overlapped`. Empty for other algorithms.
   */
  readonly momentum: VectorInput;
  /**
   * The mean of squares of `fedAdam`, or the pending average of `overlapped`. Empty for other algorithms.
   */
  readonly second: VectorInput;
  /**
   * The weighted sum of the messages of this round.
   */
  readonly sum: VectorInput;
  /**
   * The sum of their clients' importance.
   */
  readonly weight: number;
  /**
   * The number of these messages.
   */
  readonly received: number;
}

/**
 * A training of a formula to be simulated.
 */
export interface SimulateFormulaProblem {
  /**
   * The settings, without penalty, classes and adversary. The model is that of `loss`, whatever the one in them.
   */
  readonly settings: FederatedSettings;
  /**
   * The loss of a row: a scalar function. Its inputs are those in `rows` of clients and in `fixed`; all others are
   * parameters, one after another in the order of the function's inputs.
   */
  readonly loss: FunctionInput;
  /**
   * The clients.
   */
  readonly clients: readonly FormulaClient[];
  /**
   * The aggregations between evaluations of the objective.
   * @defaultValue 1
   */
  readonly evaluateEvery?: number;
  /**
   * The inputs that are the same for all rows.
   */
  readonly fixed?: Readonly<Record<string, PointInput>>;
  /**
   * The parameters at the start. Default: zeros.
   */
  readonly initial?: VectorInput;
  /**
   * The limit of a synchronous round in seconds. Later messages do not count. Default: the round waits for all.
   */
  readonly roundLimit?: number;
  /**
   * Limit on aggregations. Default: 100, unless `seconds` is given.
   */
  readonly rounds?: number;
  /**
   * Limit on the virtual time. A client needs `settings.local.steps` times `speed`, and the time of two messages.
   */
  readonly seconds?: number;
  /**
   * An objective to stop at.
   */
  readonly target?: number;
  /**
   * Rows of no client, on which the loss is evaluated, too.
   */
  readonly test?: Readonly<Record<string, PointInput>>;
}

/**
 * A training to be simulated.
 */
export interface SimulateProblem {
  /**
   * The settings.
   */
  readonly settings: FederatedSettings;
  /**
   * The clients. All have the same number of columns.
   */
  readonly clients: readonly SimulatedClient[];
  /**
   * The aggregations between evaluations of the objective.
   * @defaultValue 1
   */
  readonly evaluateEvery?: number;
  /**
   * The parameters at the start. Default: zeros.
   */
  readonly initial?: VectorInput;
  /**
   * The limit of a synchronous round in seconds. Later messages do not count. Default: the round waits for all.
   */
  readonly roundLimit?: number;
  /**
   * Limit on aggregations. Default: 100, unless `seconds` is given.
   */
  readonly rounds?: number;
  /**
   * Limit on the virtual time. A client needs `settings.local.steps` times `speed`, and the time of two messages.
   */
  readonly seconds?: number;
  /**
   * An objective to stop at.
   */
  readonly target?: number;
  /**
   * Rows of no client, on which the model is tested at each evaluation.
   */
  readonly test?: TestRows;
}

/**
 * A client of a simulation: its rows, and its times.
 */
export interface SimulatedClient {
  /**
   * The rows.
   */
  readonly matrix: AnyMatrixInput;
  /**
   * The response of each row.
   */
  readonly response: VectorInput;
  /**
   * The bytes per second of its connection. Default: no limit.
   */
  readonly bandwidth?: number;
  /**
   * The seconds that a message travels, each way.
   * @defaultValue 0.0
   */
  readonly delay?: number;
  /**
   * The probability that the client is away when it is asked, at least 0 and below 1.
   * @defaultValue 0.0
   */
  readonly dropout?: number;
  /**
   * The probability that its message is lost, at least 0 and below 1.
   * @defaultValue 0.0
   */
  readonly lossProbability?: number;
  /**
   * The seconds of a step.
   * @defaultValue 1.0
   */
  readonly speed?: number;
}

/**
 * A training to be started.
 */
export interface StartProblem {
  /**
   * The settings, the same for all parties.
   */
  readonly settings: FederatedSettings;
  /**
   * The names of the clients, each once.
   */
  readonly clients: readonly string[];
  /**
   * The parameters at the start: coefficients, class by class, then intercepts. Default: zeros, as many as
   * `settings.dimension` says.
   */
  readonly initial?: VectorInput;
}

/**
 * Rows for tests.
 */
export interface TestRows {
  /**
   * The rows, with the columns of the clients' matrices.
   */
  readonly matrix: AnyMatrixInput;
  /**
   * The response of each row.
   */
  readonly response: VectorInput;
}

/**
 * The weights of messages with different rates of arrival.
 * - `unbiased`: Slow clients get larger weights, so that the limit is the minimum of the mean over all clients.
 * - `none`: The importance alone. Fast clients then pull the model to their data.
 */
export type Weighting = 'unbiased' | 'none';

/**
 * The result of an aggregation.
 */
export interface AggregateSolution {
  /**
   * How the aggregation ended.
   */
  readonly status: AggregateStatus;
  /**
   * The state of the server, to be kept.
   */
  readonly state: ServerState;
  /**
   * The next message to clients.
   */
  readonly broadcast: Broadcast;
  /**
   * The names of the clients whose messages counted.
   */
  readonly accepted: readonly string[];
  /**
   * The refused messages.
   */
  readonly refused: readonly RefusedMessage[];
}

/**
 * How an aggregation ended.
 * - `updated`: A step was taken, and a round begins.
 * - `waiting`: The messages are kept until there are enough for a step (`buffered` and `immediate`).
 * - `diverged`: The step would lead beyond bounds: the messages are dropped, and the parameters are as before.
 */
export type AggregateStatus = 'updated' | 'waiting' | 'diverged';

/**
 * The message to clients.
 */
export interface Broadcast {
  /**
   * The round, from 1 on.
   */
  readonly round: number;
  /**
   * The parameters: coefficients, class by class, then intercepts.
   */
  readonly parameters: Float64Array;
  /**
   * The names of the clients.
   */
  readonly clients: readonly string[];
  /**
   * The last round of each client whose message counted; 0 for none.
   */
  readonly accepted: Int32Array;
  /**
   * The indices of the clients asked in this round.
   */
  readonly active: Int32Array;
  /**
   * The mean direction of all clients, for `scaffold` only.
   */
  readonly control?: Float64Array;
}

/**
 * The state of a client. It never travels. Memories without a use in the algorithm are empty.
 */
export interface ClientState {
  /**
   * The round of the last message.
   */
  readonly round: number;
  /**
   * The last message, sent again if its round is asked again.
   */
  readonly message: Uint8Array;
  /**
   * The sum of errors of compression.
   */
  readonly error: Float64Array;
  /**
   * The estimate of its vector, shared with the server.
   */
  readonly reference: Float64Array;
  /**
   * The direction of `scaffold`, or the correction of `fedSpeed`.
   */
  readonly correction: Float64Array;
  /**
   * `error` before the last message, restored if the message is lost.
   */
  readonly errorBefore: Float64Array;
  /**
   * `reference` before the last message.
   */
  readonly referenceBefore: Float64Array;
  /**
   * `correction` before the last message.
   */
  readonly correctionBefore: Float64Array;
}

/**
 * The result of a step.
 */
export interface ClientStepSolution {
  /**
   * How the step ended.
   */
  readonly status: ClientStepStatus;
  /**
   * The message to the server; empty unless the step is done or repeated.
   */
  readonly message: Uint8Array;
  /**
   * The state, to be kept by the client.
   */
  readonly state: ClientState;
  /**
   * The mean loss of the batches, each before its step. Absent unless the step is done.
   */
  readonly loss?: number;
}

/**
 * How a step ended.
 * - `done`: The steps are done.
 * - `repeated`: This round was done before: the message is the same again.
 * - `diverged`: Numbers grew beyond bounds: there is no message, and the state is as before. Smaller step sizes help.
 * - `timeLimit`: The time limit was reached: there is no message, and the state is as before.
 */
export type ClientStepStatus = 'done' | 'repeated' | 'diverged' | 'timeLimit';

/**
 * The figures of one candidate.
 */
export interface CompareRow {
  /**
   * The index of the candidate.
   */
  readonly candidate: number;
  /**
   * How its simulation ended.
   */
  readonly status: SimulateStatus;
  /**
   * The virtual time at the end.
   */
  readonly time: number;
  /**
   * The number of aggregations.
   */
  readonly rounds: number;
  /**
   * The objective at the end.
   */
  readonly objective: number;
  /**
   * The bytes sent by clients.
   */
  readonly bytesUp: number;
  /**
   * The bytes sent to clients.
   */
  readonly bytesDown: number;
  /**
   * The share of the virtual time in which clients compute, in the mean over all clients.
   */
  readonly utilization: number;
  /**
   * The share of these rows in a wrong class, of `logistic` and `multinomial`.
   */
  readonly testError?: number;
  /**
   * The mean loss of the rows in `test`, without penalty and adversary.
   */
  readonly testLoss?: number;
  /**
   * The virtual time to the target; absent if it was not reached.
   */
  readonly timeToTarget?: number;
}

/**
 * The comparison.
 */
export interface CompareSolution {
  /**
   * How it ended.
   */
  readonly status: CompareStatus;
  /**
   * The candidates by the virtual time to the target; those without it follow, by their objective.
   */
  readonly table: readonly CompareRow[];
}

/**
 * How a comparison ended.
 * - `finished`: All simulations are done.
 * - `timeLimit`: The time limit was reached: a simulation is incomplete, and those not begun have no row.
 */
export type CompareStatus = 'finished' | 'timeLimit';

/**
 * A compressed vector.
 */
export interface CompressSolution {
  /**
   * The bytes, for `decompress`.
   */
  readonly message: Uint8Array;
  /**
   * The number of bytes.
   */
  readonly bytes: number;
  /**
   * The squared norm of the error over that of the vector; 0 for a vector of zeros. `top` and `random` keep an error
   * of at most 1, `top` of at most 1 minus the fraction.
   */
  readonly relativeError: number;
}

/**
 * The vector of a message.
 */
export interface DecompressSolution {
  /**
   * The vector, with zeros for entries not sent.
   */
  readonly vector: Float64Array;
}

/**
 * The division of the rows.
 */
export interface PartitionSolution {
  /**
   * The client of each row, from 0 on.
   */
  readonly owners: Int32Array;
  /**
   * The number of rows of each client.
   */
  readonly counts: Int32Array;
}

/**
 * The reason for refusing a message.
 * - `duplicate`: The message of this round of the client counted before.
 * - `stale`: The message answers too old a broadcast, or one of the future.
 * - `corrupt`: The bytes are no message, or one of another length.
 * - `unknownClient`: The name is not among the clients.
 * - `notFinite`: Numbers of the message are not finite, or too large.
 */
export type Refusal = 'duplicate' | 'stale' | 'corrupt' | 'unknownClient' | 'notFinite';

/**
 * A refused message.
 */
export interface RefusedMessage {
  /**
   * The name of the client.
   */
  readonly client: string;
  /**
   * The reason.
   */
  readonly reason: Refusal;
}

/**
 * The state of the server.
 */
export interface ServerState {
  /**
   * The current round, from 1 on.
   */
  readonly round: number;
  /**
   * The parameters: coefficients, class by class, then intercepts.
   */
  readonly parameters: Float64Array;
  /**
   * The names of the clients.
   */
  readonly clients: readonly string[];
  /**
   * The importance of each client, with the sum 1.
   */
  readonly importance: Float64Array;
  /**
   * The last round of each client whose message counted; 0 for none.
   */
  readonly accepted: Int32Array;
  /**
   * The number of aggregations with each client.
   */
  readonly counts: Int32Array;
  /**
   * The running mean of each client's durations in seconds; 0 if unknown.
   */
  readonly durations: Float64Array;
  /**
   * The sum of the inverse known durations.
   */
  readonly rates: number;
  /**
   * The number of clients with a known duration.
   */
  readonly timed: number;
  /**
   * The time of each client's last broadcast.
   */
  readonly asked: Float64Array;
  /**
   * The clients asked in this round.
   */
  readonly active: Int32Array;
  /**
   * The mean direction of `scaffold`, the mean correction of `fedSpeed`, or the estimate of the mean vector of a lossy
   * compressor. Empty for other algorithms.
   */
  readonly mean: Float64Array;
  /**
   * The momentum of `fedAdam` or `overlapped`. Empty for other algorithms.
   */
  readonly momentum: Float64Array;
  /**
   * The mean of squares of `fedAdam`, or the pending average of `overlapped`. Empty for other algorithms.
   */
  readonly second: Float64Array;
  /**
   * The weighted sum of the messages of this round.
   */
  readonly sum: Float64Array;
  /**
   * The sum of their clients' importance.
   */
  readonly weight: number;
  /**
   * The number of these messages.
   */
  readonly received: number;
}

/**
 * The progress of a simulation.
 */
export interface SimulateProgress {
  /**
   * The number of aggregations.
   */
  readonly rounds: number;
  /**
   * The virtual time in seconds.
   */
  readonly time: number;
  /**
   * The last objective.
   */
  readonly objective: number;
}

/**
 * The figures of an evaluation.
 */
export interface SimulateRecord {
  /**
   * The virtual time in seconds.
   */
  readonly time: number;
  /**
   * The number of aggregations.
   */
  readonly round: number;
  /**
   * The objective over the rows of all clients, weighted by importance. With an adversary it is that under attack.
   */
  readonly objective: number;
  /**
   * The norm of its gradient; with absolute values in the penalty, of the proximal gradient step of length 1.
   */
  readonly gradientNorm: number;
  /**
   * The bytes sent by clients until then.
   */
  readonly bytesUp: number;
  /**
   * The bytes sent to clients until then.
   */
  readonly bytesDown: number;
  /**
   * The mean age of the messages of the last aggregation, in aggregations.
   */
  readonly staleness: number;
  /**
   * The share of these rows in a wrong class, of `logistic` and `multinomial`.
   */
  readonly testError?: number;
  /**
   * The mean loss of the rows in `test`, without penalty and adversary.
   */
  readonly testLoss?: number;
}

/**
 * The course and the end of a simulation.
 */
export interface SimulateSolution {
  /**
   * How it ended.
   */
  readonly status: SimulateStatus;
  /**
   * The parameters of the server: coefficients, class by class, then intercepts.
   */
  readonly parameters: Float64Array;
  /**
   * The objective there.
   */
  readonly objective: number;
  /**
   * The norm of its gradient there; see `history`.
   */
  readonly gradientNorm: number;
  /**
   * The number of aggregations.
   */
  readonly rounds: number;
  /**
   * The virtual time in seconds.
   */
  readonly time: number;
  /**
   * The bytes sent by clients.
   */
  readonly bytesUp: number;
  /**
   * The bytes sent to clients.
   */
  readonly bytesDown: number;
  /**
   * The share of the virtual time in which clients compute, in the mean over all clients.
   */
  readonly utilization: number;
  /**
   * The number of accepted messages of each client.
   */
  readonly participation: Int32Array;
  /**
   * The figures at the start, at evaluations, and at the end.
   */
  readonly history: readonly SimulateRecord[];
  /**
   * The objective there without the adversary; absent without one.
   */
  readonly cleanObjective?: number;
  /**
   * The step size of the server, if `auto` chose it.
   */
  readonly serverLearningRate?: number;
  /**
   * The share of these rows in a wrong class, of `logistic` and `multinomial`.
   */
  readonly testError?: number;
  /**
   * The mean loss of the rows in `test`, without penalty and adversary.
   */
  readonly testLoss?: number;
}

/**
 * How a simulation ended.
 * - `finished`: The rounds or the virtual time are over.
 * - `converged`: The objective reached `target`.
 * - `diverged`: Numbers grew beyond bounds, or the objective far above its start: `parameters` are the last sound ones. Smaller
 * step sizes help.
 * - `timeLimit`: The time limit was reached.
 */
export type SimulateStatus = 'finished' | 'converged' | 'diverged' | 'timeLimit';

/**
 * The start of a training.
 */
export interface StartSolution {
  /**
   * The state of the server, to be kept for `aggregate`.
   */
  readonly state: ServerState;
  /**
   * The message to clients.
   */
  readonly broadcast: Broadcast;
}

/**
 * Combines messages of clients, takes a step of the model, and returns the next broadcast. Each message counts at most
 * once. Late, repeated or damaged messages are refused with a reason.
 *
 * @example
 * ```ts
 * import { aggregate, clientStep, start } from 'superlinear/federated';
 *
 * const settings = { loss: 'squared', dimension: 1, intercept: false, local: { learningRate: 0.1 } } as const;
 * const { state, broadcast } = await start({ settings, clients: ['north'] });
 * const problem = { settings, client: 'north', matrix: [[1], [2]], response: [2, 4], broadcast };
 * const { message } = await clientStep(problem);
 * const next = await aggregate({ settings, state, messages: [{ client: 'north', bytes: message }] });
 * ```
 */
export function aggregate(
  problem: AggregateProblem,
  options?: RunOptions,
): Promise<AggregateSolution> {
  return run('federated.aggregate', problem, options);
}

/** {@link aggregate}, blocking the calling thread. */
export function aggregateSync(problem: AggregateProblem, options?: SyncRunOptions): AggregateSolution {
  return runSync('federated.aggregate', problem, options);
}

/**
 * Compresses a vector to bytes: all entries, the largest, random ones, signs, or levels. The result states the lost
 * share of the vector; the theory of error feedback needs it below 1.
 *
 * @example
 * ```ts
 * const compressor = { kind: 'top', fraction: 0.4 } as const;
 * const { message, relativeError } = await compress({ vector: [0.5, -3, 0, 2, 0.25], compressor });
 * ```
 */
export function compress(
  problem: CompressProblem,
  options?: RunOptions,
): Promise<CompressSolution> {
  return run('federated.compress', problem, options);
}

/** {@link compress}, blocking the calling thread. */
export function compressSync(problem: CompressProblem, options?: SyncRunOptions): CompressSolution {
  return runSync('federated.compress', problem, options);
}

/**
 * Reads the vector of a compressed message. Damaged bytes are refused.
 *
 * @example
 * ```ts
 * const { message } = await compress({ vector: [1, -2], compressor: { kind: 'none' } });
 * const { vector } = await decompress({ message });
 * ```
 */
export function decompress(
  problem: DecompressProblem,
  options?: RunOptions,
): Promise<DecompressSolution> {
  return run('federated.decompress', problem, options);
}

/** {@link decompress}, blocking the calling thread. */
export function decompressSync(problem: DecompressProblem, options?: SyncRunOptions): DecompressSolution {
  return runSync('federated.decompress', problem, options);
}

/**
 * Divides labeled rows between clients so that each has its own mixture of classes: for each class, the shares of the
 * clients are drawn from a Dirichlet distribution. The smaller the concentration, the less alike the clients.
 *
 * @example
 * ```ts
 * const { owners } = await partition({ labels: [0, 0, 0, 1, 1, 1], clients: 2, concentration: 0.5 });
 * ```
 */
export function partition(
  problem: PartitionProblem,
  options?: RunOptions,
): Promise<PartitionSolution> {
  return run('federated.partition', problem, options);
}

/** {@link partition}, blocking the calling thread. */
export function partitionSync(problem: PartitionProblem, options?: SyncRunOptions): PartitionSolution {
  return runSync('federated.partition', problem, options);
}

/**
 * Starts a training over data that stay with their owners: the first state of the server, and the broadcast to send to
 * all clients. See `clientStep` and `aggregate` for the rounds.
 *
 * @example
 * ```ts
 * const settings = { loss: 'squared', dimension: 1, intercept: false, local: { learningRate: 0.1 } } as const;
 * const { state, broadcast } = await start({ settings, clients: ['north', 'south'] });
 * ```
 */
export function start(
  problem: StartProblem,
  options?: RunOptions,
): Promise<StartSolution> {
  return run('federated.start', problem, options);
}

/** {@link start}, blocking the calling thread. */
export function startSync(problem: StartProblem, options?: SyncRunOptions): StartSolution {
  return runSync('federated.start', problem, options);
}

/**
 * Does a client's part of a round for a model given as a formula: the loss of a row. All else is as for `clientStep`.
 *
 * @example
 * ```ts
 * const settings = { local: { steps: 10, learningRate: 0.05 } } as const;
 * const { broadcast } = await start({ settings, initial: [4, 0.3], clients: ['north', 'south'] });
 * const { message, state } = await clientStepFormula({
 *   settings,
 *   client: 'north',
 *   loss: { formula: '(y - w[0] * exp(-w[1] * t))^2', inputs: { w: 2, t: [], y: [] } },
 *   rows: { t: [0, 1, 2, 4], y: [5, 3.1, 1.8, 0.7] },
 *   broadcast,
 * });
 * ```
 */
export function clientStepFormula(
  problem: ClientStepFormulaProblem,
  options?: RunOptions,
): Promise<ClientStepSolution> {
  return solveData('federated.clientStepFormula', problem, options);
}

/** {@link clientStepFormula}, blocking the calling thread. */
export function clientStepFormulaSync(problem: ClientStepFormulaProblem, options?: SyncRunOptions): ClientStepSolution {
  return solveDataSync('federated.clientStepFormula', problem, options);
}

/**
 * Simulates trainings of a model given as a formula with several settings, over the same clients, absences and losses,
 * and orders them by the virtual time to a target. All else is as for `compare` and `simulateFormula`.
 *
 * @example
 * ```ts
 * const local = { learningRate: 0.05 };
 * const { table } = await compareFormula({
 *   candidates: [
 *     { algorithm: 'fedAvg', local },
 *     { algorithm: 'scaffold', local },
 *   ],
 *   loss: { formula: '(y - sinh(w * x))^2 / 2', inputs: { w: [], x: [], y: [] } },
 *   clients: [{ rows: { x: [1, 2], y: [1, 3] } }, { rows: { x: [1, 3], y: [1, 9] } }],
 *   target: 1,
 * });
 * ```
 */
export function compareFormula(
  problem: CompareFormulaProblem,
  options?: RunOptions<SimulateProgress>,
): Promise<CompareSolution> {
  return solveData('federated.compareFormula', problem, options);
}

/** {@link compareFormula}, blocking the calling thread. */
export function compareFormulaSync(problem: CompareFormulaProblem, options?: SyncRunOptions): CompareSolution {
  return solveDataSync('federated.compareFormula', problem, options);
}

/**
 * Simulates a training over clients on a virtual clock, of a model given as a formula: the loss of a row. All else is as
 * for `simulate`. Gradients are exact, and clients step in parallel.
 *
 * @example
 * ```ts
 * // Two laboratories measure one decay.
 * const { parameters } = await simulateFormula({
 *   settings: { algorithm: 'scaffold', local: { steps: 10, batchSize: 0, learningRate: 0.05 } },
 *   loss: { formula: '(y - w[0] * exp(-w[1] * t))^2', inputs: { w: 2, t: [], y: [] } },
 *   initial: [4, 0.3],
 *   clients: [
 *     { rows: { t: [0, 1, 2, 4], y: [5, 3.1, 1.8, 0.7] } },
 *     { rows: { t: [0, 1, 2, 4], y: [5.1, 3, 1.9, 0.6] } },
 *   ],
 *   rounds: 60,
 * });
 * ```
 */
export function simulateFormula(
  problem: SimulateFormulaProblem,
  options?: RunOptions<SimulateProgress>,
): Promise<SimulateSolution> {
  return solveData('federated.simulateFormula', problem, options);
}

/** {@link simulateFormula}, blocking the calling thread. */
export function simulateFormulaSync(problem: SimulateFormulaProblem, options?: SyncRunOptions): SimulateSolution {
  return solveDataSync('federated.simulateFormula', problem, options);
}
