//! Bits of small rows.

use super::*;

#[test]
fn runs_first_ones_and_counts() {
    let mut row = [0; 4];
    for range in [0..1, 3..5, 62..130, 140..141, 191..192, 200..256] {
        set_range(&mut row, range);
    }
    assert_eq!(runs(&row, 256).collect::<Vec<_>>(), [0..1, 3..5, 62..130, 140..141, 191..192, 200..256]);
    assert_eq!(runs(&row, 100).collect::<Vec<_>>(), [0..1, 3..5, 62..100]);
    assert_eq!(runs(&row, 0).count() + runs(&[0, 0], 128).count(), 0);
    for (range, most) in [(0..256, 0), (0..256, 1), (1..200, 50), (63..256, 67), (4..128, 500)] {
        let mut first = [0; 4];
        for (word, bits) in first_ones(&row, range.clone(), most) {
            first[word] |= bits;
        }
        let expected: Vec<usize> = ones(&row, range.clone()).take(most).collect();
        assert_eq!(ones(&first, 0..256).collect::<Vec<_>>(), expected);
        assert_eq!(count_range(&row, range.clone(), usize::MAX), ones(&row, range.clone()).count());
        let other = row.map(|word| word.rotate_left(7));
        let common: Vec<usize> = ones(&row, range.clone()).filter(|bit| test(&other, *bit)).collect();
        assert_eq!(count_common_range(&row, &other, range), common.len());
    }
    let mut kept = row;
    clear_between(&mut kept[1..], &[63 + 5..126, 150..256].map(|run| run.start..run.end), WORD);
    let expected: Vec<usize> =
        ones(&row, 0..256).filter(|bit| *bit < 64 || (68..126).contains(bit) || *bit >= 150).collect();
    assert_eq!(ones(&kept, 0..256).collect::<Vec<_>>(), expected);
    let mut both = row;
    assert_eq!(and_count(&mut both, &kept), expected.len() as u64);
    assert_eq!(both, kept);
    for (at, word) in row.into_iter().enumerate() {
        let run_of = |run: Range<usize>| at * WORD + run.start..at * WORD + run.end;
        let expected: Vec<_> = runs(&[word], WORD).map(run_of).collect();
        assert_eq!(runs_of_word(word).map(run_of).collect::<Vec<_>>(), expected);
    }
    let mut words = Vec::new();
    for range in [0..1, 3..5, 4..6, 62..130] {
        append_range(&mut words, range);
    }
    assert_eq!(words, [(0, 0b111_001 | 0b11 << 62), (1, u64::MAX), (2, 0b11)]);
    assert!((2..=64).contains(&count_range(&row, 0..256, 2)));
    assert!(holds(&row, &[1 << 3, 0, 0, 0], 0..256) && !holds(&row, &[1 << 2, 0, 0, 0], 0..256));
    assert!(holds(&row, &[1 << 2, 0, 0, 1], 3..192), "what is outside the range does not matter");
}

#[test]
fn ranges_across_words() {
    for range in [0..0, 0..1, 0..64, 63..65, 1..191, 64..128, 127..128, 190..192] {
        let mut row = [0; 3];
        set_range(&mut row, range.clone());
        assert_eq!(ones(&row, 0..192).collect::<Vec<_>>(), range.clone().collect::<Vec<_>>());
        assert_eq!(count(&row), range.len());
        assert!(all(&row, range.clone()));
        assert!((0..192).all(|bit| test(&row, bit) == range.contains(&bit)));
        if range.len() > 1 {
            let mut holed = [0; 3];
            set(&mut holed, range.start);
            assert!(!all(&holed, range.clone()));
            and_not(&mut row, &holed);
            assert!(!test(&row, range.start) && test(&row, range.end - 1));
        }
    }
}
