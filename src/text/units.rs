//! Weibo's own measure of length.

/// The length of `text` in weibo half-units (two make a unit), as weibo's web page counts.
#[must_use]
pub fn half_units(text: &str) -> usize {
    text.chars()
        .map(|c| match u32::from(c) {
            0..=0xFF => 1,
            0x100..=0xFFFF => 2,
            _ => 4,
        })
        .sum()
}

/// The length of `text` in weibo units, rounded up.
#[must_use]
pub fn units(text: &str) -> usize {
    half_units(text).div_ceil(2)
}
