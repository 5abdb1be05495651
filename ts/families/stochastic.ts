/** Stochastic: the problems of the family, in a sentence. */

export * from '../generated/stochastic.js';
