//! Link settings of a Node addon.

fn main() {
    napi_build::setup();
    // Node unloads an addon when the last JavaScript thread that uses it ends. The engine's threads would then execute
    // unmapped code, so the addon stays loaded until the process ends. (macOS never unloads libraries with thread-local
    // variables.)
    if std::env::var("CARGO_CFG_TARGET_OS").is_ok_and(|system| system == "linux") {
        println!("cargo:rustc-cdylib-link-arg=-Wl,-z,nodelete");
    }
}
