/** Pde: the problems of the family, in a sentence. */

export * from '../generated/pde.js';
