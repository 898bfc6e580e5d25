//! The construction out of a `.ggb` file, which is a zip archive: one entry is inflated, in memory, and nothing else is.
//!
//! The file may come from anywhere, so the archive is walked here, entry by entry, without a table of its entries in memory: a zip reader that
//! lists them first needs memory for each. What a GeoGebra export never has (encryption, several volumes, names that
//! lead out of a folder, the construction twice, an entry that grows a thousandfold) is refused before anything is inflated.

use std::io::Read;

/// The entry that holds the construction.
const ENTRY: &str = "geogebra.xml";
/// Most bytes of the construction.
pub(super) const LARGEST: usize = 16 << 20;
/// How many times its compressed size an entry may have, if it is larger than [`SMALL`]. (A figure's text shrinks to a tenth.)
const RATIO: u64 = 100;
/// An entry of this size may have been of one letter.
const SMALL: u64 = 1 << 20;
/// Most entries: figures carry a preview, scripts, and some pictures.
const ENTRIES: usize = 1000;

const END: [u8; 4] = *b"PK\x05\x06";
const CENTRAL: [u8; 4] = *b"PK\x01\x02";
const LOCAL: [u8; 4] = *b"PK\x03\x04";

/// Little-endian numbers in a file that may end anywhere.
#[derive(Clone, Copy)]
struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    fn slice(self, at: usize, len: usize) -> Result<&'a [u8], String> {
        at.checked_add(len)
            .and_then(|end| self.0.get(at..end))
            .ok_or_else(|| "the archive is cut off or damaged; save the figure anew".to_string())
    }

    fn u16(self, at: usize) -> Result<usize, String> {
        Ok(self.slice(at, 2)?.iter().rev().fold(0, |n, b| n << 8 | usize::from(*b)))
    }

    fn u32(self, at: usize) -> Result<u32, String> {
        Ok(self.slice(at, 4)?.iter().rev().fold(0, |n, b| n << 8 | u32::from(*b)))
    }

    fn signed(self, at: usize, signature: [u8; 4]) -> Result<(), String> {
        match self.slice(at, 4)? == signature {
            true => Ok(()),
            false => Err("the archive is damaged: its table does not lead to its entries; save the figure anew".into()),
        }
    }
}

/// What the archive's table says of the construction.
struct Entry {
    method: usize,
    crc: u32,
    packed: u32,
    size: u32,
    local: u32,
}

/// Is this a zip archive? (The construction alone is read, too.)
pub(super) fn is_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK")
}

/// The construction as XML.
pub(super) fn construction(bytes: &[u8]) -> Result<Vec<u8>, String> {
    let b = Bytes(bytes);
    let entry = find(b)?;
    let local = entry.local as usize;
    b.signed(local, LOCAL)?;
    let name_len = b.u16(local + 26)?;
    if b.slice(local + 30, name_len)? != ENTRY.as_bytes() {
        return Err(format!("the archive is damaged: its table names an entry `{ENTRY}` that bears another name"));
    }
    let data = b.slice(local + 30 + name_len + b.u16(local + 28)?, entry.packed as usize)?;
    let mut xml = Vec::new();
    let size = u64::from(entry.size);
    let read = match entry.method {
        0 => data.take(size + 1).read_to_end(&mut xml),
        8 => flate2::read::DeflateDecoder::new(data).take(size + 1).read_to_end(&mut xml),
        other => return Err(format!("`{ENTRY}` is packed by a method that GeoGebra does not use (number {other})")),
    };
    read.map_err(|_| format!("`{ENTRY}` cannot be unpacked: the archive is damaged; save the figure anew"))?;
    if xml.len() as u64 != size {
        return Err(format!("`{ENTRY}` has another size than the archive says; save the figure anew"));
    }
    let mut crc = flate2::Crc::new();
    crc.update(&xml);
    if crc.sum() != entry.crc {
        return Err(format!("`{ENTRY}` is damaged (its checksum is another); save the figure anew"));
    }
    Ok(xml)
}

/// Walks the table of the archive.
fn find(b: Bytes<'_>) -> Result<Entry, String> {
    // The end record is followed by a comment of at most 65,535 bytes.
    let tail = b.0.len().saturating_sub(22 + 65_535);
    let end = b.0.get(tail..).and_then(|t| t.windows(4).rposition(|w| w == END)).map(|i| tail + i);
    let end = end.ok_or("it is no zip archive, or it is cut off: a .ggb file is one; save the figure anew")?;
    b.slice(end, 22)?;
    if b.u16(end + 4)? != 0 || b.u16(end + 6)? != 0 {
        return Err("an archive of several volumes is not read".into());
    }
    let count = b.u16(end + 10)?;
    if count > ENTRIES {
        return Err(format!("the archive has {count} entries; at most {ENTRIES} are read"));
    }
    let mut at = b.u32(end + 16)? as usize;
    let mut found = None;
    for _ in 0..count {
        b.signed(at, CENTRAL)?;
        let name_len = b.u16(at + 28)?;
        let name = b.slice(at + 46, name_len)?;
        if leads_out(name) {
            let shown: String = String::from_utf8_lossy(name).chars().filter(|c| !c.is_control()).take(60).collect();
            return Err(format!(
                "the archive has an entry `{shown}`, a name that leads out of its folder: it is no figure"
            ));
        }
        if name == ENTRY.as_bytes() {
            if found.is_some() {
                return Err(format!("the archive has two entries `{ENTRY}`: which is meant cannot be told"));
            }
            let entry = Entry {
                method: b.u16(at + 10)?,
                crc: b.u32(at + 16)?,
                packed: b.u32(at + 20)?,
                size: b.u32(at + 24)?,
                local: b.u32(at + 42)?,
            };
            if b.u16(at + 8)? & 1 != 0 {
                return Err(format!("`{ENTRY}` is encrypted"));
            }
            found = Some(entry);
        }
        at += 46 + name_len + b.u16(at + 30)? + b.u16(at + 32)?;
    }
    let entry = found.ok_or_else(|| format!("the archive has no entry `{ENTRY}`: it is no figure of GeoGebra's"))?;
    let (size, packed) = (u64::from(entry.size), u64::from(entry.packed));
    if size > LARGEST as u64 {
        return Err(format!("its construction has {size} bytes; at most {} MiB are read", LARGEST >> 20));
    }
    if size > SMALL && size > RATIO * packed {
        return Err(format!(
            "its construction grows {} times when it is unpacked: it is no figure",
            size / packed.max(1)
        ));
    }
    Ok(entry)
}

/// A name that a careless program would write outside the folder that it unpacks into.
fn leads_out(name: &[u8]) -> bool {
    name.starts_with(b"/")
        || name.iter().any(|b| matches!(b, b'\\' | b':' | 0))
        || name.split(|b| *b == b'/').any(|part| part == b"..")
}
