#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    feedctl_fuzz::tree::Tree::of_bytes(data).story(feedctl_fuzz::judge::connected);
});
