//! Pictures as people send them: refused, or small, bare and upright.

use hafan_media::{emblem, picture, sample};

use super::Target;

pub const TARGET: Target = Target {
    name: "pictures",
    seeds: || vec![PNG.to_vec(), GIF.to_vec(), WEBP.to_vec(), jpeg()],
    dictionary: &[
        "IDAT",
        "eXIf",
        "acTL",
        "fcTL",
        "VP8X",
        "VP8 ",
        "VP8L",
        "ALPH",
        "ANMF",
        "Exif",
        "NETSCAPE2.0",
    ],
    run: |input| {
        assert!(
            picture::keeps_its_promises(input),
            "a promise about pictures is broken"
        )
    },
};

// The smallest of each kind: one pixel.
const PNG: &[u8] =
    b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0\x3a\x7e\x9b\x55\
    \0\0\0\x0aIDAT\x78\x9c\x63\xf8\x0f\0\x01\x01\x01\0\x1b\xb6\xee\x56\
    \0\0\0\0IEND\xae\x42\x60\x82";
const GIF: &[u8] = b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff\x2c\0\0\0\0\x01\0\x01\0\0\
    \x02\x02\x44\x01\0\x3b";
const WEBP: &[u8] = b"RIFF\x1a\0\0\0WEBPVP8L\x0d\0\0\0\x2f\0\0\0\x10\x07\x10\x11\x11\x88\x88\xfe\
    \x07\0";

fn jpeg() -> Vec<u8> {
    sample::jpeg(&emblem::draw(emblem::Emblem::Leaf, 1))
}
