//! The binary: hands the arguments over and exits with the code.

fn main() {}
