//! A server for a page, on this machine only: what it serves is fixed before the first request.
//!
//! It knows nothing of verdicts. The page verifies in the browser; take the server away after loading and it still does.

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderName, HeaderValue, StatusCode, Uri, header};
use axum::middleware::map_response;
use axum::response::Response;
use axum::routing::get;
use std::collections::BTreeMap;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::runtime;
use tokio::sync::oneshot;
use tokio::time::timeout;

/// Scripts and WebAssembly come from this server alone; nothing is inlined, nothing is fetched from elsewhere.
const POLICY: &str = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; base-uri 'none'; \
                      form-action 'none'; frame-ancestors 'none'";

/// What every answer says, an error too.
const HEADERS: [(HeaderName, HeaderValue); 4] = [
    (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY)),
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (header::REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
    (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
];

/// How long answers under way may take once the server is told to stop.
const GRACE: Duration = Duration::from_secs(2);

/// All that is served, by path.
#[derive(Default)]
pub(crate) struct Site(BTreeMap<String, Bytes>);

impl Site {
    /// Serves `bytes` under `path`; the ending of the path says what they are.
    pub(crate) fn add(&mut self, path: impl Into<String>, bytes: impl Into<Vec<u8>>) {
        self.0.insert(path.into(), bytes.into().into());
    }

    /// Files served.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// Bytes served in all.
    pub(crate) fn size(&self) -> usize {
        self.0.values().map(Bytes::len).sum()
    }
}

/// A server that runs until [`Running::stop`].
pub(crate) struct Running {
    address: SocketAddr,
    stop: oneshot::Sender<()>,
    thread: JoinHandle<()>,
}

impl Running {
    /// Serves `site` on this machine, on the first of these ports that is free; 0 is any free one.
    ///
    /// # Errors
    /// When none of the ports can be had.
    pub(crate) fn start(site: Site, ports: &[u16]) -> io::Result<Self> {
        let places: Vec<SocketAddr> = ports.iter().map(|port| (Ipv4Addr::LOCALHOST, *port).into()).collect();
        let runtime = runtime::Builder::new_current_thread().enable_all().build()?;
        let listener = runtime
            .block_on(TcpListener::bind(&*places))
            .map_err(|error| io::Error::new(error.kind(), format!("port {ports:?}: {error}")))?;
        let address = listener.local_addr()?;
        let (stop, stopped) = oneshot::channel();
        let thread = thread::spawn(move || runtime.block_on(serve(site, listener, stopped)));
        Ok(Self { address, stop, thread })
    }

    /// Where the page is.
    pub(crate) fn url(&self) -> String {
        format!("http://{}/", self.address)
    }

    /// Takes no more requests, and finishes the answers under way.
    pub(crate) fn stop(self) {
        drop(self.stop);
        // A panic in the thread has been printed already.
        drop(self.thread.join());
    }
}

/// Serves until the other end of `stopped` is gone, then for [`GRACE`] at most.
async fn serve(site: Site, listener: TcpListener, stopped: oneshot::Receiver<()>) {
    // `get` answers HEAD as well, and 405 to every other method.
    let pages = get(answer).layer(map_response(guard)).with_state(Arc::new(site));
    let (end, ended) = oneshot::channel::<()>();
    let server = axum::serve(listener, pages.into_make_service()).with_graceful_shutdown(async {
        let _ = ended.await;
    });
    let server = tokio::spawn(server.into_future());
    let _ = stopped.await;
    drop(end);
    // A half-sent request is not waited for: the runtime ends, and its connections with it.
    let _ = timeout(GRACE, server).await;
}

async fn answer(
    State(site): State<Arc<Site>>,
    uri: Uri,
) -> Result<([(HeaderName, &'static str); 1], Bytes), StatusCode> {
    let path = if uri.path() == "/" { "/index.html" } else { uri.path() };
    let bytes = site.0.get(path).ok_or(StatusCode::NOT_FOUND)?;
    Ok(([(header::CONTENT_TYPE, content_type(path))], bytes.clone()))
}

async fn guard(mut response: Response) -> Response {
    response.headers_mut().extend(HEADERS);
    response
}

fn content_type(path: &str) -> &'static str {
    match path.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("json") => "application/json",
        Some("svg") => "image/svg+xml",
        Some("wasm") => "application/wasm",
        Some("terroir" | "txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Read as _, Write as _};
    use std::net::TcpStream;

    fn ask(address: SocketAddr, request: &str) -> String {
        let mut connection = TcpStream::connect(address).unwrap();
        connection.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        connection.read_to_string(&mut answer).unwrap();
        answer
    }

    #[test]
    fn serves_what_it_was_given_and_ends() {
        let mut site = Site::default();
        site.add("/index.html", "hello");
        let running = Running::start(site, &[0]).unwrap();
        let say = |line: &str| {
            ask(running.address, &format!("{line} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
        };
        let get = |path: &str| say(&format!("GET {path}"));
        assert!(get("/").starts_with("HTTP/1.1 200 OK\r\ncontent-type: text/html"));
        assert!(get("/?lang=en").ends_with("\r\n\r\nhello"));
        assert!(get("/../Cargo.toml").starts_with("HTTP/1.1 404 "));
        assert!(say("POST /").starts_with("HTTP/1.1 405 "));
        let head = say("HEAD /");
        assert!(head.contains("\r\ncontent-length: 5\r\n") && head.ends_with("\r\n\r\n"));
        for answer in [get("/"), get("/nothing"), say("POST /")] {
            for (name, value) in HEADERS {
                assert!(answer.contains(&format!("\r\n{name}: {}\r\n", value.to_str().unwrap())), "{answer}");
            }
        }
        // One connection takes any number of requests.
        let mut kept = TcpStream::connect(running.address).unwrap();
        for _ in 0..3 {
            kept.write_all(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n").unwrap();
            let mut answer = Vec::new();
            while !answer.ends_with(b"hello") {
                let mut byte = [0];
                kept.read_exact(&mut byte).unwrap();
                answer.extend(byte);
            }
        }
        // Connections on which nothing is asked, or half a question, hold up neither the others nor the end.
        let silent = TcpStream::connect(running.address).unwrap();
        let mut halting = TcpStream::connect(running.address).unwrap();
        halting.write_all(b"GET / HT").unwrap();
        assert!(get("/").ends_with("hello"));
        let address = running.address;
        running.stop();
        assert!(TcpStream::connect(address).is_err());
        drop((silent, halting, kept));
    }
}
