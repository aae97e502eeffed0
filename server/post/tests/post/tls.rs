//! The certificate of `localhost`, and tests in a process that trusts it.

use std::process::Command;
use std::sync::Arc;

use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring::default_provider;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};

/// What names the certificates that a process trusts.
const TRUSTED: &str = "SSL_CERT_FILE";

const CERTIFICATE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/post/localhost.pem");

/// A server that shows the certificate of `localhost`.
pub fn config() -> Arc<ServerConfig> {
    let certificate = CertificateDer::from_pem_file(CERTIFICATE).unwrap();
    let key = PrivateKeyDer::from_pem_slice(include_bytes!("localhost.key.pem")).unwrap();
    let config = ServerConfig::builder_with_provider(Arc::new(default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)
        .unwrap();
    Arc::new(config)
}

/// Whether this process trusts the certificate. If it doesn't, the named test is run again in one that
/// does: what a process trusts is read from its environment, which no test may change under others.
pub fn is_trusted(test: &str) -> bool {
    if std::env::var(TRUSTED).is_ok_and(|file| file == CERTIFICATE) {
        return true;
    }
    let again = Command::new(std::env::current_exe().unwrap())
        .args([test, "--exact"])
        .env(TRUSTED, CERTIFICATE)
        .env_remove("SSL_CERT_DIR")
        // Nobody is there. Nothing here may ask a proxy of the environment, so nothing notices.
        .env("ALL_PROXY", "http://127.0.0.1:1")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&again.stdout);
    assert!(again.status.success() && said.contains("1 passed"), "{said}");
    false
}
