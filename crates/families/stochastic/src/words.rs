//! Bytes in the numbers of a question: their count, then four of them in each number.

/// Writes bytes to the end of a report.
pub(crate) fn write(bytes: &[u8], report: &mut Vec<f64>) {
    report.push(bytes.len() as f64);
    let word = |chunk: &[u8]| {
        let mut word = [0; 4];
        word[..chunk.len()].copy_from_slice(chunk);
        f64::from(u32::from_le_bytes(word))
    };
    report.extend(bytes.chunks(4).map(word));
}
