//! Operations of `id`.

use super::Operation;

mod build_digital_link;
mod build_elements;
mod check_identifier;
mod check_party;
mod check_plot;
mod gs1;
mod lint_element;
mod parse_digital_link;
mod parse_elements;
mod scan;
mod translate_epc;

pub(super) const OPERATIONS: &[Operation] = &[
    scan::OPERATION,
    check_identifier::OPERATION,
    check_party::OPERATION,
    check_plot::OPERATION,
    parse_elements::OPERATION,
    build_elements::OPERATION,
    parse_digital_link::OPERATION,
    build_digital_link::OPERATION,
    translate_epc::OPERATION,
    lint_element::OPERATION,
];
