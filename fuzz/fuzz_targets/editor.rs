#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| feedctl_fuzz::editor::run(data));
