//! The sensitivities of a problem: to parameters, and to the initial state.

use super::problem::Sensitivities;
use superlinear_expression::Named;
use superlinear_interface::{Error, check};

/// The name of the initial state among the parameters.
const INITIAL: &str = "initial";

/// The parameters with sensitivities, and whether the initial state has some.
#[derive(Clone)]
pub(super) struct Sensitive {
    /// The parameters, with their numbers of elements.
    parameters: Vec<(String, usize)>,
    /// The initial state, with its number of entries.
    initial: Option<usize>,
    /// Whether they are computed at present.
    pub is_on: bool,
}

impl Sensitive {
    /// The wanted ones of these parameters, and of the initial state with this number of unknowns.
    pub fn new(wanted: &Sensitivities, parameters: &Named, unknowns: usize) -> Result<Self, Error> {
        let (path, is_on) = ("sensitivities", true);
        let names = match wanted {
            Sensitivities::None => return Ok(Self { parameters: Vec::new(), initial: None, is_on }),
            Sensitivities::All if parameters.is_empty() => {
                let message = "must be a list with the name initial, since there are no parameters";
                return Err(Error::invalid(path, message));
            }
            Sensitivities::All => {
                let all = parameters.iter().map(|(name, values)| (name.clone(), values.len()));
                return Ok(Self { parameters: all.collect(), initial: None, is_on });
            }
            Sensitivities::Names(names) => names,
        };
        check::not_empty(path, names.len())?;
        let mut sensitive = Self { parameters: Vec::new(), initial: None, is_on };
        for name in names {
            match parameters.get(name) {
                Some(_) if name == INITIAL => {
                    let message = "must have another name, since initial is the initial state in sensitivities";
                    return Err(Error::invalid("parameters.initial", message));
                }
                Some(values) => sensitive.parameters.push((name.clone(), values.len())),
                None if name == INITIAL => sensitive.initial = Some(unknowns),
                None => {
                    let message = format!("must name entries of parameters or initial, got {name}");
                    return Err(Error::invalid(path, message));
                }
            }
        }
        Ok(sensitive)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.parameters.is_empty() && self.initial.is_none()
    }

    /// The parameters with their numbers of elements.
    pub fn parameters(&self) -> Vec<(&str, usize)> {
        self.parameters.iter().map(|(name, count)| (name.as_str(), *count)).collect()
    }

    /// Whether a name is that of a parameter.
    pub fn is_parameter(&self, name: &str) -> bool {
        self.parameters.iter().any(|(own, _)| own == name)
    }

    /// The number of elements of the parameters, while sensitivities are computed.
    pub fn parameter_count(&self) -> usize {
        if self.is_on { self.parameters.iter().map(|(_, count)| count).sum() } else { 0 }
    }

    /// Whether those to the initial state are computed at present.
    pub fn has_initial(&self) -> bool {
        self.is_on && self.initial.is_some()
    }

    /// The number of vectors of sensitivities.
    pub fn columns(&self) -> usize {
        self.all().iter().map(|(_, count)| count).sum()
    }

    /// All names with their numbers of elements, in the order of the vectors of sensitivities.
    pub fn all(&self) -> Vec<(&str, usize)> {
        let mut all = self.parameters();
        all.extend(self.initial.map(|unknowns| (INITIAL, unknowns)));
        all
    }
}
