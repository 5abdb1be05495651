/** Block coordinate descent: sparse generalised linear models, blocks of every rule, and quadratics on graphs. */

export {};
