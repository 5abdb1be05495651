//! Entries from elementwise terms: derivatives of each element with respect to its affine subexpressions.

use super::entries::{Entries, Places, lower, structure};
use super::leaves::{Kind, Leaf, MAX_LANES, Variables, leaves};
use super::structure::Structure;
use super::terms::{OPERATIONS_OF_TERM, terms};
use crate::derive::{adjoints, tangents_beside};
use crate::graph::operation::{Gather, Placement, Slice};
use crate::graph::{Graph, Id};
use crate::plan::access;
use std::borrow::Cow;
use superlinear_interface::{Effort, Error, Run};
use superlinear_machine::access::{self as machine, Access};
use superlinear_machine::entries;

/// What a time limit is too short for if it passes meanwhile.
pub const COMPILE: &str = "compile the function and its derivatives";

/// The contributions that sum to the entries.
#[derive(Clone)]
pub struct Contributions {
    /// A node with the entries from contributions element by element.
    scattered: Id,
    /// Contributions from products with matrices.
    products: Vec<Product>,
}

/// Rows of a dense matrix: the derivatives of an affine subexpression.
#[derive(Clone, Copy)]
struct Rows {
    matrix: Id,
    transposed: bool,
    width: usize,
}

/// A contribution by products with matrices.
#[derive(Clone)]
enum Product {
    /// For each element, its value in `lanes` times its row is added at the listed positions; twice if the position is
    /// negative.
    Row { lanes: Id, rows: Rows, places: Vec<i64> },
    /// For each term (element, factor), their product is added at its position.
    Scattered { lanes: Id, terms: Vec<(u32, f64)>, places: Vec<i64> },
    /// The weighted Gram matrix of two sets of rows, with the weights `lanes`, is added at the listed positions; twice
    /// if the position is negative. `is_one` if both sets are the same, so that the product is symmetric.
    Gram { lanes: Id, rows: [Rows; 2], is_one: bool, places: Vec<i64> },
}

/// Contributions collected so far: nodes, the entries of their elements, and products.
#[derive(Default)]
struct Parts {
    nodes: Vec<Id>,
    entries: Vec<Entries>,
    products: Vec<(Product, Pairs)>,
    /// How many entries of products are listed.
    listed: usize,
}

/// Rows and columns of a product's entries, and whether diagonal ones count twice.
struct Pairs {
    of: Vec<(u32, u32)>,
    is_twice: bool,
}

/// The entries of a Jacobian; `None` if a term is no function of a few affine subexpressions.
pub fn jacobian(
    graph: &mut Graph,
    output: Id,
    variables: &Variables,
    run: &Run,
) -> Result<Option<(Structure, Contributions)>, Error> {
    let shape = graph.shape(output).to_vec();
    let rows = graph.node(output).count();
    let (weights, _) = graph.fresh_input(&shape);
    let is_active = graph.dependent_on(&variables.inputs);
    let mut parts = Parts::default();
    let mut effort = Effort::new(run, COMPILE);
    let Some(terms) = terms(graph, output, weights, &is_active, &mut effort)? else { return Ok(None) };
    for term in terms {
        effort.spend(OPERATIONS_OF_TERM + graph.node(term.lanes).count())?;
        let Some(leaves) = leaves(graph, term.lanes, variables, &is_active) else { return Ok(None) };
        let (base, access) = access::of_view(graph, term.weights);
        if base != weights {
            return Ok(None);
        }
        let ids: Vec<_> = leaves.iter().map(|leaf| leaf.id).collect();
        let partials = adjoints(graph, &[(term.lanes, term.factor)], &ids);
        for (leaf, partial) in leaves.iter().zip(partials) {
            let Some(partial) = partial else { continue };
            if parts.add_row(graph, partial, leaf, &access).is_none() {
                return Ok(None);
            }
        }
    }
    Ok(Some(parts.finish(graph, rows, variables.count)))
}

/// The entries of the lower triangle of a Hessian; `None` if a term is no function of a few affine subexpressions.
pub fn hessian(
    graph: &mut Graph,
    output: Id,
    weights: Id,
    variables: &Variables,
    run: &Run,
) -> Result<Option<(Structure, Contributions)>, Error> {
    let is_active = graph.dependent_on(&variables.inputs);
    let mut parts = Parts::default();
    let mut effort = Effort::new(run, COMPILE);
    let Some(terms) = terms(graph, output, weights, &is_active, &mut effort)? else { return Ok(None) };
    for term in terms {
        effort.spend(OPERATIONS_OF_TERM + graph.node(term.lanes).count())?;
        let Some(leaves) = leaves(graph, term.lanes, variables, &is_active) else { return Ok(None) };
        if leaves.iter().any(|leaf| leaf.id == term.lanes) {
            continue;
        }
        let weight = graph.multiply(term.factor, term.weights);
        let ids: Vec<_> = leaves.iter().map(|leaf| leaf.id).collect();
        let partials = adjoints(graph, &[(term.lanes, weight)], &ids);
        let one = graph.constant(1.0);
        for (b, along) in leaves.iter().enumerate() {
            let from_here: Vec<_> = partials[b..].iter().map(|partial| partial.unwrap_or(one)).collect();
            // An affine subexpression may depend on another: x, and the product of a matrix with x.
            let others: Vec<_> = ids.iter().copied().filter(|&id| id != along.id).collect();
            let seconds = tangents_beside(graph, &from_here, &[(along.id, one)], &others);
            for (leaf, second) in leaves[b..].iter().zip(seconds) {
                let Some(second) = second else { continue };
                effort.spend(OPERATIONS_OF_TERM + graph.node(leaf.id).count())?;
                if parts.add_pair(graph, second, leaf, along).is_none() {
                    return Ok(None);
                }
            }
        }
    }
    Ok(Some(parts.finish(graph, variables.count, variables.count)))
}

impl Parts {
    /// Adds derivatives with respect to an affine subexpression, in the rows of the elements.
    fn add_row(&mut self, graph: &Graph, partial: Id, leaf: &Leaf, rows: &Access) -> Option<()> {
        let lanes = graph.node(leaf.id).count();
        match &leaf.kind {
            Kind::Index(columns) => self.add_entries(partial, Entries::of(rows, columns, lanes)),
            Kind::Sparse { indptr, entries } => {
                self.count(entries.len(), 1)?;
                let (mut terms, mut of) = (Vec::with_capacity(entries.len()), Vec::with_capacity(entries.len()));
                for (lane, row) in rows.places(lanes).into_iter().enumerate() {
                    for &(column, factor) in &entries[indptr[lane]..indptr[lane + 1]] {
                        terms.push((lane as u32, factor));
                        of.push((row, column));
                    }
                }
                self.scatter(partial, terms, of, false);
            }
            &Kind::Product { matrix, transposed, start, width } => {
                self.count(lanes, width)?;
                let columns = start as u32..(start + width) as u32;
                let of_lane = rows.places(lanes).into_iter();
                let of = of_lane.flat_map(|row| columns.clone().map(move |column| (row, column))).collect();
                let product =
                    Product::Row { lanes: partial, rows: Rows { matrix, transposed, width }, places: Vec::new() };
                self.products.push((product, Pairs { of, is_twice: false }));
            }
        }
        Some(())
    }

    /// Adds second derivatives with respect to two affine subexpressions.
    fn add_pair(&mut self, graph: &mut Graph, second: Id, a: &Leaf, b: &Leaf) -> Option<()> {
        let (is_same, lanes) = (a.id == b.id, graph.node(a.id).count());
        match (&a.kind, &b.kind) {
            (Kind::Index(rows), Kind::Index(columns)) => {
                let entries = Entries::of(rows, columns, lanes).lower();
                if !is_same {
                    self.add_twice(graph, second, &entries);
                }
                self.add_entries(second, entries);
            }
            (Kind::Sparse { .. }, Kind::Product { .. }) | (Kind::Product { .. }, Kind::Sparse { .. }) => return None,
            (Kind::Sparse { .. }, _) | (_, Kind::Sparse { .. }) => {
                let [a, b] = [a.rows(lanes), b.rows(lanes)];
                let (mut terms, mut of) = (Vec::new(), Vec::new());
                for lane in 0..lanes {
                    for (k, &(i, first)) in a.of(lane).iter().enumerate() {
                        // In a symmetric product each pair counts once.
                        let others = b.of(lane);
                        let others = if is_same { &others[..=k] } else { others };
                        for (l, &(j, second)) in others.iter().enumerate() {
                            // Two entries of one variable are a pair off the diagonal that lies on it.
                            let times = if is_same && l < k && i == j { 2.0 } else { 1.0 };
                            terms.push((lane as u32, times * first * second));
                            of.push(lower(i, j));
                        }
                        ensure_few(self.listed + terms.len())?;
                    }
                }
                self.listed += terms.len();
                self.scatter(second, terms, of, !is_same);
            }
            (Kind::Index(rows), &Kind::Product { matrix, transposed, start, width })
            | (&Kind::Product { matrix, transposed, start, width }, Kind::Index(rows)) => {
                self.count(lanes, width)?;
                let columns = start as u32..(start + width) as u32;
                let of_lane = rows.places(lanes).into_iter();
                let of = of_lane.flat_map(|i| columns.clone().map(move |j| lower(i, j))).collect();
                let product =
                    Product::Row { lanes: second, rows: Rows { matrix, transposed, width }, places: Vec::new() };
                self.products.push((product, Pairs { of, is_twice: true }));
            }
            (
                &Kind::Product { matrix, transposed, start, width },
                &Kind::Product { matrix: other, transposed: of_other, start: from, width: along },
            ) => {
                let rows =
                    [Rows { matrix, transposed, width }, Rows { matrix: other, transposed: of_other, width: along }];
                self.count(width, along)?;
                let of = (0..width)
                    .flat_map(|i| (0..along).map(move |j| lower((start + i) as u32, (from + j) as u32)))
                    .collect();
                let product = Product::Gram { lanes: second, rows, is_one: is_same, places: Vec::new() };
                self.products.push((product, Pairs { of, is_twice: !is_same }));
            }
        }
        Some(())
    }

    /// Counts the entries of a product that is to be listed; `None` if there are too many by then.
    fn count(&mut self, lanes: usize, width: usize) -> Option<()> {
        self.listed = self.listed.saturating_add(lanes.saturating_mul(width));
        ensure_few(self.listed)
    }

    fn add_entries(&mut self, lanes: Id, entries: Entries) {
        self.nodes.push(lanes);
        self.entries.push(entries);
    }

    fn scatter(&mut self, lanes: Id, terms: Vec<(u32, f64)>, of: Vec<(u32, u32)>, is_twice: bool) {
        self.products.push((Product::Scattered { lanes, terms, places: Vec::new() }, Pairs { of, is_twice }));
    }

    /// If two affine subexpressions are the same variable in an element, the mixed derivative counts twice.
    fn add_twice(&mut self, graph: &mut Graph, second: Id, entries: &Entries) {
        let same = entries.on_diagonal();
        if same.is_empty() {
            return;
        }
        let flat = graph.reshape(second, &[entries.count()]);
        let table = graph.add_table(vec![same.len()], same.iter().map(|&lane| lane as u32).collect());
        let pairs = entries.pairs();
        let own = Entries::Listed(same.into_iter().map(|lane| pairs[lane]).collect());
        self.add_entries(graph.gather(flat, table, 0), own);
    }

    fn finish(self, graph: &mut Graph, rows: usize, columns: usize) -> (Structure, Contributions) {
        let Self { nodes, mut entries, products, .. } = self;
        let is_alone = products.is_empty();
        let total: usize = entries.iter().map(Entries::count).sum();
        let (products, pairs): (Vec<_>, Vec<_>) = products.into_iter().unzip();
        let is_twice: Vec<_> = pairs.iter().map(|pairs| pairs.is_twice).collect();
        entries.extend(pairs.into_iter().map(|pairs| Entries::Listed(pairs.of)));
        let (structure, places) = structure(rows, columns, &entries);
        let mut places = places.into_iter();
        let is_partition = is_alone && total == structure.count();
        let scattered = nodes.iter().zip(places.by_ref()).map(|(&node, own)| placed(graph, node, own)).collect();
        let scattered = graph.assemble(scattered, &[structure.count()], is_partition);
        let products = products.into_iter().zip(places).zip(is_twice).zip(&entries[nodes.len()..]);
        let products = products.map(|(((product, own), is_twice), of)| product.at(signed(own, &of.pairs(), is_twice)));
        let products = products.collect();
        (structure, Contributions { scattered, products })
    }
}

/// A node with its placement at these positions.
fn placed(graph: &mut Graph, node: Id, places: Places) -> (Id, Placement) {
    match places {
        Places::Run(machine::Run { first, stride, length }) => {
            (graph.reshape(node, &[length]), Placement::Slice(Slice { starts: vec![first], steps: vec![stride] }))
        }
        Places::Listed(places) => {
            let shape = graph.shape(node).to_vec();
            (node, Placement::Table(Gather { table: graph.add_table(shape, places), axis: 0 }))
        }
    }
}

/// Positions in the format of [`entries`]: counted from 1, negative if an entry counts twice.
fn signed(places: Places, pairs: &[(u32, u32)], is_twice: bool) -> Vec<i64> {
    let sign = |(place, &(i, j)): (u32, &(u32, u32))| {
        let place = i64::from(place) + 1;
        if is_twice && i == j { -place } else { place }
    };
    places.listed().into_iter().zip(pairs).map(sign).collect()
}

impl Product {
    /// The product with its entries at these positions.
    fn at(self, places: Vec<i64>) -> Self {
        match self {
            Self::Row { lanes, rows, .. } => Self::Row { lanes, rows, places },
            Self::Scattered { lanes, terms, .. } => Self::Scattered { lanes, terms, places },
            Self::Gram { lanes, rows, is_one, .. } => Self::Gram { lanes, rows, is_one, places },
        }
    }
}

/// Variables and factors of an affine subexpression, for each element.
struct SparseRows<'a> {
    indptr: Cow<'a, [usize]>,
    entries: Cow<'a, [(u32, f64)]>,
}

impl SparseRows<'_> {
    fn of(&self, lane: usize) -> &[(u32, f64)] {
        &self.entries[self.indptr[lane]..self.indptr[lane + 1]]
    }
}

impl Leaf {
    /// The rows of a subexpression other than a dense product.
    fn rows(&self, lanes: usize) -> SparseRows<'_> {
        match &self.kind {
            Kind::Index(variables) => SparseRows {
                indptr: (0..=lanes).collect(),
                entries: variables.places(lanes).into_iter().map(|variable| (variable, 1.0)).collect(),
            },
            Kind::Sparse { indptr, entries } => SparseRows { indptr: indptr.into(), entries: entries.into() },
            Kind::Product { .. } => unreachable!("dense rows are taken as a whole"),
        }
    }
}

fn ensure_few(entries: usize) -> Option<()> {
    (entries <= MAX_LANES).then_some(())
}

impl Contributions {
    /// The node of all entries, if there are no products.
    pub fn alone(&self) -> Option<Id> {
        self.products.is_empty().then_some(self.scattered)
    }

    /// The nodes from which entries are computed.
    pub fn outputs(&self) -> Vec<Id> {
        let mut outputs = vec![self.scattered];
        for product in &self.products {
            match product {
                Product::Row { lanes, rows, .. } => outputs.extend([*lanes, rows.matrix]),
                Product::Scattered { lanes, .. } => outputs.push(*lanes),
                Product::Gram { lanes, rows, .. } => outputs.extend([*lanes, rows[0].matrix, rows[1].matrix]),
            }
        }
        outputs
    }

    /// Writes the entries, given the values of these nodes.
    pub fn write(&self, results: &[&[f64]], to: &mut [f64]) {
        let mut results = results.iter();
        let mut next = || *results.next().expect("a result for each node");
        to.copy_from_slice(next());
        for product in &self.products {
            let lanes = next();
            match product {
                Product::Row { rows, places, .. } => {
                    entries::add_rows(lanes, rows.of(next()), places, to);
                }
                Product::Scattered { terms, places, .. } => entries::add_scattered(lanes, terms, places, to),
                Product::Gram { rows: [a, b], is_one, places, .. } => {
                    entries::add_products(lanes, [a.of(next()), b.of(next())], *is_one, places, to);
                }
            }
        }
    }
}

impl Rows {
    /// The rows, given the values of the matrix.
    fn of(self, matrix: &[f64]) -> entries::Rows<'_> {
        entries::Rows { matrix, transposed: self.transposed, width: self.width }
    }
}
