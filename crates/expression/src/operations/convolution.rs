//! Convolutions over one axis or two, and their adjoints with respect to input and kernel.
//!
//! All three are bilinear, and the derivatives of each are others of them.

use super::{Operands, Primitive, Wire};
use crate::derive::{Adjoint, Forward, Sweep};
use crate::graph::operation::{Convolution, ConvolutionInput, ConvolutionKernel, Operation};
use crate::graph::{Graph, Id, Node};
use crate::lowering::{Arguments, Fault, Lowering};
use crate::plan::Context;
use crate::vectorize::Vectorizer;
use superlinear_machine::plan::{Convolve, Convolved, Padding, Step, Window};

pub const WIRE: &[Wire] = &[
    Wire {
        name: "convolution",
        operands: Operands::Count(2),
        lower: |lowering, arguments| lower(lowering, arguments, false),
    },
    Wire {
        name: "transposedConvolution",
        operands: Operands::Count(2),
        lower: |lowering, arguments| lower(lowering, arguments, true),
    },
];

fn lower(lowering: &mut Lowering, mut arguments: Arguments, is_transposed: bool) -> Result<Id, Fault> {
    let name = arguments.name;
    let (a, kernel) = (arguments.operand()?, arguments.operand()?);
    let padding = match arguments.word()? {
        "zero" => Padding::Zero,
        "circular" => Padding::Circular,
        "none" => Padding::None,
        other => {
            return Err(format!("{name}: padding is \"zero\", \"circular\" or \"none\", got \"{other}\"").into());
        }
    };
    let strides = arguments.wholes()?;
    arguments.end()?;
    let (own, by) = (lowering.graph.shape(a).to_vec(), lowering.graph.shape(kernel).to_vec());
    let channels = by.get(usize::from(!is_transposed));
    let fits = (3..=4).contains(&own.len()) && by.len() == own.len() && own.get(1) == channels;
    if !fits || strides.len() != own.len() - 2 || strides.contains(&0) || by[2..].contains(&0) {
        let shapes = lowering.shapes_in_words(&[a, kernel]);
        return Err(
            format!("{name}: shapes {shapes} do not go together with {} strides from 1 on", strides.len()).into()
        );
    }
    let window = Window { padding, strides };
    let mut whole = vec![own[0], by[usize::from(is_transposed)]];
    for axis in 2..own.len() {
        let (length, kernel) = (own[axis], by[axis]);
        let result = if is_transposed {
            window.whole_length(axis - 2, length, kernel)
        } else {
            Some(window.result_length(axis - 2, length, kernel))
        };
        let seen = if is_transposed { result.unwrap_or(0) } else { length };
        if padding == Padding::Circular && window.reach(kernel) > seen {
            return Err(format!("{name}: the window must not reach around the input of length {seen} twice").into());
        }
        whole.push(result.ok_or_else(|| format!("{name}: the window does not fit along axis {axis}"))?);
    }
    lowering.check_result(&whole)?;
    let graph = &mut *lowering.graph;
    if whole.contains(&0) || own.contains(&0) {
        return Ok(graph.full(0.0, &whole));
    }
    Ok(if is_transposed {
        graph.convolution_input(a, kernel, &window, &whole)
    } else {
        graph.convolution(a, kernel, &window)
    })
}

impl Graph {
    /// Correlation of [batch, channel, …] with a kernel of [out, in, …].
    pub fn convolution(&mut self, input: Id, kernel: Id, window: &Window) -> Id {
        let (from, by) = (self.shape(input), self.shape(kernel));
        let spatial = (2..from.len()).map(|axis| window.result_length(axis - 2, from[axis], by[axis]));
        let shape = [from[0], by[0]].into_iter().chain(spatial).collect();
        let operation = Operation::Convolution(Convolution { window: window.clone() });
        self.intern(operation, vec![input, kernel], shape)
    }

    /// The adjoint of [`convolution`](Self::convolution) with respect to its input of this shape.
    pub fn convolution_input(&mut self, adjoint: Id, kernel: Id, window: &Window, shape: &[usize]) -> Id {
        let operation = Operation::ConvolutionInput(ConvolutionInput { window: window.clone() });
        self.intern(operation, vec![adjoint, kernel], shape.to_vec())
    }

    /// The adjoint of [`convolution`](Self::convolution) with respect to its kernel of this shape.
    pub fn convolution_kernel(&mut self, input: Id, adjoint: Id, window: &Window, shape: &[usize]) -> Id {
        let operation = Operation::ConvolutionKernel(ConvolutionKernel { window: window.clone() });
        self.intern(operation, vec![input, adjoint], shape.to_vec())
    }
}

impl Primitive for Convolution {
    fn name(&self) -> &'static str {
        "convolution"
    }

    fn tangent(&self, forward: &mut Forward, node: &Node, _: Id, tangents: &[Option<Id>]) -> Option<Id> {
        forward.linear(node, tangents, &|graph, operands| graph.convolution(operands[0], operands[1], &self.window))
    }

    fn pass(&self, sweep: &mut Sweep, node: &Node, _: Id, adjoint: Adjoint) {
        let [input, kernel] = [node.operands[0], node.operands[1]];
        let window = &self.window;
        sweep.pass_bilinear(
            node,
            adjoint,
            [&|graph, c, shape| graph.convolution_input(c, kernel, window, shape), &|graph, c, shape| {
                graph.convolution_kernel(input, c, window, shape)
            }],
        );
    }

    fn batched(&self, vectorizer: &mut Vectorizer, node: &Node) -> Option<Id> {
        let [input, kernel] = [node.operands[0], node.operands[1]];
        if vectorizer.is_mapped(kernel) {
            return None;
        }
        let input = vectorizer.merged_with_batch(input);
        let result = vectorizer.graph.convolution(input, kernel, &self.window);
        Some(vectorizer.graph.reshape(result, &vectorizer.stacked(node)))
    }

    fn step(&self, context: &Context, id: Id) -> Option<Step> {
        let [input, kernel, result] = shapes(context, id);
        Some(step(context, id, Convolved::Result, &self.window, [input, kernel, result]))
    }
}

impl Primitive for ConvolutionInput {
    fn name(&self) -> &'static str {
        "transposedConvolution"
    }

    fn tangent(&self, forward: &mut Forward, node: &Node, _: Id, tangents: &[Option<Id>]) -> Option<Id> {
        forward.linear(node, tangents, &|graph, operands| {
            graph.convolution_input(operands[0], operands[1], &self.window, &node.shape)
        })
    }

    fn pass(&self, sweep: &mut Sweep, node: &Node, _: Id, adjoint: Adjoint) {
        let [result, kernel] = [node.operands[0], node.operands[1]];
        let window = &self.window;
        sweep.pass_bilinear(
            node,
            adjoint,
            [&|graph, c, _| graph.convolution(c, kernel, window), &|graph, c, shape| {
                graph.convolution_kernel(c, result, window, shape)
            }],
        );
    }

    fn batched(&self, vectorizer: &mut Vectorizer, node: &Node) -> Option<Id> {
        let [result, kernel] = [node.operands[0], node.operands[1]];
        if vectorizer.is_mapped(kernel) {
            return None;
        }
        let result = vectorizer.merged_with_batch(result);
        let flat = [&[vectorizer.count * node.shape[0]], &node.shape[1..]].concat();
        let input = vectorizer.graph.convolution_input(result, kernel, &self.window, &flat);
        Some(vectorizer.graph.reshape(input, &vectorizer.stacked(node)))
    }

    fn step(&self, context: &Context, id: Id) -> Option<Step> {
        let [result, kernel, input] = shapes(context, id);
        Some(step(context, id, Convolved::Input, &self.window, [input, kernel, result]))
    }
}

impl Primitive for ConvolutionKernel {
    fn name(&self) -> &'static str {
        "convolution"
    }

    fn tangent(&self, forward: &mut Forward, node: &Node, _: Id, tangents: &[Option<Id>]) -> Option<Id> {
        forward.linear(node, tangents, &|graph, operands| {
            graph.convolution_kernel(operands[0], operands[1], &self.window, &node.shape)
        })
    }

    fn pass(&self, sweep: &mut Sweep, node: &Node, _: Id, adjoint: Adjoint) {
        let [input, result] = [node.operands[0], node.operands[1]];
        let window = &self.window;
        sweep.pass_bilinear(
            node,
            adjoint,
            [&|graph, c, shape| graph.convolution_input(result, c, window, shape), &|graph, c, _| {
                graph.convolution(input, c, window)
            }],
        );
    }

    /// A kernel per point would need a sum over batches that is separate for each point.
    fn batched(&self, _: &mut Vectorizer, _: &Node) -> Option<Id> {
        None
    }

    fn step(&self, context: &Context, id: Id) -> Option<Step> {
        let [input, result, kernel] = shapes(context, id);
        Some(step(context, id, Convolved::Kernel, &self.window, [input, kernel, result]))
    }
}

/// The shapes of both operands and of the result.
fn shapes<'a>(context: &Context<'a>, id: Id) -> [&'a [usize]; 3] {
    let node = context.graph.node(id);
    [context.graph.shape(node.operands[0]), context.graph.shape(node.operands[1]), &node.shape]
}

fn step(context: &Context, id: Id, wanted: Convolved, window: &Window, shapes: [&[usize]; 3]) -> Step {
    let operands = &context.graph.node(id).operands;
    // One axis becomes two, the first of length 1.
    let [input, kernel, result] = shapes.map(|shape| {
        let last = shape.len() - 1;
        [shape[0], shape[1], if last == 3 { shape[2] } else { 1 }, shape[last]]
    });
    let strides = match window.strides.as_slice() {
        [width] => vec![1, *width],
        both => both.to_vec(),
    };
    Step::Convolve(Convolve {
        wanted,
        a: context.place(operands[0]),
        b: context.place(operands[1]),
        window: Window { padding: window.padding, strides },
        input,
        kernel,
        result: [result[2], result[3]],
        target: context.slot(id),
    })
}
