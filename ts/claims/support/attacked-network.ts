/** A network of two layers whose rows are moved within a ball, by projected gradient ascent of the loss. */

/** Rows of one client with classes -1 and 1. */
interface Rows {
  readonly matrix: { readonly rows: number; readonly columns: number; readonly data: Float64Array };
  readonly response: Float64Array;
}

/** The fraction of the radius that an ascent step moves. */
const STEP = 0.5;

/** The network x → Σ sₖ max(0, wₖ·x + bₖ), with signs sₖ of ±1/√units alternating, and fixed biases. */
export class AttackedNetwork {
  readonly #slope: Float64Array;
  readonly #moved: Float64Array;

  /** A network of inputs and biases, with ascent steps within a radius. */
  constructor(
    readonly inputs: number,
    readonly biases: Float64Array,
    readonly radius: number,
    readonly steps: number,
  ) {
    this.#slope = new Float64Array(inputs);
    this.#moved = new Float64Array(inputs);
  }

  /** The sum of the losses ln(1 + exp(-y f)) of rows under attack, and its gradient along the weights, if wanted. */
  loss(
    weights: Float64Array,
    { matrix, response }: Rows,
    rows: Iterable<number>,
    out?: Float64Array,
  ): { loss: number; correct: number } {
    let [loss, correct] = [0, 0];
    for (const i of rows) {
      const row = matrix.data.subarray(i * this.inputs, (i + 1) * this.inputs);
      const y = response[i] as number;
      this.#attack(weights, row, y);
      const margin = y * this.#output(weights);
      loss += Math.max(0, -margin) + Math.log1p(Math.exp(-Math.abs(margin)));
      correct += margin > 0 ? 1 : 0;
      if (out !== undefined) this.#addGradient(weights, -y / (1 + Math.exp(margin)), out);
    }
    return { loss, correct };
  }

  /** Moves a row to a point of large loss within the radius. */
  #attack(weights: Float64Array, row: Float64Array, y: number): void {
    const [moved, slope] = [this.#moved, this.#slope];
    moved.set(row);
    for (let step = 0; step < this.steps; step++) {
      this.#output(weights);
      const ascent = (STEP * this.radius) / Math.max(Math.hypot(...slope), 1e-300);
      let square = 0;
      for (let j = 0; j < row.length; j++) {
        moved[j] = (moved[j] as number) - y * ascent * (slope[j] as number);
        square += ((moved[j] as number) - (row[j] as number)) ** 2;
      }
      const share = Math.min(1, this.radius / Math.sqrt(square));
      for (let j = 0; j < row.length; j++)
        moved[j] = (row[j] as number) + share * ((moved[j] as number) - (row[j] as number));
    }
  }

  #sign(unit: number): number {
    return (unit % 2 === 0 ? 1 : -1) / Math.sqrt(this.biases.length);
  }

  /** The activation of a unit at the moved row. */
  #activation(weights: Float64Array, unit: number): number {
    let sum = this.biases[unit] as number;
    const start = unit * this.inputs;
    for (let j = 0; j < this.inputs; j++) sum += (weights[start + j] as number) * (this.#moved[j] as number);
    return sum;
  }

  /** The output at the moved row, and its slope along the row. */
  #output(weights: Float64Array): number {
    this.#slope.fill(0);
    let output = 0;
    for (let unit = 0; unit < this.biases.length; unit++) {
      const activation = this.#activation(weights, unit);
      if (activation <= 0) continue;
      const sign = this.#sign(unit);
      output += sign * activation;
      for (let j = 0; j < this.inputs; j++)
        this.#slope[j] = (this.#slope[j] as number) + sign * (weights[unit * this.inputs + j] as number);
    }
    return output;
  }

  #addGradient(weights: Float64Array, slope: number, out: Float64Array): void {
    for (let unit = 0; unit < this.biases.length; unit++) {
      if (this.#activation(weights, unit) <= 0) continue;
      const factor = slope * this.#sign(unit);
      for (let j = 0; j < this.inputs; j++) {
        const place = unit * this.inputs + j;
        out[place] = (out[place] as number) + factor * (this.#moved[j] as number);
      }
    }
  }
}
