//! `musclerun completions` and `musclerun man`: written out, or put where shells and `man` look.

use std::path::PathBuf;

use anyhow::anyhow;
use clap_complete::Shell;
use musclerun::batch::{Observer, Severity};

use super::profile::folder_of;
use super::{Failure, files, output, refused, wrong};
use crate::cli::{CompletionsCommand, ManCommand, program};

pub(super) fn completions(
    typed: &CompletionsCommand,
    observer: &mut dyn Observer,
) -> Result<(), Failure> {
    let shell = typed.shell.or_else(Shell::from_env).ok_or_else(|| {
        wrong("which shell is not known, as SHELL names none; such as `musclerun completions bash --install`")
    })?;
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut program(), "musclerun", &mut script);
    if !typed.install {
        return Ok(files::to_stdout(&typed.form.bytes("script", script)?)?);
    }
    let path = match shell {
        Shell::Bash => data_folder()?.join("bash-completion/completions/musclerun"),
        Shell::Zsh => data_folder()?.join("zsh/site-functions/_musclerun"),
        Shell::Fish => folder_of("XDG_CONFIG_HOME", ".config", ".config", "APPDATA")
            .ok_or_else(|| anyhow!("neither XDG_CONFIG_HOME nor HOME is set"))?
            .join("fish/completions/musclerun.fish"),
        _ => {
            let reason = format!(
                "{shell} looks in no folder of its own; write the script to a file that its profile reads: \
                 musclerun completions {shell} > FILE"
            );
            return Err(refused("--install", &shell.to_string(), reason));
        }
    };
    install(&path, &script, observer)?;
    if shell == Shell::Zsh {
        let folder = path.parent().unwrap_or(&path).display();
        let message = format!("zsh finds it where its fpath holds {folder}");
        observer.report(Severity::Note, &message);
    }
    Ok(())
}

pub(super) fn man(typed: &ManCommand, observer: &mut dyn Observer) -> Result<(), Failure> {
    if !typed.install {
        let page = page(&described(typed.command.as_deref())?)?;
        return Ok(files::to_stdout(&typed.form.bytes("page", page)?)?);
    }
    let folder = data_folder()?.join("man").join("man1");
    let program = program();
    let names = program.get_subcommands().map(clap::Command::get_name);
    for name in std::iter::once(None).chain(names.map(Some)) {
        let command = described(name)?;
        let path = folder.join(format!("{}.1", command.get_name()));
        install(&path, &page(&command)?, observer)?;
    }
    Ok(())
}

/// The folder for what programs bring.
fn data_folder() -> Result<PathBuf, Failure> {
    let folder = folder_of("XDG_DATA_HOME", ".local/share", ".local/share", "LOCALAPPDATA");
    folder.ok_or_else(|| anyhow!("neither XDG_DATA_HOME nor HOME is set").into())
}

/// Says where, and writes there.
fn install(
    path: &std::path::Path,
    bytes: &[u8],
    observer: &mut dyn Observer,
) -> Result<(), Failure> {
    observer.report(Severity::Note, &format!("writing {}", path.display()));
    output::write_file(path, bytes, observer)
}

fn page(command: &clap::Command) -> Result<Vec<u8>, Failure> {
    let mut page = Vec::new();
    clap_mangen::Man::new(command.clone()).render(&mut page)?;
    Ok(page)
}

/// The command that a manual page is asked for, by its name; the program itself for none.
fn described(name: Option<&str>) -> Result<clap::Command, Failure> {
    let program = program();
    let Some(name) = name else {
        return Ok(program);
    };
    let names: Vec<&str> = program.get_subcommands().map(clap::Command::get_name).collect();
    let page_name = format!("musclerun-{name}");
    program
        .find_subcommand(name)
        .map(|command| command.clone().name(page_name))
        .ok_or_else(|| refused("[COMMAND]", name, format!("{} are accepted", names.join(", "))))
}
