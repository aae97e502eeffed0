//! The one binary.

use std::process::ExitCode;

use clap::Parser as _;
use plumbline::cli::{Cli, Command, LogFormat};
use plumbline::{commands, serve};
use tracing_subscriber::EnvFilter;

fn main() -> ExitCode {
    let cli = Cli::parse();
    // Before anything else is begun: it limits itself, and needs no threads.
    if let Command::DrawPage { page } = cli.command {
        return ExitCode::from(commands::draw_page(page));
    }
    run(cli)
}

#[tokio::main]
async fn run(cli: Cli) -> ExitCode {
    if let Err(error) = log(&cli) {
        return commands::fail(&error);
    }
    let done = match cli.command {
        Command::Serve(settings) => serve::serve(&settings).await,
        Command::Demo(settings) => commands::demo::demo(&settings).await,
        Command::User { data, action } => commands::user::user(&data, &action).await,
        Command::Backup { data, target } => commands::backup::backup(&data, &target).await,
        Command::Restore { data, source } => commands::backup::restore(&data, &source).await,
        Command::DrawPage { .. } => Ok(ExitCode::FAILURE),
        Command::Verify { pack: Some(pack), key, .. } => {
            commands::verify::verify_pack(&pack, key.as_deref())
        }
        Command::Verify { data, .. } => commands::verify::verify(&data).await,
        Command::Audit { data, action } => commands::audit::audit(&data, &action).await,
        Command::Checkpoint { data } => commands::key::checkpoint(&data).await,
        Command::Key { data, action } => commands::key::key(&data, action).await,
        Command::Healthcheck { listen } => commands::healthcheck::healthcheck(listen).await,
    };
    match done {
        Ok(code) => code,
        Err(error) => commands::fail(&error),
    }
}

fn log(cli: &Cli) -> Result<(), commands::CommandError> {
    let filter = EnvFilter::try_new(&cli.log)
        .map_err(|error| commands::CommandError::new(format!("--log {}: {error}", cli.log)))?;
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    match cli.log_format {
        LogFormat::Text => builder.compact().init(),
        LogFormat::Json => builder.json().flatten_event(true).init(),
    }
    Ok(())
}
