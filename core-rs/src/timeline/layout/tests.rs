//! Rows and blocks of small sites.

use super::*;
use crate::timeline::{Blocks, Claim};

fn set(text: &str) -> ProcSet {
    ProcSet::parse(text).unwrap()
}

fn layout(usable: &str, levels: &[(&str, &[&str])]) -> Layout {
    Layout::new(&ResourceSet {
        default: ProcSet::new(),
        usable: set(usable),
        levels: levels.iter().map(|(name, blocks)| Level::new(*name, blocks.iter().map(|block| set(block)))).collect(),
        withdrawals: Vec::new(),
    })
    .unwrap()
}

fn whole_blocks(layout: &Layout, row: &[u64], name: &str) -> Vec<usize> {
    let level = layout.level(name).unwrap();
    let first = layout.first_bit(level);
    bits::ones(row, first..first + layout.blocks(level)).map(|bit| bit - first).collect()
}

#[test]
fn holes_scattered_and_empty_blocks() {
    let site = layout("0-3 8-9 70-80", &[("host", &["0-1 8", "", "2-3", "4-7", "9 70-80"]), ("core", &["0", "1"])]);
    let host = site.level("host").unwrap();
    assert_eq!(site.blocks(host), 3);
    assert_eq!(site.size(&set("0-7 75-99")), 10);
    let row = site.row(&set("0-9 70-79"));
    assert_eq!(whole_blocks(&site, &row, "host"), [0, 1]);
    assert_eq!(whole_blocks(&site, &row, "core"), [0, 1]);
    assert_eq!(site.resources(&row).to_string(), "0-3 8-9 70-79");
}

#[test]
fn a_row_minus_a_claim_is_a_row() {
    let site = layout("0-9", &[("host", &["0-4", "3-6", "7-9"]), ("odd", &["1 3 5 7 9"])]);
    let mut row = site.row(&set("0-9"));
    site.claim(&set("5")).take_from(&mut row);
    assert_eq!(row, site.row(&set("0-4 6-9")));
}

#[test]
fn a_level_of_single_resources_needs_no_bits() {
    let site = layout("0-99", &[("host", &["0-99"])]);
    let words = site.words();
    let units: Vec<String> = (0..100).map(|rank| rank.to_string()).collect();
    let units: Vec<&str> = units.iter().map(String::as_str).collect();
    let site = layout("0-99", &[("host", &["0-99"]), ("core", &units)]);
    assert_eq!(site.words(), words);
    let backwards: Vec<&str> = units.iter().rev().copied().collect();
    let site = layout("0-99", &[("host", &["0-99"]), ("core", &backwards)]);
    assert_eq!(site.words(), words + 2);
}

/// As many blocks and intervals as resources, and the same ranks in the same order, but one block has two of them.
#[test]
fn blocks_are_no_single_cores_because_there_are_as_many() {
    let site = layout("0 2 4", &[("core", &["0 2", "", "4"])]);
    let core = site.level("core").unwrap();
    assert_eq!((site.blocks(core), site.words_of(core), site.words()), (2, 1..2, 2));
    assert_eq!(whole_blocks(&site, &site.row(&set("0 4")), "core"), [1]);
}

#[test]
fn children_lie_wholly_inside() {
    let site = layout("0-9", &[("switch", &["0-4", "0-9", "6-9"]), ("host", &["0-1", "2-3", "4-5", "6-7"])]);
    let children = site.children(site.level("switch").unwrap(), site.level("host").unwrap());
    let inside = |switch| children.of(switch).iter().flat_map(Clone::clone).collect::<Vec<_>>();
    assert_eq!(inside(0), [0, 1]);
    assert_eq!(inside(1), [0, 1, 2, 3]);
    assert_eq!(inside(2), [3]);
}

#[test]
fn a_resource_is_in_few_blocks_of_a_level() {
    let level = |copies| ResourceSet {
        default: ProcSet::new(),
        usable: set("0-9"),
        levels: vec![Level::new("host", vec![set("3"); copies])],
        withdrawals: Vec::new(),
    };
    assert!(Layout::new(&level(MOST_HOLDERS)).is_ok());
    let refused = TooManyHolders { level: "host".to_owned() };
    assert_eq!(Layout::new(&level(MOST_HOLDERS + 1)).unwrap_err(), refused);
}

#[test]
fn common_resources_not_common_blocks() {
    let site = layout("0-69", &[("host", &["0-69"])]);
    let (a, b) = (site.claim(&set("0-68")), site.claim(&set("69")));
    assert!(a.meets_claim(&b, site.words()) && !a.meets_claim(&b, site.resource_words()));
    assert!(a.meets_claim(&site.claim(&set("68")), site.resource_words()));
}

/// The ways to a claim agree with the plain one: every resource, and every block that any of them is in.
#[test]
fn claims_touch_every_block_of_theirs() {
    let usable = "0-69 80-199";
    let lines: &[&str] = &["0-9", "10-63 64-65", "66-99", "110-120", "121-199"];
    let levels = [("line", lines), ("odd", &["1 3 5 199", "2 4 6", "0-3 190-199"]), ("core", &["1", "0", "199"])];
    let site = layout(usable, &levels);
    let plain = |resources: &ProcSet| {
        let positions: Vec<u32> = set(usable).ranks().collect();
        let mut row = vec![0; site.words()];
        for (at, rank) in
            positions.iter().enumerate().filter(|(_, rank)| resources.ranks().any(|other| other == **rank))
        {
            bits::set(&mut row, at);
            for (name, blocks) in &levels {
                let first = site.first_bit(site.level(name).unwrap());
                for block in (0..blocks.len()).filter(|block| set(blocks[*block]).ranks().any(|other| other == *rank)) {
                    bits::set(&mut row, first + block);
                }
            }
        }
        Claim::of(&row)
    };
    for resources in
        ["", "0", "63-64", "69 80", "0-69", "9-10 109-111 199", "5-6 8-69 80-90 100-103 105 190-195", usable]
    {
        let claim = site.claim(&set(resources));
        assert_eq!(claim, plain(&set(resources)), "{resources}");
        assert_eq!(site.claimed(&claim), set(resources), "{resources}");
    }
    let mut some = Blocks::default();
    for (name, blocks) in &levels {
        let level = site.level(name).unwrap();
        for chosen in 1..1_u64 << blocks.len() {
            let within = (0..blocks.len()).filter(|block| chosen >> block & 1 == 1);
            let resources: Vec<&str> = within.map(|block| blocks[block]).collect();
            let usable = site.claimed(&site.claim(&set(&resources.join(" "))));
            some.clear(blocks.len());
            some.add_word(0, chosen);
            assert_eq!(site.claim_of_blocks(level, &some, &mut Vec::new()), plain(&usable), "{name} {chosen:b}");
        }
        some.clear(blocks.len());
        some.add(1);
        assert_eq!(site.claim_of_block(level, 1), site.claim_of_blocks(level, &some, &mut Vec::new()));
    }
}
