//! What is known of all families of requests in one view of a slot set.

use super::Frontier;
use std::collections::HashMap;

/// Two tiers of facts. Which family, and which kind of job before quotas: by their numbers.
#[derive(Debug, Default)]
pub struct Frontiers {
    families: Vec<Frontier>,
    classes: HashMap<(usize, usize), Frontier>,
}

impl Frontiers {
    /// What is known of a family as far as resources go.
    pub fn of_family(&mut self, family: usize) -> &mut Frontier {
        if self.families.len() <= family {
            self.families.resize_with(family + 1, Frontier::default);
        }
        &mut self.families[family]
    }

    /// What is known of a family when jobs of a kind ask for it: before that spot resources or quotas refuse it.
    ///
    /// This holds for families that take the same number of resources wherever they fit, and quotas that limit
    /// resources and jobs: for each instant these only ever allow less. **What is found by a search that began here says
    /// nothing of resources alone.**
    pub fn of_class(&mut self, family: usize, kind: usize) -> &mut Frontier {
        self.classes.entry((family, kind)).or_default()
    }

    /// Resources were added: nothing is known any more.
    pub fn clear(&mut self) {
        self.families.clear();
        self.classes.clear();
    }
}
