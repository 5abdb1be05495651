//! Electron configurations of atoms and ions.

pub mod task;

use crate::periodic_table::atomic_number;
use superlinear_interface::{
    Error,
    check::{number_of, short},
};

/// Spectroscopic letters of angular momenta, from l = 0.
pub(crate) const LETTERS: [char; 8] = ['s', 'p', 'd', 'f', 'g', 'h', 'i', 'k'];

/// Exceptions to Madelung's order among ground configurations, as in NIST's tables: the shells outside the noble-gas
/// core.
const EXCEPTIONS: [(u32, &str); 17] = [
    (24, "3d5 4s1"),
    (29, "3d10 4s1"),
    (41, "4d4 5s1"),
    (42, "4d5 5s1"),
    (44, "4d7 5s1"),
    (45, "4d8 5s1"),
    (46, "4d10"),
    (47, "4d10 5s1"),
    (57, "5d1 6s2"),
    (58, "4f1 5d1 6s2"),
    (64, "4f7 5d1 6s2"),
    (78, "4f14 5d9 6s1"),
    (79, "4f14 5d10 6s1"),
    (89, "6d1 7s2"),
    (90, "6d2 7s2"),
    (91, "5f2 6d1 7s2"),
    (92, "5f3 6d1 7s2"),
];

/// The atomic numbers of the noble gases.
const NOBLE_GASES: [u32; 7] = [2, 10, 18, 36, 54, 86, 118];

/// The electrons of a shell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Shell {
    pub n: u32,
    pub l: u32,
    pub occupation: f64,
}

impl Shell {
    /// The capacity of a shell, both spins together.
    pub(crate) fn capacity(l: u32) -> f64 {
        f64::from(2 * (2 * l + 1))
    }

    /// A label such as `5f`.
    pub(crate) fn label(n: u32, l: u32) -> String {
        LETTERS.get(l as usize).map_or_else(|| format!("{n}(l={l})"), |letter| format!("{n}{letter}"))
    }
}

/// Shells in Madelung's order: by n + l, then by n.
fn madelung_order() -> impl Iterator<Item = (u32, u32)> {
    (1u32..).flat_map(|sum| (0..sum).rev().map(move |l| (sum - l, l)).filter(|&(n, l)| n > l))
}

/// The ground configuration of a neutral atom: from NIST up to uranium, in Madelung's order beyond.
pub(crate) fn ground(z: u32) -> Vec<Shell> {
    let core = NOBLE_GASES.iter().rev().find(|&&gas| gas < z).copied().unwrap_or(0);
    if let Some((_, valence)) = EXCEPTIONS.iter().find(|(known, _)| *known == z) {
        let mut shells = filled(f64::from(core));
        shells.extend(valence.split(' ').filter_map(|term| parse_term(term).ok()));
        return sorted(shells);
    }
    filled(f64::from(z))
}

/// Fills shells with a number of electrons in Madelung's order.
fn filled(electrons: f64) -> Vec<Shell> {
    let mut left = electrons;
    let mut shells = Vec::new();
    for (n, l) in madelung_order() {
        if left <= 0.0 {
            break;
        }
        let occupation = left.min(Shell::capacity(l));
        shells.push(Shell { n, l, occupation });
        left -= occupation;
    }
    sorted(shells)
}

fn sorted(mut shells: Vec<Shell>) -> Vec<Shell> {
    shells.sort_by_key(|shell| (shell.n, shell.l));
    shells
}

/// The configuration of an ion, derived from the neutral atom. Electrons are removed from the outermost shells first,
/// by n and then by l. Added electrons fill incomplete shells in Madelung's order.
pub(crate) fn ion(neutral: Vec<Shell>, charge: f64) -> Vec<Shell> {
    let mut shells = sorted(neutral);
    let mut surplus = charge;
    while surplus > 0.0 {
        let Some(outermost) = shells.last_mut() else { break };
        let taken = surplus.min(outermost.occupation);
        outermost.occupation -= taken;
        surplus -= taken;
        if outermost.occupation <= 0.0 {
            shells.pop();
        }
    }
    let mut wanted = -charge;
    for (n, l) in madelung_order() {
        if wanted <= 0.0 {
            break;
        }
        let place = shells.iter().position(|shell| (shell.n, shell.l) == (n, l)).unwrap_or_else(|| {
            shells.push(Shell { n, l, occupation: 0.0 });
            shells.len() - 1
        });
        let added = wanted.min(Shell::capacity(l) - shells[place].occupation);
        shells[place].occupation += added;
        wanted -= added;
    }
    shells.retain(|shell| shell.occupation > 0.0);
    sorted(shells)
}

/// Parses a configuration such as `[Rn] 5f3 6d1 7s2`; shells without a number have one electron.
pub(crate) fn parse(text: &str) -> Result<Vec<Shell>, Error> {
    let mut shells: Vec<Shell> = Vec::new();
    for (index, term) in text.split_whitespace().enumerate() {
        let refuse = |what: String| Error::invalid("configuration", format!("has the term {term}, {what}"));
        if let Some(core) = term.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            let z = atomic_number(core).ok_or_else(|| refuse("which is no element".into()))?;
            if index > 0 {
                return Err(refuse("which must come first".into()));
            }
            shells = ground(z);
            continue;
        }
        let shell = parse_term(term).map_err(refuse)?;
        if shells.iter().any(|known| (known.n, known.l) == (shell.n, shell.l)) {
            return Err(refuse("a shell that is given twice".into()));
        }
        shells.push(shell);
    }
    if shells.is_empty() {
        return Err(Error::invalid("configuration", "must name a shell at least, such as 1s2"));
    }
    Ok(sorted(shells))
}

/// Parses a term such as `5f3`.
fn parse_term(term: &str) -> Result<Shell, String> {
    let letter = term.find(|c: char| c.is_ascii_alphabetic()).ok_or("which has no letter")?;
    let n: u32 = term[..letter].parse().map_err(|_| "which does not start with an integer")?;
    let l = LETTERS.iter().position(|&known| term[letter..].starts_with(known)).ok_or("whose letter is no shell's")?;
    let occupation = match &term[letter + 1..] {
        "" => 1.0,
        number => number_of(number).ok_or("which does not end with a number")?,
    };
    ensure_shell(n, l as u32, occupation, Shell::capacity(l as u32))?;
    Ok(Shell { n, l: l as u32, occupation })
}

/// Refuses impossible shells and occupations.
pub(crate) fn ensure_shell(n: u32, l: u32, occupation: f64, capacity: f64) -> Result<(), String> {
    if n <= l {
        return Err(format!("where n must be above l = {l}, got {n}"));
    }
    if !(occupation >= 0.0 && occupation <= capacity) {
        return Err(format!("where the occupation must be from 0 to {}, got {}", short(capacity), short(occupation)));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::periodic_table::symbol;

    #[test]
    fn ground_configurations_are_those_of_nist() {
        let table = include_str!("../../../../test/data/atom/configurations.csv");
        let mut seen = 0;
        for line in table.lines().skip(1) {
            let (z, text) = line.split_once(',').unwrap();
            assert_eq!(ground(z.parse().unwrap()), parse(text).unwrap(), "{line}");
            seen += 1;
        }
        assert!(seen > 80);
    }

    #[test]
    fn every_element_is_neutral() {
        for z in 1..=118 {
            assert_eq!(ground(z).iter().map(|shell| shell.occupation).sum::<f64>(), f64::from(z), "{z}");
            assert_eq!(atomic_number(symbol(z).unwrap()), Some(z));
        }
    }

    #[test]
    fn ions_lose_the_outermost_electrons() {
        assert_eq!(ion(ground(26), 2.0), parse("[Ar] 3d6").unwrap());
        assert_eq!(ion(ground(9), -1.0), parse("1s2 2s2 2p6").unwrap());
        assert_eq!(ion(ground(6), 0.5), parse("1s2 2s2 2p1.5").unwrap());
        assert_eq!(ion(ground(46), -1.0), parse("[Kr] 4d10 5s1").unwrap());
    }
}
