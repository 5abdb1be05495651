//! Builders of nodes that are not elementwise. All arguments are validated beforehand.

use super::operation::{Operation, Placement, Window};
use super::{Graph, Id, shape};

impl Graph {
    /// The input with this index.
    pub fn input(&mut self, number: usize, shape: &[usize]) -> Id {
        self.intern(Operation::Input(number), Vec::new(), shape.to_vec())
    }

    /// The constant tensor with this index.
    pub fn data(&mut self, number: usize, shape: &[usize]) -> Id {
        self.intern(Operation::Data(number), Vec::new(), shape.to_vec())
    }

    /// Elements at `starts`, `starts + steps`, … along each axis; `counts` has their numbers.
    pub fn slice(&mut self, a: Id, starts: &[usize], counts: &[usize], steps: &[isize]) -> Id {
        if let Some(value) = self.uniform(a) {
            return self.full(value, counts);
        }
        let is_whole = starts.iter().all(|&start| start == 0) && counts == self.shape(a);
        if is_whole && steps.iter().zip(counts).all(|(&step, &count)| step == 1 || count <= 1) {
            return a;
        }
        let node = self.node(a);
        if let Operation::Slice { starts: first, steps: by } = &node.operation {
            let starts: Vec<_> =
                (0..starts.len()).map(|k| (first[k] as isize + by[k] * starts[k] as isize) as usize).collect();
            let steps: Vec<_> = by.iter().zip(steps).map(|(a, b)| a * b).collect();
            let whole = node.operands[0];
            return self.slice(whole, &starts, counts, &steps);
        }
        let operation = Operation::Slice { starts: starts.to_vec(), steps: steps.to_vec() };
        self.intern(operation, vec![a], counts.to_vec())
    }

    /// The same elements in another shape.
    pub fn reshape(&mut self, a: Id, shape: &[usize]) -> Id {
        if shape::same(self.shape(a), shape) {
            return a;
        }
        if let Some(value) = self.uniform(a) {
            return self.full(value, shape);
        }
        let node = self.node(a);
        if node.operation == Operation::Reshape {
            let whole = node.operands[0];
            return self.reshape(whole, shape);
        }
        self.intern(Operation::Reshape, vec![a], shape.to_vec())
    }

    /// Broadcasts the tensor to a compatible shape.
    pub fn broadcast(&mut self, a: Id, shape: &[usize]) -> Id {
        if shape::same(self.shape(a), shape) {
            return a;
        }
        if let Some(value) = self.uniform(a) {
            return self.full(value, shape);
        }
        let own = self.shape(a);
        let mut aligned = vec![1; shape.len() - own.len()];
        aligned.extend_from_slice(own);
        let a = self.reshape(a, &aligned);
        if aligned == shape {
            return a;
        }
        self.intern(Operation::Broadcast, vec![a], shape.to_vec())
    }

    /// Permutes the axes: axis `k` of the result is axis `axes[k]`.
    pub fn permute(&mut self, a: Id, axes: &[usize]) -> Id {
        let shape: Vec<_> = axes.iter().map(|&axis| self.shape(a)[axis]).collect();
        if let Some(value) = self.uniform(a) {
            return self.full(value, &shape);
        }
        if axes.iter().enumerate().all(|(k, &axis)| k == axis) {
            return a;
        }
        let node = self.node(a);
        if let Operation::Permute(inner) = &node.operation {
            let axes: Vec<_> = axes.iter().map(|&axis| inner[axis]).collect();
            let whole = node.operands[0];
            return self.permute(whole, &axes);
        }
        // If only axes of length 1 move, the order of the elements is preserved.
        let long = |axes: &mut dyn Iterator<Item = usize>| axes.filter(|&k| self.shape(a)[k] != 1).collect::<Vec<_>>();
        if long(&mut axes.iter().copied()) == long(&mut (0..axes.len())) {
            return self.reshape(a, &shape);
        }
        self.intern(Operation::Permute(axes.to_vec()), vec![a], shape)
    }

    /// The rows along `axis` listed in a table.
    pub fn gather(&mut self, a: Id, table: usize, axis: usize) -> Id {
        let own = self.shape(a);
        let shape = [&own[..axis], &self.table(table).shape, &own[axis + 1..]].concat();
        match self.uniform(a) {
            Some(value) => self.full(value, &shape),
            None => self.intern(Operation::Gather { table, axis }, vec![a], shape),
        }
    }

    /// Zeros plus each part at its placement.
    pub fn assemble(&mut self, parts: Vec<(Id, Placement)>, shape: &[usize], is_partition: bool) -> Id {
        let parts: Vec<_> = if is_partition {
            parts
        } else {
            parts.into_iter().filter(|&(part, _)| self.uniform(part) != Some(0.0)).collect()
        };
        match parts.as_slice() {
            [] => return self.full(0.0, shape),
            [(part, Placement::Whole)] => return *part,
            _ => {}
        }
        let (operands, placements) = parts.into_iter().unzip();
        self.intern(Operation::Assemble { placements, is_partition }, operands, shape.to_vec())
    }

    /// Concatenates tensors along an axis.
    pub fn concatenate(&mut self, parts: &[Id], axis: usize) -> Id {
        let [first, rest @ ..] = parts else { unreachable!("checked to be at least one") };
        if rest.is_empty() {
            return *first;
        }
        let mut shape = self.shape(*first).to_vec();
        let mut end = 0;
        let mut placed = Vec::with_capacity(parts.len());
        for &part in parts {
            let mut starts = vec![0; shape.len()];
            starts[axis] = end;
            end += self.shape(part)[axis];
            placed.push((part, Placement::Slice { starts, steps: vec![1; shape.len()] }));
        }
        shape[axis] = end;
        self.assemble(placed, &shape, true)
    }

    /// The rows of `a` selected by the elements of `index`.
    pub fn take(&mut self, a: Id, index: Id, batched: bool) -> Id {
        let (rows, places) = (self.shape(a), self.shape(index));
        let shape = [places, &rows[1 + usize::from(batched)..]].concat();
        self.intern(Operation::Take { batched }, vec![a, index], shape)
    }

    /// The adjoint of [`take`](Self::take) from a tensor of this shape.
    pub fn take_adjoint(&mut self, adjoint: Id, index: Id, shape: &[usize], batched: bool) -> Id {
        if self.uniform(adjoint) == Some(0.0) {
            return self.full(0.0, shape);
        }
        let whole = {
            let index_shape = self.shape(index);
            [index_shape, &shape[1 + usize::from(batched)..]].concat()
        };
        let adjoint = self.shaped(adjoint, &whole);
        self.intern(Operation::TakeAdjoint { batched }, vec![adjoint, index], shape.to_vec())
    }

    /// The sum along `axes`, in ascending order.
    pub fn sum(&mut self, a: Id, axes: &[usize]) -> Id {
        let own = self.shape(a).to_vec();
        let shape = shape::without(&own, axes);
        if let Some(value) = self.uniform(a) {
            let summed: usize = axes.iter().map(|&axis| own[axis]).product();
            return self.full(if summed == 0 { 0.0 } else { value * summed as f64 }, &shape);
        }
        if axes.iter().all(|&axis| own[axis] == 1) {
            return self.reshape(a, &shape);
        }
        if own.contains(&0) {
            return self.full(0.0, &shape);
        }
        let node = self.node(a);
        if axes.len() == own.len() && node.operation == Operation::Reshape {
            let whole = node.operands[0];
            let axes: Vec<_> = (0..self.shape(whole).len()).collect();
            return self.sum(whole, &axes);
        }
        let (a, axes) = self.with_neighbouring(a, axes);
        self.intern(Operation::Sum(axes), vec![a], shape)
    }

    /// Permutes the tensor such that these axes are adjacent, apart from axes of length 1.
    fn with_neighbouring(&mut self, a: Id, axes: &[usize]) -> (Id, Vec<usize>) {
        let own = self.shape(a).to_vec();
        let is_between = |&axis: &usize| axes[0] < axis && axis < axes[axes.len() - 1] && own[axis] != 1;
        if (0..own.len()).filter(is_between).all(|axis| axes.contains(&axis)) {
            return (a, axes.to_vec());
        }
        let kept: Vec<_> = (0..own.len()).filter(|axis| !axes.contains(axis)).collect();
        let moved = self.permute(a, &[&kept, axes].concat());
        (moved, (kept.len()..own.len()).collect())
    }

    /// The sum of all elements.
    pub fn total(&mut self, a: Id) -> Id {
        let axes: Vec<_> = (0..self.shape(a).len()).collect();
        self.sum(a, &axes)
    }

    /// The log-sum-exp along `axes`, in ascending order.
    pub fn log_sum_exp(&mut self, a: Id, axes: &[usize]) -> Id {
        let shape = shape::without(self.shape(a), axes);
        if axes.iter().all(|&axis| self.shape(a)[axis] == 1) {
            return self.reshape(a, &shape);
        }
        let (a, axes) = self.with_neighbouring(a, axes);
        self.intern(Operation::LogSumExp(axes), vec![a], shape)
    }

    /// The softmax along `axes`, in ascending order.
    pub fn softmax(&mut self, a: Id, axes: &[usize]) -> Id {
        let shape = self.shape(a).to_vec();
        if axes.iter().all(|&axis| shape[axis] == 1) {
            return self.full(1.0, &shape);
        }
        let (moved, along) = self.with_neighbouring(a, axes);
        let of_moved = self.shape(moved).to_vec();
        let result = self.intern(Operation::Softmax(along), vec![moved], of_moved);
        if moved == a {
            return result;
        }
        // The inverse of the order in `with_neighbouring`: kept axes first, then `axes`.
        let order = (0..shape.len()).filter(|axis| !axes.contains(axis)).chain(axes.iter().copied());
        let mut back = vec![0; shape.len()];
        order.enumerate().for_each(|(k, axis)| back[axis] = k);
        self.permute(result, &back)
    }

    /// Batched matrix products, with broadcasting over the leading axes.
    pub fn matmul(&mut self, [a, b]: [Id; 2], transposed: [bool; 2]) -> Id {
        let (left, right) = (self.shape(a).to_vec(), self.shape(b).to_vec());
        let sides = |shape: &[usize], transposed: bool| {
            let [.., rows, columns] = *shape else { unreachable!("a matrix has two sides") };
            if transposed { (columns, rows) } else { (rows, columns) }
        };
        let ((rows, inner), (_, columns)) = (sides(&left, transposed[0]), sides(&right, transposed[1]));
        let before = shape::broadcast(&left[..left.len() - 2], &right[..right.len() - 2]);
        let shape = [before.expect("checked to go together"), vec![rows, columns]].concat();
        if inner == 0 || [a, b].iter().any(|&id| self.uniform(id) == Some(0.0)) {
            return self.full(0.0, &shape);
        }
        self.intern(Operation::Matmul { transposed }, vec![a, b], shape)
    }

    /// The product of a sparse matrix, or its transpose, with matrices.
    pub fn sparse_matmul(&mut self, matrix: usize, a: Id, transposed: bool) -> Id {
        let data = self.matrix(matrix);
        let rows = if transposed { data.columns } else { data.rows };
        let mut shape = self.shape(a).to_vec();
        let rank = shape.len();
        shape[rank - 2] = rows;
        if self.uniform(a) == Some(0.0) {
            return self.full(0.0, &shape);
        }
        self.intern(Operation::SparseMatmul { matrix, transposed }, vec![a], shape)
    }

    /// Correlation of [batch, channel, …] with a kernel of [out, in, …].
    pub fn convolution(&mut self, input: Id, kernel: Id, window: &Window) -> Id {
        let (from, by) = (self.shape(input), self.shape(kernel));
        let spatial = (2..from.len()).map(|axis| window.result_length(axis - 2, from[axis], by[axis]));
        let shape = [from[0], by[0]].into_iter().chain(spatial).collect();
        self.intern(Operation::Convolution(window.clone()), vec![input, kernel], shape)
    }

    /// The adjoint of [`convolution`](Self::convolution) with respect to its input of this shape.
    pub fn convolution_input(&mut self, adjoint: Id, kernel: Id, window: &Window, shape: &[usize]) -> Id {
        self.intern(Operation::ConvolutionInput(window.clone()), vec![adjoint, kernel], shape.to_vec())
    }

    /// The adjoint of [`convolution`](Self::convolution) with respect to its kernel of this shape.
    pub fn convolution_kernel(&mut self, input: Id, adjoint: Id, window: &Window, shape: &[usize]) -> Id {
        self.intern(Operation::ConvolutionKernel(window.clone()), vec![input, adjoint], shape.to_vec())
    }
}
