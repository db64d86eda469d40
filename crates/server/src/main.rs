//! The program `hafan`.

/// Gives memory back after a rush: glibc keeps a heap for each thread as large as it ever was. For
/// SQLite too (`override`).
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    hafan_server::main()
}
