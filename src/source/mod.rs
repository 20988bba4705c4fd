//! Reading drafts.
