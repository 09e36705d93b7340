//! Which resources a request takes (sections 8 and 9).

use super::Ranks;
use oar_scheduler_redox::model::{Group, Request, Round};
use oar_scheduler_redox::procset::Interval;
use std::collections::BTreeMap;

/// R9.5.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    Invalid,
    UnknownLevel,
}

pub struct Site {
    pub usable: Ranks,
    levels: BTreeMap<String, Vec<Ranks>>,
}

/// A level name and a count.
type Asked = (std::rc::Rc<str>, f64);

impl Site {
    pub fn new(round: &Round) -> Self {
        let usable: Ranks = round.platform.resources.usable.ranks().collect();
        let levels = round.platform.resources.levels.iter().map(|level| {
            let ranks = |block: &[Interval]| block.iter().flat_map(|interval| interval.first..=interval.last).collect();
            let blocks =
                level.blocks.iter().map(ranks).map(|block: Ranks| block.intersection(&usable).copied().collect());
            (level.name.clone(), blocks.filter(|block: &Ranks| !block.is_empty()).collect())
        });
        Self { levels: levels.collect(), usable }
    }

    pub fn fault(&self, walltime: i64, request: &Request) -> Option<Fault> {
        let good = |count: f64| count == count.trunc() && count >= -3.0 && count != 0.0;
        let mut levels = request.iter().flat_map(|group| &group.levels);
        if walltime < 1
            || request.is_empty()
            || request.iter().any(|group| group.levels.is_empty())
            || !levels.clone().all(|(_, count)| good(*count))
        {
            return Some(Fault::Invalid);
        }
        levels.any(|(name, _)| !self.levels.contains_key(&**name)).then_some(Fault::UnknownLevel)
    }

    /// R9.1 to R9.3.
    pub fn find(&self, request: &Request, free: &Ranks, overlap: bool) -> Option<Ranks> {
        let mut groups: Vec<&Group> = request.iter().collect();
        groups.sort_by_key(|group| self.filter(group).len());
        let mut taken = Ranks::new();
        for group in groups {
            let filter = self.filter(group);
            let available = if overlap { free & &filter } else { &(free & &filter) - &taken };
            taken.extend(self.walk(&group.levels, &self.usable, &available, &filter)?);
        }
        Some(taken)
    }

    fn filter(&self, group: &Group) -> Ranks {
        group.filter.ranks().filter(|rank| self.usable.contains(rank)).collect()
    }

    /// R8.1 to R8.7: the levels inside a parent block, in what is available; `filter` is what would be
    /// available if everything were free.
    fn walk(&self, levels: &[Asked], parent: &Ranks, available: &Ranks, filter: &Ranks) -> Option<Ranks> {
        let (name, count) = &levels[0];
        let blocks = self.levels[&**name].iter().filter(|block| block.is_subset(parent));
        let succeed = |block: &Ranks, set: &Ranks| -> Option<Ranks> {
            if levels.len() == 1 {
                return block.is_subset(set).then(|| block.clone());
            }
            self.walk(&levels[1..], block, &(set & block), &(filter & block))
        };
        let given: Vec<Ranks> = if *count == -1.0 {
            let wanted: Vec<&Ranks> = blocks.filter(|block| succeed(block, filter).is_some()).collect();
            wanted.into_iter().map(|block| succeed(block, available)).collect::<Option<_>>()?
        } else {
            blocks.filter_map(|block| succeed(block, available)).collect()
        };
        let wanted = match *count as i64 {
            -1 | -2 => given.len(),
            -3 => given.len() / 2,
            n => usize::try_from(n).unwrap_or(usize::MAX),
        };
        if wanted == 0 || wanted > given.len() {
            return None;
        }
        Some(given.into_iter().take(wanted).flatten().collect())
    }
}
