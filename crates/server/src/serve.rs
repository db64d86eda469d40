//! `hafan serve`: the place, running.

use crate::config::Settings;
use crate::listen::Limits;
use crate::{Fault, handles, house, listen, say};
use hafan_app::{App, jobs, setup_link};
use std::io::IsTerminal as _;
use std::net::SocketAddr;
use std::process::{Command, Stdio};
use std::sync::Arc;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::Notify;
use tokio::task::JoinHandle;
use tracing_subscriber::EnvFilter;

/// Runs until somebody stops it (SIGTERM, SIGINT).
///
/// # Errors
/// It could not start; the words say why.
pub fn run(settings: &Settings, is_demo: bool) -> Result<(), Fault> {
    start_log(&settings.log)?;
    let mut runtime = tokio::runtime::Builder::new_multi_thread();
    if settings.workers > 0 {
        runtime.worker_threads(settings.workers);
    }
    let runtime = runtime.enable_all().build()?;
    let served = runtime.block_on(serve(settings, is_demo));
    // Not waited for: a backup that is half made, a picture that is being developed. Both are done
    // again, and what they left is swept.
    runtime.shutdown_background();
    served
}

async fn serve(settings: &Settings, is_demo: bool) -> Result<(), Fault> {
    let sample = is_demo
        .then(|| house::of_the_sample_place(settings))
        .transpose()?;
    let settings = sample.as_ref().unwrap_or(settings);
    let lock = house::lock(settings)?;
    if is_demo {
        house::clear_the_sample_place(settings)?;
    }
    let listener = TcpListener::bind(settings.listen).await.map_err(|error| {
        format!(
            "can't listen on {}: {error}; choose another with --listen",
            settings.listen
        )
    })?;
    let listening = listener.local_addr()?;
    let public_url = match &settings.public_url {
        Some(url) => url.clone(),
        None => local_url(listening),
    };
    let app = house::open(settings, public_url)?;
    house::require_shared_pictures(&app, settings).await?;
    if is_demo {
        let folder = settings.data.display();
        say::line(&format!(
            "Making a sample place in {folder}. This takes up to half a minute …"
        ));
        hafan_app::demo::build(&app).await?;
        announce_sample(&app, settings);
    } else {
        announce(&app, listening).await?;
    }
    let asked_to_stop = stopped()?;
    let jobs_stop = Arc::new(Notify::new());
    let jobs = spawn(jobs::run(app.clone(), Arc::clone(&jobs_stop)));
    let stop = async {
        asked_to_stop.await;
        app.closing.begin();
        // Beside the requests: both have some seconds, and not one after the other.
        jobs_stop.notify_one();
    };
    listen::serve(
        listener,
        hafan_web::router(app.clone()),
        &Limits {
            connections_max: handles::connections(settings.connections_max),
            trusted_proxies: settings.trusted_proxies.clone(),
        },
        stop,
    )
    .await;
    jobs.await.ok();
    app.store.close().await;
    drop(lock);
    Ok(())
}

#[expect(
    clippy::disallowed_methods,
    reason = "the jobs run as long as the process does"
)]
fn spawn(task: impl Future<Output = ()> + Send + 'static) -> JoinHandle<()> {
    tokio::spawn(task)
}

/// Says how to look around in the sample place.
fn announce_sample(app: &App, settings: &Settings) {
    say::line(&format!(
        "A sample place is running. Open this address in a browser and sign in:\n\n    \
         {}/sign-in\n\n    \
         Name:      candle (or mair, tallpines, rhian, gwyn; carys looks after the place)\n    \
         Password:  {}\n\n\
         A hidden community is there too: sign in as mair and change persona to Tawel.\n\
         It lies in {}, apart from any place of your own. \
         What you change in it is gone at the next start.",
        app.config.public_url,
        hafan_app::demo::PASSWORD,
        settings.data.display()
    ));
}

/// Says where the place is, and how its first host gets in. `listening` is told where people come
/// by another address: that is what the proxy in front has to know.
async fn announce(app: &App, listening: SocketAddr) -> Result<(), Fault> {
    let url = &app.config.public_url;
    let there = match *url == local_url(listening) {
        true => String::new(),
        false => format!(" (it listens on {listening})"),
    };
    match setup_link::renew(app).await? {
        None => say::line(&format!("Hafan is running at {url}{there}")),
        Some(link) => {
            say::line(&format!(
                "Hafan is running{there}. To set up your place, open this link in a browser:"
            ));
            say::line(&format!("\n    {link}\n"));
            say::line(
                "It works once. Keep it to yourself: whoever opens it first becomes the host.\n\
                 Starting Hafan again makes a new one.",
            );
            open_browser(&link);
        }
    }
    Ok(())
}

/// Opens the link for somebody who sits at a desktop; anybody else has it in the terminal.
fn open_browser(link: &str) {
    let has_desktop = cfg!(target_os = "macos") || has_display();
    if !std::io::stdout().is_terminal() || !has_desktop {
        return;
    }
    let opener = if cfg!(target_os = "macos") {
        "open"
    } else {
        "xdg-open"
    };
    let mut command = Command::new(opener);
    command
        .arg(link)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    // Waited for beside everything else, so that it leaves no dead process behind.
    std::thread::spawn(move || command.status().is_ok());
}

#[expect(
    clippy::disallowed_methods,
    reason = "whether somebody sits at a desktop"
)]
fn has_display() -> bool {
    let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    is_set("DISPLAY") || is_set("WAYLAND_DISPLAY")
}

/// The address for a browser on this machine.
fn local_url(listening: SocketAddr) -> String {
    if listening.ip().is_unspecified() {
        format!("http://127.0.0.1:{}", listening.port())
    } else {
        format!("http://{listening}")
    }
}

/// Ends at the first SIGTERM or SIGINT.
fn stopped() -> Result<impl Future<Output = ()>, Fault> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}

fn start_log(filter: &str) -> Result<(), Fault> {
    let filter = EnvFilter::try_new(filter)
        .map_err(|error| format!("the log filter {filter:?} is not understood: {error}"))?;
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal())
        .try_init()
}
