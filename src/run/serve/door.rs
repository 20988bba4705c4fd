//! Who is let in, and what every answer carries.
//!
//! Any page that a browser shows can send requests to this machine. So the name that a request calls the server by must be
//! one of its own (a name that was made to point here, DNS rebinding, is not), a request that a browser sends for another
//! site is refused, and where other machines can reach the server, the programs' addresses want a token.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::header::{AUTHORIZATION, HOST, HeaderName, ORIGIN};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::fault::Fault;
use super::token;
use crate::say;

/// The port that an address of the web has where it names none.
const USUAL_PORT: u16 = 80;

/// What every answer carries. The page may load its own scripts, styles and images, talk to this server, and nothing else; no
/// other site may frame it, read it or learn its address.
const HEADERS: [(&str, &str); 8] = [
    (
        "content-security-policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; \
         base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
    ),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(), geolocation=(), microphone=()"),
    ("x-dns-prefetch-control", "off"),
];

/// Who is let in.
pub(super) struct Door {
    /// What the server may be called by, in small letters, with the port.
    names: Vec<String>,
    /// Names given by hand, which may stand for a proxy that speaks https.
    given: Vec<String>,
    /// The port, where every address of the machine is listened on.
    any: Option<u16>,
    token: Option<String>,
}

impl Door {
    /// The door of a server at `address` that is also called by the names `given`, with or without a port.
    pub(super) fn new(address: SocketAddr, given: &[String], token: Option<String>) -> Self {
        let port = address.port();
        let own =
            [format!("127.0.0.1:{port}"), format!("localhost:{port}"), format!("[::1]:{port}"), address.to_string()];
        let mut names: Vec<String> = own.into();
        if port == USUAL_PORT {
            names.extend(["127.0.0.1", "localhost", "[::1]"].map(str::to_owned));
            names.push(address.to_string().trim_end_matches(":80").to_owned());
        }
        let given: Vec<String> = given.iter().map(|name| name.trim().to_ascii_lowercase()).collect();
        let with_port = given.iter().map(|name| format!("{name}:{port}"));
        let given: Vec<String> = with_port.chain(given.iter().cloned()).collect();
        names.extend(given.iter().cloned());
        Self { names, given, any: address.ip().is_unspecified().then_some(port), token }
    }

    /// Whether the server may be called `name`.
    fn knows(&self, name: &str) -> bool {
        let name = name.to_ascii_lowercase();
        // Nobody can make a plain address point elsewhere.
        let plain = || name.parse::<SocketAddr>().is_ok_and(|address| Some(address.port()) == self.any);
        self.names.contains(&name) || plain()
    }

    /// Whether a page from `origin` is one of ours.
    fn is_own(&self, origin: &str) -> bool {
        let secure =
            || origin.strip_prefix("https://").is_some_and(|name| self.given.contains(&name.to_ascii_lowercase()));
        origin.strip_prefix("http://").is_some_and(|name| self.knows(name)) || secure()
    }

    /// # Errors
    /// Why the request is not let in.
    fn admits(&self, request: &Request) -> Result<(), Fault> {
        let headers = request.headers();
        let by_uri = request.uri().authority().map(axum::http::uri::Authority::as_str);
        let hosts: Vec<&HeaderValue> = headers.get_all(HOST).iter().collect();
        let called = match hosts.as_slice() {
            [one] => one.to_str().ok(),
            _ => None,
        };
        if !called.is_some_and(|name| self.knows(name)) || by_uri.is_some_and(|name| !self.knows(name)) {
            return Err(Fault::new(
                StatusCode::FORBIDDEN,
                "host",
                say!("请求里的主机名（Host）不是这台服务的", "the Host of the request is not a name of this server"),
            )
            .help(say!(
                "用启动时显示的地址；要用别的名称，启动时加 --host 名称",
                "use the address shown at the start; for another name start with --host NAME"
            )));
        }
        let foreign = || {
            Fault::new(
                StatusCode::FORBIDDEN,
                "origin",
                say!("这个请求是别的网站发来的", "this request was sent by another site"),
            )
            .help(say!("请从文风自己的网页上用", "use the page of wenfeng itself"))
        };
        let origins: Vec<&HeaderValue> = headers.get_all(ORIGIN).iter().collect();
        if !origins.iter().all(|origin| origin.to_str().is_ok_and(|origin| self.is_own(origin))) || origins.len() > 1 {
            return Err(foreign());
        }
        let programs = request.uri().path().starts_with("/api/");
        if !sent_by_ourselves(headers) && (programs || !follows_a_link(request)) {
            return Err(foreign());
        }
        if let Some(token) = self.token.as_ref().filter(|_| programs)
            && !bearer(headers).is_some_and(|given| token::same(given, token))
        {
            let message = match bearer(headers) {
                None => say!("这个地址要口令", "this address wants a token"),
                Some(_) => say!("口令不对", "the token is wrong"),
            };
            return Err(Fault::new(StatusCode::UNAUTHORIZED, "token", message).help(say!(
                "请求里写上：Authorization: Bearer 口令（启动时显示）",
                "send: Authorization: Bearer TOKEN (shown at the start)"
            )));
        }
        Ok(())
    }
}

/// Whether the browser, if it is one, says that our own page or the user sends the request.
fn sent_by_ourselves(headers: &HeaderMap) -> bool {
    headers.get("sec-fetch-site").is_none_or(|site| matches!(site.as_bytes(), b"same-origin" | b"none"))
}

/// Whether the user follows a link to the page, which may stand anywhere.
fn follows_a_link(request: &Request) -> bool {
    let is = |name: &str, value: &[u8]| request.headers().get(name).is_some_and(|v| v.as_bytes() == value);
    request.method() == Method::GET && is("sec-fetch-mode", b"navigate") && is("sec-fetch-dest", b"document")
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers.get(AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

/// Let `request` in or turn it away; either answer carries [`HEADERS`].
pub(super) async fn guard(State(door): State<Arc<Door>>, request: Request, next: Next) -> Response {
    let mut response = match door.admits(&request) {
        Ok(()) => next.run(request).await,
        Err(fault) => fault.into_response(),
    };
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    headers.entry("cache-control").or_insert(HeaderValue::from_static("no-store"));
    response
}
