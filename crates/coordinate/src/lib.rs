//! Block coordinate descent: sparse generalised linear models, a block solver of every rule and partition, and quadratics
//! on graphs.
