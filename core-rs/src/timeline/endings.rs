//! Which holders end when, and where.

use crate::by_number::ByNumber;
use crate::model::Seconds;

/// The holders of a set by the second in which they end and by the corner of the site that they hold: of the many that may
/// end in the same second few are worth a look. A holder is known here by a number.
#[derive(Debug, Default)]
pub struct Endings {
    /// The holders, as they came.
    all: Vec<Ending>,
    /// For each corner and second, by a number that other pairs hardly have, the place of the last one there.
    last: ByNumber<u64, u32>,
}

#[derive(Debug)]
struct Ending {
    holder: usize,
    /// The place of the one before it in the same corner and second. A list for each pair would be memory to get and to
    /// give back.
    before: Option<u32>,
}

/// Words of a row in a corner of the site: 512 resources.
const CORNER: usize = 8;
/// The corner of those who reach across several.
const WIDE: usize = 0;

impl Endings {
    /// Notes a holder that ends in that second, and holds resources in the words of a row from the first to the last one.
    pub fn add(&mut self, second: Seconds, (first, last): (usize, usize), holder: usize) {
        let corner = if first / CORNER == last / CORNER { corner_of(first) } else { WIDE };
        let before = self.last.insert(key(second, corner), self.all.len() as u32);
        self.all.push(Ending { holder, before });
    }

    /// Shows the holders that may end in that second and hold anything in the words from the first to the last one: all that
    /// do, and now and then others.
    pub fn see(&self, second: Seconds, (first, last): (usize, usize), mut see: impl FnMut(usize)) {
        let mut corner = WIDE;
        while corner <= corner_of(last) {
            let mut next = self.last.get(&key(second, corner));
            while let Some(place) = next {
                let ending = &self.all[*place as usize];
                see(ending.holder);
                next = ending.before.as_ref();
            }
            corner = (corner + 1).max(corner_of(first));
        }
    }
}

fn corner_of(word: usize) -> usize {
    word / CORNER + 1
}

fn key(second: Seconds, corner: usize) -> u64 {
    // Any odd number that is large will do.
    second.cast_unsigned().wrapping_add((corner as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn those_who_end_there_are_found_and_hardly_others() {
        let holders = [(5, (0, 0)), (5, (7, 7)), (5, (8, 9)), (5, (3, 20)), (6, (0, 1)), (5, (200, 207)), (-1, (0, 0))];
        let mut endings = Endings::default();
        for (holder, (second, words)) in holders.into_iter().enumerate() {
            endings.add(second, words, holder);
        }
        let found = |second, words| {
            let mut found = Vec::new();
            endings.see(second, words, |holder| found.push(holder));
            found.sort_unstable();
            found
        };
        assert_eq!(found(5, (0, 3)), [0, 1, 3]);
        assert_eq!(found(5, (7, 8)), [0, 1, 2, 3]);
        assert_eq!(found(5, (100, 300)), [3, 5]);
        assert_eq!([found(6, (0, 500)), found(-1, (0, 9)), found(4, (0, 500))], [vec![4], vec![6], vec![]]);
    }
}
