//! A small server for a page, on this machine only: what it serves is fixed before the first request.
//!
//! It knows nothing of verdicts. The page verifies in the browser; take the server away after loading and it still does.
//! One request a connection, one thread a connection: enough for a reader and a browser's six connections.

use std::collections::BTreeMap;
use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

/// Scripts and WebAssembly come from this server alone; nothing is inlined, nothing is fetched from elsewhere.
const POLICY: &str = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; base-uri 'none'; \
                      form-action 'none'; frame-ancestors 'none'";

/// Bytes of a request that are read.
const REQUEST_BYTES: u64 = 16 * 1024;
/// How long a browser may keep a connection without asking.
const PATIENCE: Duration = Duration::from_secs(20);

/// All that is served, by path.
#[derive(Default)]
pub(crate) struct Site(BTreeMap<String, Vec<u8>>);

impl Site {
    /// Serves `bytes` under `path`; the ending of the path says what they are.
    pub(crate) fn add(&mut self, path: impl Into<String>, bytes: impl Into<Vec<u8>>) {
        self.0.insert(path.into(), bytes.into());
    }

    /// Files served.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// Bytes served in all.
    pub(crate) fn size(&self) -> usize {
        self.0.values().map(Vec::len).sum()
    }
}

/// A server that runs until [`Running::stop`].
pub(crate) struct Running {
    address: SocketAddr,
    ending: Arc<AtomicBool>,
    thread: JoinHandle<()>,
}

impl Running {
    /// Serves `site` on this machine, on the first of these ports that is free; 0 is any free one.
    ///
    /// # Errors
    /// When none of the ports can be had.
    pub(crate) fn start(site: Site, ports: &[u16]) -> io::Result<Self> {
        let places: Vec<SocketAddr> = ports.iter().map(|port| (Ipv4Addr::LOCALHOST, *port).into()).collect();
        let listener = TcpListener::bind(&*places)
            .map_err(|error| io::Error::new(error.kind(), format!("port {ports:?}: {error}")))?;
        let address = listener.local_addr()?;
        let ending = Arc::new(AtomicBool::new(false));
        let (site, seen) = (Arc::new(site), Arc::clone(&ending));
        let thread = std::thread::spawn(move || {
            for connection in listener.incoming() {
                if seen.load(Ordering::Relaxed) {
                    break;
                }
                let (Ok(connection), site) = (connection, Arc::clone(&site)) else { continue };
                // A reader who hangs up early is no concern of ours.
                std::thread::spawn(move || drop(answer(&site, connection)));
            }
        });
        Ok(Self { address, ending, thread })
    }

    /// Where the page is.
    pub(crate) fn url(&self) -> String {
        format!("http://{}/", self.address)
    }

    /// Takes no more requests.
    pub(crate) fn stop(self) {
        self.ending.store(true, Ordering::Relaxed);
        // One more connection, so that the thread looks up; a panic in it has been printed already.
        drop(TcpStream::connect(self.address));
        drop(self.thread.join());
    }
}

fn answer(site: &Site, mut connection: TcpStream) -> io::Result<()> {
    connection.set_read_timeout(Some(PATIENCE))?;
    connection.set_write_timeout(Some(PATIENCE))?;
    let mut request = BufReader::new(connection.try_clone()?.take(REQUEST_BYTES));
    let mut first = String::new();
    request.read_line(&mut first)?;
    let mut header = String::new();
    while request.read_line(&mut header)? > 2 {
        header.clear();
    }
    let mut words = first.split_whitespace();
    let (method, target) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    if method.is_empty() {
        return Ok(());
    }
    let path = target.split('?').next().unwrap_or_default();
    let path = if path == "/" { "/index.html" } else { path };
    let nothing = Vec::new();
    let (status, body) = match (method, site.0.get(path)) {
        ("GET" | "HEAD", Some(bytes)) => ("200 OK", bytes),
        ("GET" | "HEAD", None) => ("404 Not Found", &nothing),
        _ => ("405 Method Not Allowed", &nothing),
    };
    write!(
        connection,
        "HTTP/1.1 {status}\r\nContent-Type: {}\r\nContent-Length: {}\r\nContent-Security-Policy: {POLICY}\r\n\
         X-Content-Type-Options: nosniff\r\nReferrer-Policy: no-referrer\r\nCache-Control: no-store\r\n\
         Connection: close\r\n\r\n",
        content_type(path),
        body.len(),
    )?;
    if method == "GET" {
        connection.write_all(body)?;
    }
    connection.flush()
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
        let get = |path: &str| ask(running.address, &format!("GET {path} HTTP/1.1\r\nHost: x\r\n\r\n"));
        assert!(get("/").starts_with("HTTP/1.1 200 OK\r\nContent-Type: text/html"));
        assert!(get("/?lang=en").ends_with("\r\n\r\nhello"));
        assert!(get("/../Cargo.toml").starts_with("HTTP/1.1 404 "));
        assert!(ask(running.address, "POST / HTTP/1.1\r\n\r\n").starts_with("HTTP/1.1 405 "));
        assert!(ask(running.address, "HEAD / HTTP/1.1\r\n\r\n").ends_with("\r\n\r\n"));
        // A connection on which nothing is asked does not hold the others up.
        let silent = TcpStream::connect(running.address).unwrap();
        assert!(get("/").ends_with("hello"));
        drop(silent);
        running.stop();
    }
}
