//! The page in WebAssembly: what is asked comes in as JSON, the library answers, and documents go out as HTML, pictures and
//! tables. Nothing is computed here. For any other machine than a browser this library is empty.

#[cfg(target_family = "wasm")]
mod answers;
#[cfg(target_family = "wasm")]
mod conditions;
#[cfg(target_family = "wasm")]
mod door;
#[cfg(target_family = "wasm")]
mod files;
#[cfg(target_family = "wasm")]
mod history;
#[cfg(target_family = "wasm")]
mod log;
