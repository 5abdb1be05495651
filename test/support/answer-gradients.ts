/** Answers to the questions of federated dialogues. */

import type { federated } from 'superlinear';

/** A gradient in JavaScript, as the methods of `federated` take it after the index of a client. */
type Gradient = federated.RowFunctions<number>['gradient'];

/**
 * Answers all questions of a dialogue for weighted sums of gradients. Before the parameters, a question has so many other
 * numbers, for which `gradientOf` returns the gradient. Returns the solution.
 */
export function answerGradients<Solution>(
  dialogue: federated.Dialogue<Solution>,
  [before, parameters]: readonly [number, number],
  gradientOf: (...given: number[]) => Gradient,
): Solution {
  for (let { question } = dialogue; question !== undefined; { question } = dialogue) {
    const { point, items } = question;
    const [rows, weights] = [before + parameters, before + parameters + items];
    const answer = new Float64Array(parameters + 1);
    answer[parameters] = gradientOf(...point.subarray(0, before))(
      point.subarray(before, rows),
      point.subarray(rows, weights),
      point.subarray(weights),
      answer.subarray(0, parameters),
    );
    dialogue.answer(answer);
  }
  return dialogue.solution;
}
