//! Equilibria of games with small integer payoffs in exact arithmetic.

use num_rational::Ratio;

pub type Number = Ratio<i128>;

/// A two-player game with integer payoffs, row by row.
#[derive(Clone, Debug)]
pub struct Game {
    pub rows: usize,
    pub columns: usize,
    pub payoffs: [Vec<i128>; 2],
}

impl Game {
    pub fn new(rows: usize, columns: usize, first: &[f64], second: &[f64]) -> Self {
        let whole = |payoffs: &[f64]| payoffs.iter().map(|&payoff| payoff as i128).collect();
        Self { rows, columns, payoffs: [whole(first), whole(second)] }
    }

    fn payoff(&self, player: usize, i: usize, j: usize) -> Number {
        Number::from_integer(self.payoffs[player][i * self.columns + j])
    }

    /// The payoff of a player's action against another's.
    fn against(&self, player: usize, own: usize, other: usize) -> Number {
        if player == 0 { self.payoff(0, own, other) } else { self.payoff(1, other, own) }
    }

    fn actions(&self, player: usize) -> usize {
        [self.rows, self.columns][player]
    }

    /// The expected payoff of each of a player's actions against a strategy of the other player.
    fn values(&self, player: usize, strategy: &[Number]) -> Vec<Number> {
        let value = |own| strategy.iter().enumerate().map(|(other, p)| p * self.against(player, own, other)).sum();
        (0..self.actions(player)).map(value).collect()
    }

    /// The unique strategy of `player` on `support` for which all actions in `equal` are equally good for the other
    /// player. `None` if there is no unique solution with valid probabilities.
    pub fn equalizing(&self, player: usize, support: &[usize], equal: &[usize]) -> Option<Vec<Number>> {
        let unknowns = support.len() + 1;
        let mut system: Vec<Vec<Number>> = equal
            .iter()
            .map(|&other| {
                let payoffs = support.iter().map(|&own| self.against(1 - player, other, own));
                payoffs.chain([-Number::from_integer(1), Number::from_integer(0)]).collect()
            })
            .collect();
        let mut sum = vec![Number::from_integer(1); unknowns + 1];
        sum[support.len()] = Number::from_integer(0);
        system.push(sum);
        let solution = only_solution(system, unknowns)?;
        let mut strategy = vec![Number::from_integer(0); self.actions(player)];
        support.iter().zip(&solution).for_each(|(&action, probability)| strategy[action] = *probability);
        strategy.iter().all(|probability| *probability >= Number::from_integer(0)).then_some(strategy)
    }

    /// Returns whether no player gains by deviating, exactly.
    pub fn is_equilibrium(&self, strategies: &[Vec<Number>; 2]) -> bool {
        (0..2).all(|player| {
            let values = self.values(player, &strategies[1 - player]);
            let best = *values.iter().max().expect("actions");
            values.iter().zip(&strategies[player]).all(|(value, p)| *p == Number::from_integer(0) || *value == best)
        })
    }

    /// The exact equilibrium near floating-point strategies: a vertex determined by its support and the other player's
    /// best responses. The error says why there is none.
    pub fn exact(&self, strategies: &[Vec<f64>; 2]) -> Result<[Vec<Number>; 2], String> {
        let vertex = |player: usize| {
            let support: Vec<_> = (0..self.actions(player)).filter(|&a| strategies[player][a] > NEAR).collect();
            let value = |other: usize| {
                let of = |&own: &usize| {
                    strategies[player][own] * self.payoffs[1 - player][self.place(player, own, other)] as f64
                };
                (0..self.actions(player)).collect::<Vec<_>>().iter().map(of).sum::<f64>()
            };
            let values: Vec<_> = (0..self.actions(1 - player)).map(value).collect();
            let best = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            let equal: Vec<_> = (0..values.len()).filter(|&other| values[other] > best - NEAR).collect();
            self.equalizing(player, &support, &equal).ok_or_else(|| format!("player {player} is at no vertex"))
        };
        let exact = [vertex(0)?, vertex(1)?];
        if !self.is_equilibrium(&exact) {
            return Err("there is no equilibrium nearby".to_owned());
        }
        for (exact, found) in exact.iter().flatten().zip(strategies.iter().flatten()) {
            let exact = *exact.numer() as f64 / *exact.denom() as f64;
            if (exact - found).abs() > FLOATING {
                return Err(format!("{found} is in the place of {exact}"));
            }
        }
        Ok(exact)
    }

    fn place(&self, player: usize, own: usize, other: usize) -> usize {
        if player == 0 { own * self.columns + other } else { other * self.columns + own }
    }

    /// All equilibria that are unique on supports of equal size.
    pub fn by_supports(&self) -> Vec<[Vec<Number>; 2]> {
        let of = |mask: usize| (0..usize::BITS as usize).filter(|k| mask >> k & 1 == 1).collect::<Vec<_>>();
        let mut found = Vec::new();
        for rows in 1..1_usize << self.rows {
            for columns in
                (1..1_usize << self.columns).filter(|columns: &usize| columns.count_ones() == rows.count_ones())
            {
                let (rows, columns) = (of(rows), of(columns));
                if let (Some(x), Some(y)) = (self.equalizing(0, &rows, &columns), self.equalizing(1, &columns, &rows)) {
                    let pair = [x, y];
                    if self.is_equilibrium(&pair) && !found.contains(&pair) {
                        found.push(pair);
                    }
                }
            }
        }
        found
    }
}

/// Floating-point numbers closer than this are considered equal. Distinct values in games with small integers are
/// farther apart.
const NEAR: f64 = 1e-7;

/// The accuracy of probabilities.
const FLOATING: f64 = 1e-12;

/// The unique solution of a system with right-hand sides as last entries of its rows, if there is exactly one.
fn only_solution(mut system: Vec<Vec<Number>>, unknowns: usize) -> Option<Vec<Number>> {
    let zero = Number::from_integer(0);
    for k in 0..unknowns {
        let pivot = (k..system.len()).find(|&i| system[i][k] != zero)?;
        system.swap(k, pivot);
        let row: Vec<_> = system[k].iter().map(|entry| entry / system[k][k]).collect();
        for (i, other) in system.iter_mut().enumerate() {
            if i == k {
                other.clone_from(&row);
            } else if other[k] != zero {
                let factor = other[k];
                other.iter_mut().zip(&row).for_each(|(entry, of_row)| *entry -= factor * of_row);
            }
        }
    }
    let is_consistent = system[unknowns..].iter().all(|row| row[unknowns] == zero);
    is_consistent.then(|| system[..unknowns].iter().map(|row| row[unknowns]).collect())
}
