//! A small server for a page, on this machine only: what it serves is fixed before the first request.
//!
//! It knows nothing of verdicts. The page verifies in the browser; take the server away after loading and it still does.

use std::collections::BTreeMap;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::thread::JoinHandle;
use tiny_http::{Header, Method, Request, Response, Server};

/// Scripts and WebAssembly come from this server alone; nothing is inlined, nothing is fetched from elsewhere.
const POLICY: &str = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; base-uri 'none'; \
                      form-action 'none'; frame-ancestors 'none'";

/// Requests answered at a time: a browser opens some connections at once.
const WORKERS: usize = 6;

/// One thing that is served.
pub(crate) struct File {
    content_type: &'static str,
    bytes: Vec<u8>,
}

/// All that is served, by path.
#[derive(Default)]
pub(crate) struct Site {
    files: BTreeMap<String, File>,
}

impl Site {
    /// Serves `bytes` under `path`; the ending of the path says what they are.
    pub(crate) fn add(&mut self, path: impl Into<String>, bytes: impl Into<Vec<u8>>) {
        let path = path.into();
        let content_type = content_type(&path);
        self.files.insert(path, File { content_type, bytes: bytes.into() });
    }

    /// Files served.
    pub(crate) fn len(&self) -> usize {
        self.files.len()
    }

    /// Bytes served in all.
    pub(crate) fn size(&self) -> usize {
        self.files.values().map(|file| file.bytes.len()).sum()
    }
}

/// A server that runs until [`Running::stop`].
pub(crate) struct Running {
    server: Arc<Server>,
    address: SocketAddr,
    workers: Vec<JoinHandle<()>>,
}

impl Running {
    /// Serves `site` on this machine; port 0 takes a free one.
    ///
    /// # Errors
    /// When the port cannot be had.
    pub(crate) fn start(site: Site, port: u16) -> io::Result<Self> {
        let server = Server::http((Ipv4Addr::LOCALHOST, port)).map_err(io::Error::other)?;
        let address =
            server.server_addr().to_ip().ok_or_else(|| io::Error::other("the server has no address"))?;
        let (server, site) = (Arc::new(server), Arc::new(site));
        let workers = (0..WORKERS).map(|_| {
            let (server, site) = (Arc::clone(&server), Arc::clone(&site));
            std::thread::spawn(move || {
                for request in server.incoming_requests() {
                    answer(&site, request);
                }
            })
        });
        let workers = workers.collect();
        Ok(Self { server, address, workers })
    }

    /// Where the page is.
    pub(crate) fn url(&self) -> String {
        format!("http://{}/", self.address)
    }

    /// Lets the requests in hand finish, then ends.
    pub(crate) fn stop(self) {
        for _ in &self.workers {
            self.server.unblock();
        }
        for worker in self.workers {
            // A panic in a worker has been printed already; there is nothing left to end.
            drop(worker.join());
        }
    }
}

fn answer(site: &Site, request: Request) {
    let path = request.url().split('?').next().unwrap_or_default();
    let path = if path == "/" { "/index.html" } else { path };
    let found = site.files.get(path);
    // A reader who hangs up early is no concern of ours.
    drop(match (request.method(), found) {
        (Method::Get | Method::Head, Some(file)) => {
            let mut response = Response::from_data(file.bytes.clone());
            for (name, value) in [
                ("Content-Type", file.content_type),
                ("Content-Security-Policy", POLICY),
                ("X-Content-Type-Options", "nosniff"),
                ("Referrer-Policy", "no-referrer"),
                ("Cache-Control", "no-store"),
            ] {
                if let Ok(header) = Header::from_bytes(name, value) {
                    response.add_header(header);
                }
            }
            request.respond(response)
        }
        (Method::Get | Method::Head, None) => request.respond(Response::empty(404)),
        _ => request.respond(Response::empty(405)),
    });
}

fn content_type(path: &str) -> &'static str {
    match path.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("json") => "application/json",
        Some("svg") => "image/svg+xml",
        Some("wasm") => "application/wasm",
        Some("terroir") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
