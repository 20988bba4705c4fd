//! `wenfeng serve`: the page for the people who write the posts, and the same analysis for programs, over HTTP.
//!
//! What a request asks is answered by the engine under the configuration of this folder, as at the command line. The server
//! listens on this machine only, unless it is told otherwise, and then it wants a token. It writes nothing to disk and tells
//! nobody what a draft says: not even a fault of its own is described with words of a draft.
//!
//! [`listen`] keeps connections, [`door`] decides who is let in, [`api`] answers programs, [`assets`] hands out the page, and
//! [`office`] knows what is in force.

mod api;
mod asked;
mod assets;
mod body;
mod door;
mod fault;
mod listen;
mod office;
#[cfg(test)]
mod openapi;
mod patient;
mod token;

use std::io::Write;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::middleware::from_fn_with_state;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;

use crate::cli::ServeArgs;
use crate::problem::Problem;
use crate::say;

use self::api::Kept;
use self::door::Door;
use self::office::Office;
use super::{ExitStatus, Speech, Stop, cause};

/// How long running requests may take to end when the server does.
const LAST_ORDERS: Duration = Duration::from_secs(3);

/// What every answer is made with.
struct Shared {
    office: Office,
    /// What pages have left for when they come back.
    kept: Kept,
    /// As many checks as there are cores run at once; the others wait in line.
    cores: Arc<Semaphore>,
    /// How long a client may take to send a request.
    patience: Duration,
}

/// Serve until told to stop.
pub(super) fn serve(args: &ServeArgs, mut speech: Speech) -> Result<ExitStatus, Stop> {
    let office = Office::open(&args.config, &mut speech)?;
    hush();
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    let outcome = runtime.block_on(run(args, office, speech));
    runtime.shutdown_timeout(Duration::from_millis(100));
    outcome
}

async fn run(args: &ServeArgs, office: Office, speech: Speech) -> Result<ExitStatus, Stop> {
    let ip = args.bind.unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST));
    let token = token::of(args.token_file.as_deref(), ip)?;
    let wanted = SocketAddr::new(ip, args.port);
    let listener = TcpListener::bind(wanted).await.map_err(|error| taken(wanted, &error))?;
    let address = listener.local_addr()?;
    let door = Door::new(address, &args.host, token.clone());
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let shared = Arc::new(Shared {
        office,
        kept: Kept::default(),
        cores: Arc::new(Semaphore::new(cores)),
        patience: Duration::from_secs(args.timeout.max(1)),
    });
    let patience = shared.patience;
    let router = Router::new()
        .merge(api::routes())
        .fallback(assets::answer)
        .method_not_allowed_fallback(fault::no_such_method)
        .layer(from_fn_with_state(Arc::new(door), door::guard))
        .with_state(shared);
    greet(address, token.as_deref(), args, speech)?;
    listen::listen(listener, router, patience).await;
    Ok(ExitStatus::Clean)
}

/// Tell where the page is, and open it.
fn greet(address: SocketAddr, token: Option<&str>, args: &ServeArgs, speech: Speech) -> Result<(), Stop> {
    let mut reachable = address;
    if address.ip().is_unspecified() {
        reachable.set_ip(match address {
            SocketAddr::V4(_) => IpAddr::V4(Ipv4Addr::LOCALHOST),
            SocketAddr::V6(_) => IpAddr::V6(std::net::Ipv6Addr::LOCALHOST),
        });
    }
    let url = match token {
        Some(token) => format!("http://{reachable}/#token={token}"),
        None => format!("http://{reachable}/"),
    };
    {
        let mut out = std::io::stdout().lock();
        writeln!(out, "{url}")?;
        out.flush()?;
    }
    speech.remark(&if address.ip().is_loopback() {
        say!(
            "文风的网页开在上面这个地址，只有这台电脑能打开；稿子不离开本机，也不存盘。按 Ctrl-C 结束。",
            "The page is at the address above, for this machine only; drafts stay here and are not stored. Ctrl-C ends it."
        )
    } else {
        say!(
            "文风的网页开在上面这个地址，知道口令的人从别的电脑也能打开；稿子在这台电脑上查，不存盘。按 Ctrl-C 结束。",
            "The page is at the address above, also for other machines that know the token; drafts are checked here and not stored. Ctrl-C ends it."
        )
    });
    if !args.no_open && open::that_detached(&url).is_err() {
        speech.remark(&say!(
            "浏览器没能自动打开，请把上面的地址粘贴到浏览器里。",
            "The browser could not be opened; paste the address above into it."
        ));
    }
    Ok(())
}

/// Why `address` cannot be listened on.
fn taken(address: SocketAddr, error: &std::io::Error) -> Problem {
    let port = address.port();
    match error.kind() {
        std::io::ErrorKind::AddrInUse => Problem::failure(say!(
            "端口 {port} 已经有程序在用",
            "port {port} is in use by another program"
        ))
        .help(say!("换一个端口，或不写 --port，由系统挑一个", "name another, or leave --port out and one is chosen")),
        std::io::ErrorKind::AddrNotAvailable => {
            let ip = address.ip();
            Problem::failure(say!("这台电脑没有地址 {ip}", "this machine has no address {ip}"))
                .help(say!("不写 --bind 就只在本机打开", "without --bind the page is for this machine only"))
        }
        _ => {
            let reason = cause(error);
            let (zh, en) = (reason.zh, reason.en);
            Problem::failure(say!("{address} 打不开：{zh}", "{address} cannot be listened on: {en}"))
        }
    }
}

/// A fault of ours is told by its place alone; what it says may hold words of a draft.
fn hush() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map_or_else(String::new, ToString::to_string);
        let _ = writeln!(std::io::stderr().lock(), "wenfeng serve: internal fault at {place}");
    }));
}
