//! In what form somebody runs, as it can be typed: all that a change of the form touches on the command line.

use clap::Args;
use musclerun::answer::sweep::ValueOrRange;
use musclerun::conditions::{FootStrike, Form, Shoe};
use musclerun::units::{Support, TrunkLean};

use super::{quantity, single, word, words_of};

/// In what form somebody runs: figures are published for tendons and the kneecap alone.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct FormArgs {
    /// What lands first: rearfoot, forefoot [default: your own]
    #[arg(long, value_parser = words_of::<FootStrike>(), hide_possible_values = true, allow_hyphen_values = true)]
    pub(crate) foot_strike: Option<FootStrike>,

    /// Trunk further forward than your own: 5deg, minus for back
    #[arg(long, value_parser = single::<TrunkLean>, allow_hyphen_values = true)]
    pub(crate) trunk_lean: Option<ValueOrRange<TrunkLean>>,

    /// Weight that a harness or an air treadmill carries: 9%
    #[arg(long, value_parser = quantity::<Support>, allow_hyphen_values = true)]
    support: Option<Support>,

    /// Shoe: minimal, conventional, maximal [default: conventional]
    #[arg(long, value_parser = words_of::<Shoe>(), hide_possible_values = true, allow_hyphen_values = true)]
    shoe: Option<Shoe>,
}

impl FormArgs {
    /// Sets the option of that name, where it is one.
    pub(super) fn set(&mut self, name: &str, value: &str) -> Option<Result<(), String>> {
        let set = match name {
            "foot-strike" => word(value).map(|it| self.foot_strike = Some(it)),
            "trunk-lean" => single(value).map(|it| self.trunk_lean = Some(it)),
            "support" => quantity(value).map(|it| self.support = Some(it)),
            "shoe" => word(value).map(|it| self.shoe = Some(it)),
            _ => return None,
        };
        Some(set)
    }

    /// These, and the others where none was typed.
    pub(crate) fn or(self, other: Self) -> Self {
        Self {
            foot_strike: self.foot_strike.or(other.foot_strike),
            trunk_lean: self.trunk_lean.or(other.trunk_lean),
            support: self.support.or(other.support),
            shoe: self.shoe.or(other.shoe),
        }
    }

    /// The form that is meant; a range of leans is judged point by point.
    pub(crate) fn form(&self) -> Form {
        let form = match &self.trunk_lean {
            Some(lean) if lean.second.is_none() => Form::default().with_trunk_lean(lean.first),
            _ => Form::default(),
        };
        let form = form.with_support(self.support.unwrap_or_default());
        let form = self.foot_strike.map_or(form, |it| form.with_foot_strike(it));
        self.shoe.map_or(form, |it| form.with_shoe(it))
    }
}
