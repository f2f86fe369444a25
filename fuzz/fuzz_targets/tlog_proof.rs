#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| terroir_fuzz::tlog_proof(data));
