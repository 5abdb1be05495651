//! Checksums of bytes.

/// The remainders of all bytes for the reversed polynomial of CRC-32.
const REMAINDERS: [u32; 256] = {
    let mut remainders = [0; 256];
    let mut byte = 0;
    while byte < remainders.len() {
        let (mut remainder, mut bit) = (byte as u32, 0);
        while bit < 8 {
            remainder = if remainder & 1 == 1 { remainder >> 1 ^ 0xedb8_8320 } else { remainder >> 1 };
            bit += 1;
        }
        remainders[byte] = remainder;
        byte += 1;
    }
    remainders
};

/// Bytes taken at once.
const GROUP: usize = 16;

/// The number of groups from which on tables for them are made.
const MANY: usize = 256;

/// The checksum CRC-32 of ISO 3309, as in PNG and zlib.
pub fn crc32(bytes: &[u8]) -> u32 {
    let (groups, rest) = bytes.as_chunks::<GROUP>();
    if groups.len() < MANY {
        return !by_byte(u32::MAX, bytes);
    }
    !by_byte(by_group(u32::MAX, groups), rest)
}

fn by_byte(sum: u32, bytes: &[u8]) -> u32 {
    bytes.iter().fold(sum, |sum, byte| REMAINDERS[((sum ^ u32::from(*byte)) & 0xff) as usize] ^ sum >> 8)
}

/// Adds a group by the remainders of its bytes, which do not wait for each other.
///
/// Source: Kounavis, Berry, A systematic approach to building high performance, software-based, CRC generators, ISCC 2005.
fn by_group(sum: u32, groups: &[[u8; GROUP]]) -> u32 {
    // The remainders of all bytes with 0, 1, 2, ... bytes of zeros behind them.
    let mut tables = [REMAINDERS; GROUP];
    for k in 1..GROUP {
        tables[k] = tables[k - 1].map(|remainder| by_byte(remainder, &[0]));
    }
    groups.iter().fold(sum, |sum, group| {
        let mut group = *group;
        group.iter_mut().zip(sum.to_le_bytes()).for_each(|(byte, part)| *byte ^= part);
        group.iter().zip(tables.iter().rev()).fold(0, |sum, (byte, table)| sum ^ table[usize::from(*byte)])
    })
}

#[cfg(test)]
mod tests {
    use super::{GROUP, MANY, by_byte, crc32};

    #[test]
    fn the_checksum_has_its_check_value() {
        assert_eq!(crc32(b"123456789"), 0xcbf4_3926);
        assert_eq!(crc32(b""), 0);
    }

    #[test]
    fn many_bytes_have_the_checksum_of_one_after_the_other() {
        let bytes: Vec<u8> = (0..2 * GROUP * MANY + 5).map(|k| (k * k % 251) as u8).collect();
        for length in [GROUP * MANY - 1, GROUP * MANY, bytes.len()] {
            assert_eq!(crc32(&bytes[..length]), !by_byte(u32::MAX, &bytes[..length]));
        }
    }
}
