//! A zip archive with few entries, as GeoGebra reads them: deflated, without dates, so that the same figure gives the same bytes.

use flate2::Compression;
use flate2::write::DeflateEncoder;
use std::io::Write;

/// 1 January 1980: the first day of zip archives.
const DAY: u16 = 0x21;

/// The archive of some entries: name, content.
pub fn archive(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut out, mut table) = (Vec::new(), Vec::new());
    for (name, content) in entries {
        let mut crc = flate2::Crc::new();
        crc.update(content);
        let mut packer = DeflateEncoder::new(Vec::new(), Compression::default());
        // A vector takes all that is written to it.
        let packed = packer.write_all(content).and_then(|()| packer.finish()).unwrap_or_default();
        let at = out.len() as u32;
        let mut common = Vec::new();
        // Version 2.0, names in UTF-8, deflated, the time.
        for n in [20, 0x800, 8, 0, DAY] {
            common.extend(u16::to_le_bytes(n));
        }
        for n in [crc.sum(), packed.len() as u32, content.len() as u32] {
            common.extend(n.to_le_bytes());
        }
        common.extend((name.len() as u16).to_le_bytes());
        common.extend([0, 0]);
        out.extend(b"PK\x03\x04");
        out.extend(&common);
        out.extend(name.as_bytes());
        out.extend(packed);
        table.extend(b"PK\x01\x02");
        table.extend([20, 0]);
        table.extend(common);
        table.extend([0; 10]);
        table.extend(at.to_le_bytes());
        table.extend(name.as_bytes());
    }
    let (at, count) = (out.len() as u32, (entries.len() as u16).to_le_bytes());
    let size = (table.len() as u32).to_le_bytes();
    out.extend(table);
    out.extend(b"PK\x05\x06\0\0\0\0");
    out.extend([count, count].concat());
    out.extend(size);
    out.extend(at.to_le_bytes());
    out.extend([0, 0]);
    out
}
