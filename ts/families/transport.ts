/** Optimal transport: the cheapest plan that moves one distribution of mass to another. */

export * from '../generated/transport.js';
