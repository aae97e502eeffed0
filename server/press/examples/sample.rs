//! Prints the sample of the tests to a file, to look at it: `cargo run -p press --example sample out.pdf`.

#[path = "../tests/press/sample.rs"]
mod sample;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args_os().nth(1).ok_or("which file?")?;
    std::fs::write(path, press::pdf(&sample::document())?)?;
    Ok(())
}
