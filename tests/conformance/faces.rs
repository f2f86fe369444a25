//! Our own vectors through the Rust face.

use terroir_tests::{Tally, faces::cases};

#[test]
fn vectors_through_rust() {
    let mut tally = Tally::new("ours/rust");
    for case in cases() {
        tally.case(&case.name, case.check(&terroir::api::call(&case.op, &case.text())));
    }
    tally.finish();
}
