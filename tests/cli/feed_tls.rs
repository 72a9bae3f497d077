//! The TLS side of the loopback registry, for tests only.
//!
//! What it is for: a certificate authority and a certificate below it, made anew for
//! each server, so that no key lies in the repository and nothing runs out while
//! nobody looks; and the server's half of a TLS connection.
//!
//! What it is not for: anything outside a test. The authority is in no system's
//! store: a client trusts it only where it is given [`Tls::ca_pem`]. Client
//! certificates, revocation, intermediate authorities and HTTP/2 are left out.

use std::net::TcpStream;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rcgen::{
    BasicConstraints, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair,
    KeyUsagePurpose, date_time_ymd,
};
use rustls::pki_types::{CertificateDer, PrivatePkcs8KeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};

/// What certificate the server shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Certificate {
    /// For `localhost` and `127.0.0.1`, and valid.
    Good,
    /// Valid, but for `feed.example.invalid` only.
    WrongHost,
    /// For the right host, but it ran out long ago.
    Expired,
}

/// What a server needs to speak TLS.
#[derive(Debug)]
pub(crate) struct Tls {
    config: Arc<ServerConfig>,
    ca_pem: String,
}

/// One TLS connection, seen from the server.
pub(crate) type TlsStream<'a> = StreamOwned<ServerConnection, &'a TcpStream>;

impl Tls {
    /// Makes an authority and a certificate.
    ///
    /// # Panics
    ///
    /// If no certificate can be made, which no test can mend.
    #[must_use]
    pub(crate) fn new(certificate: Certificate) -> Self {
        let (issuer, ca) = authority();
        let names: &[&str] = match certificate {
            Certificate::Good | Certificate::Expired => &["localhost", "127.0.0.1"],
            Certificate::WrongHost => &["feed.example.invalid"],
        };
        let mut leaf = params(names[0], names);
        leaf.use_authority_key_identifier_extension = true;
        leaf.key_usages.push(KeyUsagePurpose::DigitalSignature);
        leaf.extended_key_usages
            .push(ExtendedKeyUsagePurpose::ServerAuth);
        if certificate == Certificate::Expired {
            leaf.not_before = date_time_ymd(2001, 1, 1);
            leaf.not_after = date_time_ymd(2002, 1, 1);
        }
        let key = KeyPair::generate().expect("a key of the certificate");
        let leaf = leaf
            .signed_by(&key, &issuer)
            .expect("the authority can sign");

        // The provider is named: with features added elsewhere rustls could not choose.
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .expect("ring knows the usual versions")
            .with_no_client_auth()
            .with_single_cert(
                vec![leaf.der().clone()],
                PrivatePkcs8KeyDer::from(key.serialize_der()).into(),
            )
            .expect("the key belongs to the certificate");
        Self {
            config: Arc::new(config),
            ca_pem: pem(&ca),
        }
    }

    /// The authority, for the file that `http.cainfo` names.
    #[must_use]
    pub(crate) fn ca_pem(&self) -> &str {
        &self.ca_pem
    }

    /// Takes up a connection. The handshake is done by the first read, so a client
    /// that does not like the certificate shows as a read that fails.
    pub(crate) fn accept<'a>(&self, stream: &'a TcpStream) -> Option<TlsStream<'a>> {
        let connection = ServerConnection::new(Arc::clone(&self.config)).ok()?;
        Some(StreamOwned::new(connection, stream))
    }
}

/// Says that nothing follows: without it a client may take the end for an attack.
pub(crate) fn say_goodbye(stream: &mut TlsStream<'_>) {
    stream.conn.send_close_notify();
    while stream.conn.wants_write() {
        match stream.conn.write_tls(&mut stream.sock) {
            Ok(written) if written > 0 => {}
            // The client is gone already.
            _ => break,
        }
    }
}

fn authority() -> (Issuer<'static, KeyPair>, CertificateDer<'static>) {
    let mut ca = params("feed test authority", &[]);
    ca.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    ca.key_usages.push(KeyUsagePurpose::KeyCertSign);
    let key = KeyPair::generate().expect("a key of the authority");
    let der = ca
        .self_signed(&key)
        .expect("it can sign itself")
        .der()
        .clone();
    (Issuer::new(ca, key), der)
}

/// Valid for as long as dates go, under a name of its own.
fn params(common_name: &str, names: &[&str]) -> CertificateParams {
    let names: Vec<String> = names.iter().map(|&name| name.to_owned()).collect();
    let mut params = CertificateParams::new(names).expect("plain host names");
    params
        .distinguished_name
        .push(DnType::CommonName, common_name);
    params
}

fn pem(der: &CertificateDer<'_>) -> String {
    let encoded = STANDARD.encode(der);
    let mut text = String::from("-----BEGIN CERTIFICATE-----\n");
    for line in encoded.as_bytes().chunks(64) {
        text.extend(line.iter().copied().map(char::from));
        text.push('\n');
    }
    text + "-----END CERTIFICATE-----\n"
}
