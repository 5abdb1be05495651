// A planar arm of rods and joints.

import type { Problem } from './hanging-chain.js';
import type { Point } from './svg.js';

export class Arm {
  readonly #lengths: readonly number[];

  /** An arm of rods of these lengths, starting at the origin. */
  constructor(lengths: readonly number[]) {
    this.#lengths = lengths;
  }

  /** The origin and the ends of the rods, for angles relative to the previous rod. */
  joints(angles: Float64Array): Point[] {
    const points: Point[] = [[0, 0]];
    let direction = 0;
    this.#lengths.forEach((length, k) => {
      direction += angles[k];
      const [x, y] = points[k];
      points.push([x + length * Math.cos(direction), y + length * Math.sin(direction)]);
    });
    return points;
  }

  /**
   * The problem of reaching a point with a given direction of the last rod, with angles as close as possible to
   * `nearTo`.
   */
  reach(target: Point, direction: number, nearTo: Float64Array): Problem {
    const n = this.#lengths.length;
    /**
     * The vectors from each joint k to the tip. A quarter turn of such a vector is the derivative of the tip with
     * respect to joint k.
     */
    const reaches = (angles: Float64Array) => {
      const points = this.joints(angles);
      const [x, y] = points[n];
      return points.slice(0, n).map(([fromX, fromY]): Point => [x - fromX, y - fromY]);
    };
    return {
      initial: nearTo,
      constraintCount: 3,
      objective: (angles) => angles.reduce((sum, angle, k) => sum + (angle - nearTo[k]) ** 2 / 2, 0),
      gradient: (angles) => angles.map((angle, k) => angle - nearTo[k]),
      constraints: (angles) => {
        const [x, y] = this.joints(angles)[n];
        return [x - target[0], y - target[1], angles.reduce((sum, angle) => sum + angle, -direction)];
      },
      jacobian: (angles) => {
        const all = reaches(angles);
        return [all.map(([, y]) => -y), all.map(([x]) => x), all.map(() => 1)];
      },
      hessian: (angles, [ofX, ofY], weight) => {
        // The second derivative with respect to two joints is the negative vector from the farther one to the tip.
        const all = reaches(angles);
        const pulls = all.map(([x, y]) => -ofX * x - ofY * y);
        return pulls.map((_, i) => pulls.map((_, j) => pulls[Math.max(i, j)] + (i === j ? weight : 0)));
      },
    };
  }
}
