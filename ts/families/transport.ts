/** Optimal transport: the cheapest way to move one distribution of mass onto another. */

export * from '../generated/transport.js';
