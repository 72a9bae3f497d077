//! Every call of every scene, with every fault, one run each.

use std::collections::BTreeMap;
use std::time::Instant;

use crate::picture::{age, look};
use crate::scenes::{CONNECTS, DISCONNECTS, DOCTORS, Depth, LOGINS, Scene};
use crate::trace::{Call, Fault, calls, with_fault};
use crate::verdict::{Case, Class};

/// What a sweep came to.
#[derive(Default)]
struct Sum {
    calls: usize,
    runs: usize,
    not_reached: usize,
    classes: BTreeMap<Class, BTreeMap<String, usize>>,
    wrong: Vec<String>,
}

/// The faults for a call.
fn faults(call: &Call, depth: Depth) -> Vec<Fault> {
    let mut faults = vec![Fault::Signal("SIGKILL")];
    let errors: &[&'static str] = match call.name.as_str() {
        // What the system is not known to refuse otherwise.
        "clone" | "clone3" | "vfork" | "fork" => &["EAGAIN", "ENOMEM"],
        "wait4" | "waitid" => &["ECHILD", "EINTR"],
        "getrandom" => &["EINTR"],
        // The standard library panics there.
        "close" if call.closes_folder => &[],
        "pipe2" | "socketpair" | "dup" | "fcntl" => &["EMFILE", "EINTR"],
        _ if depth == Depth::Some => &["EIO", "EACCES"],
        // Reading takes no room.
        _ if !call.may_write && call.name != "write" => &["EIO", "EACCES", "EINTR"],
        "openat" => &[
            "EIO", "EACCES", "ENOSPC", "EINTR", "EROFS", "EDQUOT", "EMFILE",
        ],
        "write" | "fsync" | "fchmod" | "rename" | "unlink" | "mkdir" | "rmdir" => {
            &["EIO", "EACCES", "ENOSPC", "EINTR", "EROFS", "EDQUOT"]
        }
        _ => &["EIO", "EACCES", "ENOSPC", "EINTR"],
    };
    for &error in errors {
        if error == "EINTR" && call.name != "close" {
            faults.extend([Fault::Once(error), Fault::Thrice(error)]);
            continue;
        }
        faults.push(Fault::Once(error));
        if depth == Depth::All
            && ["EIO", "EACCES", "ENOSPC"].contains(&error)
            && (call.may_write || error == "EIO")
            && call.name != "close"
        {
            faults.push(Fault::FromNowOn(error));
        }
    }
    if call.name == "write" {
        faults.push(Fault::Nothing);
    }
    if call.may_write && depth == Depth::All {
        faults.extend([Fault::Signal("SIGINT"), Fault::Signal("SIGTERM")]);
    }
    faults
}

fn sweep(scene: &Scene, only: &dyn Fn(&Call, Fault) -> bool, sum: &mut Sum) {
    let before = look(&scene.sandbox().path(""));
    let clean = scene.sandbox();
    let run = scene.run(&clean);
    assert_eq!(run.code, Some(scene.code), "{}: {run}", scene.name);
    let after = look(&clean.path(""));
    let changed = scene
        .parts
        .iter()
        .any(|part| before.get(part.path) != after.get(part.path));
    assert_eq!(changed, !scene.parts.is_empty(), "{}: {run}", scene.name);
    for call in calls(scene) {
        let mut tried = false;
        for fault in faults(&call, scene.depth) {
            if !only(&call, fault) {
                continue;
            }
            tried = true;
            let sandbox = scene.sandbox();
            let Some(run) = with_fault(scene, &sandbox, &call, fault) else {
                sum.not_reached += 1;
                continue;
            };
            sum.runs += 1;
            let now = look(&sandbox.path(""));
            let case = Case {
                scene,
                call: &call,
                fault,
                before: &before,
                after: &after,
                now: &now,
                run: &run,
            };
            let mut verdict = case.judge();
            // Where nothing has happened yet, the next run is the clean one.
            if verdict.is_ok() && matches!(fault, Fault::Signal(_)) && now != before {
                age(&sandbox.path(""), &now);
                let again = scene.run(&sandbox);
                let then = look(&sandbox.path(""));
                verdict = case.judge_again(&again, &then).and(verdict);
            }
            match verdict {
                Ok(class) => {
                    let of_class = sum.classes.entry(class).or_default();
                    *of_class.entry(name_of(fault)).or_default() += 1;
                }
                Err(why) => sum.wrong.push(format!(
                    "{}: {fault} at {}\n  {why}\n{run}",
                    scene.name, call.line
                )),
            }
        }
        sum.calls += usize::from(tried);
    }
}

/// The error or signal, whether it came once or more often.
fn name_of(fault: Fault) -> String {
    match fault {
        Fault::Signal(signal) => signal.to_owned(),
        _ => fault.error().unwrap_or("0 bytes").to_owned(),
    }
}

fn report(command: &str, scenes: &[Scene], only: &dyn Fn(&Call, Fault) -> bool) {
    let start = Instant::now();
    let mut sum = Sum::default();
    // By hand: only the scenes that are so called.
    let chosen = std::env::var("FAULTS_SCENE").unwrap_or_default();
    for scene in scenes.iter().filter(|scene| scene.name.contains(&chosen)) {
        sweep(scene, only, &mut sum);
    }
    println!(
        "{command}: {} calls in {} scenes, {} runs with a fault, {} as allowed, {} not, {} calls not made again; {:.0} s",
        sum.calls,
        scenes.len(),
        sum.runs,
        sum.runs - sum.wrong.len(),
        sum.wrong.len(),
        sum.not_reached,
        start.elapsed().as_secs_f64()
    );
    for (class, faults) in &sum.classes {
        let total: usize = faults.values().sum();
        let each: Vec<String> = faults
            .iter()
            .map(|(fault, count)| format!("{fault} {count}"))
            .collect();
        println!("  {total:>6} {class} ({})", each.join(", "));
    }
    for wrong in sum.wrong.iter().take(300) {
        println!("not allowed: {wrong}\n");
    }
    assert!(sum.wrong.is_empty(), "{command}: {} runs", sum.wrong.len());
    assert!(sum.runs > 0, "{command}: no fault happened");
}

#[test]
#[ignore = "takes minutes: tests/faults/run"]
fn connect() {
    report("connect", CONNECTS, &|_, _| true);
}

#[test]
#[ignore = "takes a minute: tests/faults/run"]
fn disconnect() {
    report("disconnect", DISCONNECTS, &|_, _| true);
}

#[test]
#[ignore = "takes minutes: tests/faults/run"]
fn doctor_fix() {
    report("doctor --fix", DOCTORS, &|_, _| true);
}

#[test]
#[ignore = "takes minutes: tests/faults/run"]
fn login() {
    report("login", LOGINS, &|_, _| true);
}

/// Each call that writes fails once, or is the last that is made.
#[test]
fn connect_where_it_writes() {
    report(
        "connect, where it writes",
        &CONNECTS[..1],
        &|call, fault| {
            call.may_write && matches!(fault, Fault::Once("EIO") | Fault::Signal("SIGKILL"))
        },
    );
}

/// A file that cannot be read may say anything: that the name is another feed's, that
/// the feed is here, which feed a token is for.
#[test]
fn what_cannot_be_read_is_not_taken_for_absent() {
    let decides = [
        "/.git\"",
        "/Cargo.toml\"",
        "/.cargo\"",
        "/.cargo/config",
        "registries.json\"",
    ];
    let of_those = |call: &Call, fault: Fault| {
        let is_asked = !call.may_write && decides.iter().any(|path| call.line.contains(path));
        is_asked && fault == Fault::Once("EIO")
    };
    report("connect, what it reads", &CONNECTS[2..4], &of_those);
    report("disconnect, what it reads", &DISCONNECTS[..1], &of_those);
    report("login, what it reads", &LOGINS[3..], &of_those);
}

#[test]
fn login_where_no_process_and_no_thread_is_left() {
    report("login, what it starts", &LOGINS[..1], &|call, fault| {
        call.name.starts_with("clone") && fault == Fault::Once("EAGAIN")
    });
}
