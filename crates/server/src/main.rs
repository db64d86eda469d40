//! The program `hafan`.

fn main() -> std::process::ExitCode {
    hafan_server::main()
}
