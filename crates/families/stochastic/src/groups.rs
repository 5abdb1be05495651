//! Groups of coefficients, and the proximal map of the sum of their norms.

/// The groups of a model.
#[derive(Debug)]
pub(crate) struct Groups {
    /// The group of each feature.
    pub of_feature: Vec<u32>,
    /// The coefficients of each group.
    pub members: Vec<Vec<u32>>,
    /// The factor of the norm of each group, nonnegative.
    pub strengths: Vec<f64>,
}

impl Groups {
    /// The factor of a group's coefficients after its norm has become smaller by `loss` times its strength.
    pub fn factor(&self, group: usize, loss: f64, coefficients: &[f64]) -> f64 {
        let shrinkage = loss * self.strengths[group];
        if shrinkage == 0.0 {
            return 1.0;
        }
        let square: f64 = self.members[group].iter().map(|&place| coefficients[place as usize].powi(2)).sum();
        if square == 0.0 { 1.0 } else { (1.0 - shrinkage / square.sqrt()).max(0.0) }
    }

    /// The proximal step of a length from some coefficients, for all groups.
    pub fn prox(&self, length: f64, coefficients: &mut [f64]) {
        for (group, members) in self.members.iter().enumerate() {
            let factor = self.factor(group, length, coefficients);
            members.iter().for_each(|&place| coefficients[place as usize] *= factor);
        }
    }
}
