//! See [`crate::rule`].
