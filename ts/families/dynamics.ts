/** Series and sequences: regression on streams. */

export * from '../generated/dynamics.js';
