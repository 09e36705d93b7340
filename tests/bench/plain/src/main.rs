//! `plain-search FILE plain|core`: decides a scenario natively. It writes how many milliseconds that took, then what was
//! decided, as `Workload::decided` gives it.

use plain_search::Workload;
use std::env;
use std::fs;
use std::time::Instant;

fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [file, search] = &arguments[..] else { panic!("a file and a search must be named") };
    let mut workload = Workload::new(&fs::read_to_string(file).expect("a file to read"));
    let decide = match search.as_str() {
        "plain" => Workload::search_plainly,
        "core" => Workload::search,
        _ => panic!("there is no search {search}"),
    };
    let start = Instant::now();
    decide(&mut workload);
    println!("{}", start.elapsed().as_secs_f64() * 1000.0);
    print!("{}", workload.decided());
}
