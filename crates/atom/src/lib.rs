//! Electronic structure of atoms.

pub mod configuration;
pub mod dual;
pub mod equation;
pub mod functional;
pub mod grid;
pub mod kernel;
pub mod lagrange;
pub mod levels;
pub mod mesh;
pub mod operator;
pub mod quadrature;
pub mod self_consistency;
pub mod tables;
