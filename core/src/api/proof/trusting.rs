//! Requests that say whom they trust.
//!
//! ```text
//! trusting_request! {
//!     /// A token, and whom to trust.
//!     struct Request {
//!         /// The token.
//!         text: String,
//!     }
//! }
//!
//! let (pinned, may_be_open) = request.trust(&[])?;
//! ```

/// Declares a request that says whom it trusts and at what time, with a method `trust`.
macro_rules! trusting_request {
    ($(#[$attribute:meta])* struct $name:ident { $($members:tt)* }) => {
        $(#[$attribute])*
        #[derive(serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        struct $name {
            $($members)*
            /// The issuers that are trusted, at most 256.
            #[cfg(feature = "credentials")]
            #[serde(
                default,
                deserialize_with = "crate::id::few::few::<_, _, { crate::api::proof::pinned::MOST }>"
            )]
            issuers: alloc::vec::Vec<$crate::api::proof::pinned::IssuerRequest>,
            /// DID documents that were pinned (`did:web`), at most 256; none is ever fetched.
            #[cfg(feature = "credentials")]
            #[serde(
                default,
                deserialize_with = "crate::id::few::few::<_, _, { crate::api::proof::pinned::MOST }>"
            )]
            documents: alloc::vec::Vec<$crate::digest::json::Raw>,
            /// The time of day (RFC 3339 with offset); without it nothing is said of times.
            #[cfg(feature = "credentials")]
            now: Option<alloc::string::String>,
            /// Seconds by which clocks may differ; 300 unless said.
            #[cfg(feature = "credentials")]
            tolerance_seconds: Option<u32>,
            /// Aspects that may stay open without making the outcome `incomplete`: of `binding`, `contexts`, `time`, `status`.
            #[cfg(feature = "credentials")]
            #[serde(default, deserialize_with = "crate::id::few::few::<_, _, 16>")]
            allow: alloc::vec::Vec<alloc::string::String>,
        }

        #[cfg(feature = "credentials")]
        impl $name {
            /// Whom it trusts, and which aspects may stay open.
            fn trust(
                &self,
                contexts: &[$crate::api::proof::pinned::ContextRequest],
            ) -> Result<
                (
                    $crate::proof::credential::pinned::Pinned,
                    alloc::vec::Vec<$crate::proof::credential::code::Aspect>,
                ),
                $crate::api::Fault,
            > {
                let trust = $crate::api::proof::pinned::Trust {
                    issuers: &self.issuers,
                    documents: &self.documents,
                    contexts,
                    now: self.now.as_deref(),
                    tolerance: self.tolerance_seconds,
                };
                Ok((trust.read()?, $crate::api::proof::pinned::aspects("/allow", &self.allow)?))
            }
        }
    };
}
pub(super) use trusting_request;
