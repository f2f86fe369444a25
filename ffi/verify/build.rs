//! Asks the linker to say what refers to what, so that `xtask` can leave out the data that nothing refers to; and for a stack
//! that is ten times what is needed instead of forty times: what stands behind it then has shorter addresses.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if std::env::var_os("CARGO_CFG_TARGET_ARCH").is_some_and(|arch| arch == "wasm32") {
        println!("cargo::rustc-cdylib-link-arg=--emit-relocs");
        println!("cargo::rustc-cdylib-link-arg=-zstack-size=262144");
    }
}
