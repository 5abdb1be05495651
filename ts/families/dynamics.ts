/** Series and sequences: forecasts, regression on streams, linear recurrences and automata. */

export * from '../generated/dynamics.js';
