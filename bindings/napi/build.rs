//! Link settings of a Node addon.

fn main() {
    napi_build::setup();
    // Node unloads an addon when the last thread of JavaScript that uses it ends. Our threads would then run on in code that
    // is gone, so the addon stays loaded until the process ends. (macOS keeps libraries with thread-local variables anyway.)
    if std::env::var("CARGO_CFG_TARGET_OS").is_ok_and(|system| system == "linux") {
        println!("cargo:rustc-cdylib-link-arg=-Wl,-z,nodelete");
    }
}
