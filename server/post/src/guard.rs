//! Which addresses a webhook may reach: the public ones, and those that the operator allowed.

use std::fmt;
use std::future::Future;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::pin::Pin;
use std::str::FromStr;
use std::sync::Arc;

use ipnet::{IpNet, Ipv4Net, Ipv6Net};
use reqwest::Url;
use reqwest::dns::{Name, Resolve, Resolving};

/// What is not public of IPv4, by the IANA IPv4 Special-Purpose Address Registry and the IANA IPv4
/// Multicast Address Space Registry.
const NOT_PUBLIC_V4: &[(Ipv4Net, &str)] = &[
    (v4(0, 0, 0, 0, 8), "this network"),
    (v4(10, 0, 0, 0, 8), "private use"),
    (v4(100, 64, 0, 0, 10), "shared address space"),
    (v4(127, 0, 0, 0, 8), "loopback"),
    (v4(169, 254, 0, 0, 16), "link local"),
    (v4(172, 16, 0, 0, 12), "private use"),
    (v4(192, 0, 0, 0, 24), "IETF protocol assignments"),
    (v4(192, 0, 2, 0, 24), "documentation"),
    (v4(192, 88, 99, 0, 24), "6to4 relays"),
    (v4(192, 168, 0, 0, 16), "private use"),
    (v4(198, 18, 0, 0, 15), "benchmarking"),
    (v4(198, 51, 100, 0, 24), "documentation"),
    (v4(203, 0, 113, 0, 24), "documentation"),
    (v4(224, 0, 0, 0, 4), "multicast"),
    (v4(240, 0, 0, 0, 4), "reserved, and the limited broadcast"),
];

/// All that is global unicast of IPv6, by the IANA IPv6 Address Space registry. It leaves out NAT64
/// (`64:ff9b::/96`), behind which any IPv4 address may be.
const PUBLIC_V6: Ipv6Net = v6(0x2000, 0, 0, 3);

/// What is not public of [`PUBLIC_V6`], by the IANA IPv6 Special-Purpose Address Registry.
const NOT_PUBLIC_V6: &[(Ipv6Net, &str)] = &[
    (v6(0x2001, 0, 0, 23), "IETF protocol assignments, Teredo among them"),
    (v6(0x2001, 0xdb8, 0, 32), "documentation"),
    (v6(0x2002, 0, 0, 16), "6to4, which holds an IPv4 address"),
    (v6(0x3fff, 0, 0, 20), "documentation"),
];

const fn v4(a: u8, b: u8, c: u8, d: u8, bits: u8) -> Ipv4Net {
    Ipv4Net::new_assert(Ipv4Addr::new(a, b, c, d), bits)
}

const fn v6(a: u16, b: u16, c: u16, bits: u8) -> Ipv6Net {
    Ipv6Net::new_assert(Ipv6Addr::new(a, b, c, 0, 0, 0, 0, 0), bits)
}

/// Whether an address is one of the open internet: none of this machine, of a network inside, or of
/// the cloud that it runs in.
#[must_use]
pub fn is_public(ip: IpAddr) -> bool {
    match ip.to_canonical() {
        IpAddr::V4(ip) => !NOT_PUBLIC_V4.iter().any(|(net, _)| net.contains(&ip)),
        IpAddr::V6(ip) => {
            PUBLIC_V6.contains(&ip) && !NOT_PUBLIC_V6.iter().any(|(net, _)| net.contains(&ip))
        }
    }
}

/// A host as an address names it, in its one usual form: lower case, without the dot at the end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Host {
    /// A name, which is looked up.
    Name(String),
    /// An address, which is connected to as it is. A mapped IPv4 address is one of IPv4.
    Ip(IpAddr),
}

impl Host {
    /// The host of an address on the web; those without are none.
    pub(crate) fn of(url: &Url) -> Option<Self> {
        if let Some(name) = url.domain() {
            let name = name.trim_end_matches('.').to_ascii_lowercase();
            return (!name.is_empty()).then_some(Self::Name(name));
        }
        let ip = url.host_str()?.trim_start_matches('[').trim_end_matches(']');
        ip.parse::<IpAddr>().ok().map(|ip| Self::Ip(ip.to_canonical()))
    }

    /// The same from the bare text, such as `example.org`, `127.0.0.1` or `[::1]`.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let may = |c: char| c.is_alphanumeric() || "-_.:[]".contains(c);
        if text.is_empty() || !text.chars().all(may) {
            return None;
        }
        let url = Url::parse(&format!("https://{text}/")).ok()?;
        if url.port().is_some() { None } else { Self::of(&url) }
    }

    /// Whether it is this machine by its very name.
    pub(crate) fn is_this_machine(&self) -> bool {
        match self {
            Self::Name(name) => name == "localhost" || name.ends_with(".localhost"),
            Self::Ip(ip) => ip.is_loopback(),
        }
    }
}

impl fmt::Display for Host {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name(name) => f.write_str(name),
            Self::Ip(IpAddr::V4(ip)) => ip.fmt(f),
            Self::Ip(IpAddr::V6(ip)) => write!(f, "[{ip}]"),
        }
    }
}

/// What the operator allows beyond the public addresses, such as a chat server inside. It is written
/// with commas between: names (`chat.example.org`, or `.example.org` for all below), addresses
/// (`10.1.2.3`) and networks (`10.0.0.0/8`).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Allowed(Vec<Entry>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Entry {
    Name(String),
    /// With the dot before it.
    Below(String),
    Net(IpNet),
}

/// Why a text is no list of what is allowed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "“{0}” is no host name (chat.example.org, or .example.org for all below), address (10.1.2.3) or network (10.0.0.0/8)"
)]
pub struct NotAllowed(String);

impl FromStr for Allowed {
    type Err = NotAllowed;

    fn from_str(text: &str) -> Result<Self, NotAllowed> {
        let entries = text.split(',').map(str::trim).filter(|entry| !entry.is_empty());
        entries.map(Entry::parse).collect::<Result<_, _>>().map(Self)
    }
}

impl Entry {
    fn parse(text: &str) -> Result<Self, NotAllowed> {
        if let Ok(net) = text.parse() {
            return Ok(Self::Net(net));
        }
        // Bare IPv6 addresses have no brackets.
        if let Ok(ip) = text.parse::<IpAddr>() {
            return Ok(Self::Net(ip.to_canonical().into()));
        }
        let (below, name) = text.strip_prefix('.').map_or((false, text), |name| (true, name));
        match Host::parse(name) {
            Some(Host::Name(name)) if below => Ok(Self::Below(format!(".{name}"))),
            Some(Host::Name(name)) => Ok(Self::Name(name)),
            Some(Host::Ip(ip)) if !below => Ok(Self::Net(ip.into())),
            _ => Err(NotAllowed(text.to_owned())),
        }
    }
}

impl Allowed {
    /// Whether the operator named the host itself, or a network that the address lies in.
    pub(crate) fn names(&self, host: &Host) -> bool {
        match host {
            Host::Name(host) => self.0.iter().any(|entry| match entry {
                Entry::Name(name) => host == name,
                Entry::Below(end) => host.len() > end.len() && host.ends_with(end),
                Entry::Net(_) => false,
            }),
            Host::Ip(ip) => self.has(*ip),
        }
    }

    fn has(&self, ip: IpAddr) -> bool {
        let ip = ip.to_canonical();
        self.0.iter().any(|entry| matches!(entry, Entry::Net(net) if net.contains(&ip)))
    }

    /// Whether this address may be connected to, where the host was asked for.
    pub(crate) fn may_reach(&self, host: &Host, ip: IpAddr) -> bool {
        is_public(ip) || self.has(ip) || self.names(host)
    }
}

/// A look-up under way.
pub type Looking = Pin<Box<dyn Future<Output = io::Result<Vec<IpAddr>>> + Send>>;

/// Who knows the addresses of names.
pub trait Names: Send + Sync + 'static {
    /// The addresses of a name.
    fn look_up(&self, name: &str) -> Looking;
}

/// The names that the system knows.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemNames;

impl Names for SystemNames {
    fn look_up(&self, name: &str) -> Looking {
        let name = name.to_owned();
        Box::pin(async move {
            let found = tokio::net::lookup_host((name, 0)).await?;
            Ok(found.map(|at| at.ip()).collect())
        })
    }
}

/// Gives the HTTP client the addresses that may be reached, and no others. What was looked at is what
/// is connected to, so a name can't answer one way when asked and another when used.
pub(crate) struct Guard {
    pub(crate) allowed: Allowed,
    pub(crate) names: Arc<dyn Names>,
}

/// Every address of a name is one that may not be reached.
#[derive(Debug, thiserror::Error)]
#[error("none of its addresses may be reached from here")]
pub(crate) struct NoneLeft;

impl Resolve for Guard {
    fn resolve(&self, name: Name) -> Resolving {
        let looking = self.names.look_up(name.as_str());
        let host = Host::parse(name.as_str());
        let allowed = self.allowed.clone();
        Box::pin(async move {
            let host = host.ok_or(NoneLeft)?;
            let found = looking.await?;
            let may = found.into_iter().filter(|ip| allowed.may_reach(&host, *ip));
            let left: Vec<SocketAddr> = may.map(|ip| SocketAddr::new(ip, 0)).collect();
            if left.is_empty() {
                return Err(NoneLeft.into());
            }
            Ok(Box::new(left.into_iter()) as reqwest::dns::Addrs)
        })
    }
}

#[cfg(test)]
mod tests;
