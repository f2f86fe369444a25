//! Laws, each a sentence before it is code.

mod arrival;
mod balance;
mod base;
mod capture;

mod certificate;
mod chrono;
mod codes;
mod codes_issued;
mod condition;
mod credential;
mod custody;
mod gaps;
mod graph;
mod gs1;
mod handle;
mod json;
mod log;
mod lot;
mod passport;
mod peer;
mod plots;
mod proof;
mod query;
mod recall;
mod required;
mod resolve;
mod signatures;
mod single;
mod sorted;
mod trace;
mod tree;
mod views;
mod xml;
