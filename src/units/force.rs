//! Forces: multiples of body weight, newtons, kilograms-force, and the impulse of a stride.

use std::ops::Mul;

use super::Mass;

/// Standard gravity, m/s² (exact by definition, 3rd General Conference on Weights and Measures, 1901).
pub const STANDARD_GRAVITY_M_S2: f64 = 9.806_65;

/// A force as a multiple of the runner's own weight, F / (m·g); dimensionless.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct BodyWeights(pub f64);

impl BodyWeights {
    /// The force that this multiple is for a runner of that mass.
    #[must_use]
    pub fn of(self, mass: Mass) -> Newtons {
        // F = n · m · g
        Newtons(self.0 * mass.kilograms() * STANDARD_GRAVITY_M_S2)
    }
}

impl Mul<f64> for BodyWeights {
    type Output = Self;

    fn mul(self, factor: f64) -> Self {
        Self(self.0 * factor)
    }
}

/// A force in newtons.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Newtons(pub f64);

impl Newtons {
    /// The same force in kilograms-force: the mass that weighs as much on a scale.
    #[must_use]
    pub fn kilograms_force(self) -> f64 {
        // 1 kgf = 9.80665 N
        self.0 / STANDARD_GRAVITY_M_S2
    }
}

/// The impulse of one stride as body weight times seconds.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct BodyWeightSeconds(pub f64);

impl BodyWeightSeconds {
    /// The impulse of so many strides of a runner of that mass, in kN·s.
    #[must_use]
    pub fn cumulative_kn_s(self, mass: Mass, strides: f64) -> f64 {
        // cumulative = impulse · strides, in body weights · s; times m·g in N·s
        BodyWeights(self.0 * strides).of(mass).0 / 1000.0
    }
}

impl Mul<f64> for BodyWeightSeconds {
    type Output = Self;

    fn mul(self, factor: f64) -> Self {
        Self(self.0 * factor)
    }
}
