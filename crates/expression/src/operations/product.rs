//! Products along axes, and cumulative products, as other operations. Their derivatives are exact with zeros among the
//! factors, because the product of the other factors is never computed by a division.

use super::{Operands, Wire, along};
use crate::graph::operation::{Placement, Recurrence, Slice};
use crate::graph::{Graph, Id, shape};

pub const WIRE: &[Wire] = &[
    Wire {
        name: "product",
        operands: Operands::Count(1),
        lower: |lowering, arguments| {
            let (a, axes) = along::lower(lowering, arguments)?;
            Ok(lowering.graph.product(a, &axes))
        },
    },
    Wire {
        name: "cumprod",
        operands: Operands::Count(1),
        lower: |lowering, mut arguments| {
            let (a, axis) = (arguments.operand()?, arguments.whole()?);
            arguments.end()?;
            along::check_axis(lowering, "cumprod", a, axis)?;
            Ok(lowering.graph.cumprod(a, axis))
        },
    },
];

/// Limit on the factors multiplied one by one; more are the last of their cumulative products.
const MAX_EXPANDED: usize = 16;

impl Graph {
    /// The product along `axes`, in ascending order.
    pub fn product(&mut self, a: Id, axes: &[usize]) -> Id {
        let own = self.shape(a).to_vec();
        let shape = shape::without(&own, axes);
        let factors: usize = axes.iter().map(|&axis| own[axis]).product();
        if factors == 0 || shape.contains(&0) {
            return self.full(1.0, &shape);
        }
        if factors == 1 {
            return self.reshape(a, &shape);
        }
        let (a, axes) = self.with_neighboring(a, axes);
        let before = shape::count(&self.shape(a)[..axes[0]]);
        let rows = self.reshape(a, &[before, factors, shape::count(&shape) / before]);
        let last = if factors <= MAX_EXPANDED {
            let factors: Vec<_> = (0..factors).map(|row| self.row(rows, 1, row)).collect();
            factors.into_iter().reduce(|product, factor| self.multiply(product, factor)).expect("at least two factors")
        } else {
            let products = self.cumprod(rows, 1);
            self.row(products, 1, factors - 1)
        };
        self.reshape(last, &shape)
    }

    /// The cumulative products along an axis.
    pub fn cumprod(&mut self, a: Id, axis: usize) -> Id {
        let shape = self.shape(a).to_vec();
        if shape.contains(&0) {
            return a;
        }
        let first = self.row(a, axis, 0);
        let placement = Placement::Slice(Slice { starts: vec![0; shape.len()], steps: vec![1; shape.len()] });
        let terms = self.assemble(vec![(first, placement)], &shape, false);
        self.recurrence([a, terms], &Recurrence { axis, is_reversed: false })
    }

    /// A row along an axis, which is kept.
    fn row(&mut self, a: Id, axis: usize, row: usize) -> Id {
        let mut counts = self.shape(a).to_vec();
        counts[axis] = 1;
        let mut starts = vec![0; counts.len()];
        starts[axis] = row;
        let steps = vec![1; counts.len()];
        self.slice(a, &starts, &counts, &steps)
    }
}
