//! Files that lie, break off, or hide something.

use std::time::{Duration, Instant};

use hafan_media::picture::{Limits, Refusal, develop, develop_avatar, keeps_its_promises};
use hafan_media::sniff::Unsupported;
use image::ImageFormat;

use crate::files::{self, Chance, assert_bare, encode, quarters, speckle};

const FORMATS: [ImageFormat; 4] = [
    ImageFormat::Jpeg,
    ImageFormat::Png,
    ImageFormat::Gif,
    ImageFormat::WebP,
];

fn refused(bytes: &[u8]) -> Refusal {
    let refusal = develop(bytes, &Limits::default()).expect_err("this is no good picture");
    assert_eq!(
        develop_avatar(bytes, &Limits::default()).expect_err("nor a face"),
        refusal
    );
    refusal
}

#[test]
fn a_file_that_breaks_off_is_refused_unless_nothing_of_the_picture_is_missing() {
    for format in FORMATS {
        let whole = encode(&speckle(90, 60), format);
        let picture = develop(&whole, &Limits::default()).expect("the picture is whole");
        for length in (0..whole.len()).step_by(whole.len() / 150 + 1) {
            match develop(&whole[..length], &Limits::default()) {
                Ok(cut) => assert!(cut == picture, "{format:?} cut at {length}"),
                Err(Refusal::Empty) => assert_eq!(length, 0),
                Err(Refusal::Unsupported(Unsupported::Unknown)) => assert!(length < 12),
                Err(refusal) => assert_eq!(refusal, Refusal::Damaged, "{format:?} cut at {length}"),
            }
        }
    }
    let head_only = &encode(&speckle(90, 60), ImageFormat::Png)[..60];
    assert_eq!(refused(head_only), Refusal::Damaged);
}

#[test]
fn a_photo_that_breaks_off_anywhere_is_refused_however_it_was_compressed() {
    let row_by_row = encode(&speckle(400, 300), ImageFormat::Jpeg);
    let picture = develop(&row_by_row, &Limits::default()).expect("the picture is whole");
    // What comes out is compressed in passes over the whole picture.
    let in_passes = picture.renditions[0].bytes.clone();
    for whole in [row_by_row, in_passes] {
        for percent in [2, 30, 60, 90, 99] {
            let cut = &whole[..whole.len() * percent / 100];
            assert_eq!(refused(cut), Refusal::Damaged, "cut at {percent} %");
        }
        assert_eq!(refused(&whole[..whole.len() - 1]), Refusal::Damaged);
        // A small picture for previews, whole in itself, stands in the head of most photos.
        let preview = [&[0xff, 0xe1, 0, 8][..], b"Exif", &[0xff, 0xd9]].concat();
        let photo = [&whole[..2], &preview, &whole[2..]].concat();
        assert_eq!(refused(&photo[..photo.len() / 2]), Refusal::Damaged);
        // Cameras put a second picture, a film or notes of their own behind the end.
        let tail = [photo.as_slice(), &[0; 700], &whole[..90]].concat();
        develop(&tail, &Limits::default()).expect("the picture is whole");
    }
}

#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "the promise is about real time: decoding would take many seconds and gigabytes"
)]
fn a_small_file_that_claims_a_huge_picture_is_refused_at_once() {
    let Limits {
        pixels_max,
        side_px_max,
        ..
    } = Limits::default();
    let began = Instant::now();
    for bomb in [
        files::png_claiming(60_000, 60_000),
        files::png_claiming(16_000, 16_000),
        files::png_claiming(u32::MAX >> 1, 1),
        files::gif_claiming(60_000, 60_000),
        files::gif_claiming(12_000, 12_000),
        files::jpeg_claiming(65_000, 65_000),
        files::jpeg_claiming(10_000, 10_000),
        files::webp_claiming(16_384, 16_384, &quarters(8, 8)),
        files::webp_with_a_larger_frame(16_383),
    ] {
        assert_eq!(
            refused(&bomb),
            Refusal::TooManyPixels {
                pixels_max,
                side_px_max
            }
        );
    }
    // Inner frames that are larger than the file says it is.
    assert_eq!(
        refused(&files::webp_claiming(8, 8, &quarters(900, 900))),
        Refusal::Damaged
    );
    let mut gif = files::gif_claiming(60_000, 60_000);
    gif[6..10].copy_from_slice(&[8, 0, 8, 0]);
    assert!(matches!(
        refused(&gif),
        Refusal::Damaged | Refusal::TooManyPixels { .. }
    ));
    assert!(began.elapsed() < Duration::from_secs(2));
}

#[test]
fn what_hides_behind_or_inside_a_picture_is_gone() {
    const SCRIPT: &[u8] = b"<script>fetch('/steal')</script>";
    let page = [b"<html><body>".as_slice(), SCRIPT].concat();
    let zip = [b"PK\x03\x04".as_slice(), &[0; 26], b"PK\x05\x06", &[0; 18]].concat();
    for format in FORMATS {
        let plain = encode(&quarters(120, 80), format);
        for tail in [page.as_slice(), &zip, SCRIPT] {
            let file = [plain.as_slice(), tail].concat();
            let picture = develop(&file, &Limits::default()).expect("the picture is whole");
            picture
                .renditions
                .iter()
                .for_each(|one| assert_bare(&one.bytes));
        }
    }
    let mut commented = encode(&quarters(120, 80), ImageFormat::Gif);
    let comment = [[0x21, 0xfe, 32].as_slice(), SCRIPT, &[0]].concat();
    let first_block = 13 + 3 * (2 << (commented[10] & 7)) * usize::from(commented[10] >> 7);
    commented.splice(first_block..first_block, comment);
    let picture = develop(&commented, &Limits::default()).expect("the picture is whole");
    picture
        .renditions
        .iter()
        .for_each(|one| assert_bare(&one.bytes));
}

#[test]
fn a_script_that_begins_like_a_picture_is_refused() {
    // The letters behind the magic bytes may happen to claim a huge picture.
    let scripts: [&[u8]; 5] = [
        b"GIF89a/*<svg/onload=alert(1)>*/=alert(document.domain)//;",
        b"GIF89a=1;alert(1)",
        b"\xff\xd8\xff\xe0<script>alert(1)</script>",
        b"\x89PNG\r\n\x1a\n<html>",
        b"RIFF\x20\0\0\0WEBP<script>alert(1)</script>",
    ];
    for script in scripts {
        assert!(matches!(
            refused(script),
            Refusal::Damaged | Refusal::TooManyPixels { .. }
        ));
    }
}

#[test]
fn other_kinds_of_file_are_refused_by_their_own_name() {
    let sized = |brand: &[u8]| [b"\0\0\0\x20ftyp", brand, &[0; 64]].concat();
    let film: [&[u8]; 7] = [
        &sized(b"isom"),
        &sized(b"qt  "),
        &sized(b"mp42"),
        b"\x1a\x45\xdf\xa3\x01\0\0\0\0\0\0\x23webm",
        b"RIFF\x24\0\0\0AVI LIST",
        b"OggS\0\x02\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x01\x2a\x80theora",
        b"FLV\x01\x05",
    ];
    for file in film {
        assert_eq!(refused(file), Refusal::Video);
    }
    let sound: [&[u8]; 8] = [
        b"ID3\x04\0\0\0\0\0\0",
        b"\xff\xfb\x90\x64\0\0",
        b"\xff\xf1\x50\x80\0\0",
        b"OggS\0\x02\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x01\x1e\x01vorbis",
        b"OggS\0\x02\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x01\x13OpusHead",
        b"fLaC\0\0\0\x22",
        b"RIFF\x24\0\0\0WAVEfmt ",
        &sized(b"M4A "),
    ];
    for file in sound {
        assert_eq!(refused(file), Refusal::Sound);
    }
    let others: [(&[u8], Unsupported); 13] = [
        (&sized(b"avif"), Unsupported::Avif),
        (&sized(b"heic"), Unsupported::Heic),
        (b"\xff\x0a\xfa\x1f", Unsupported::JpegXl),
        (b"II*\0\x08\0\0\0", Unsupported::OtherPicture),
        (b"BM\x3a\0\0\0\0\0", Unsupported::OtherPicture),
        (
            b"<svg xmlns='http://www.w3.org/2000/svg'/>",
            Unsupported::Svg,
        ),
        (
            b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- a --><SVG onload='x()'>",
            Unsupported::Svg,
        ),
        (b"<!DOCTYPE html><title>x</title>", Unsupported::Html),
        (b" \n<script>alert(1)</script>", Unsupported::Html),
        (b"%PDF-1.7", Unsupported::Pdf),
        (b"PK\x03\x04", Unsupported::Unknown),
        (b"hello <svg>", Unsupported::Unknown),
        (b"\0", Unsupported::Unknown),
    ];
    for (file, kind) in others {
        assert_eq!(refused(file), Refusal::Unsupported(kind));
    }
}

#[test]
fn an_avif_that_hides_behind_the_general_brand_of_its_family_is_still_told() {
    let file = b"\0\0\0\x1cftypmif1\0\0\0\0mif1avifmiaf\0\0\0\0";
    assert_eq!(refused(file), Refusal::Unsupported(Unsupported::Avif));
}

#[test]
fn every_refusal_has_a_code_of_its_own() {
    let mut codes = vec![
        Refusal::Empty,
        Refusal::TooLarge { bytes_max: 1 },
        Refusal::TooManyPixels {
            pixels_max: 1,
            side_px_max: 1,
        },
        Refusal::Video,
        Refusal::Sound,
        Refusal::Damaged,
    ];
    codes.extend(Unsupported::ALL.map(Refusal::Unsupported));
    let mut codes: Vec<&str> = codes.iter().map(Refusal::code).collect();
    let count = codes.len();
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes.len(), count);
    let is_key = |code: &&str| {
        code.bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte == b'-')
    };
    assert!(codes.iter().all(is_key));
}

#[test]
fn random_bytes_behind_every_beginning_do_no_harm() {
    const HEADS: [&[u8]; 6] = [
        b"",
        b"\xff\xd8\xff\xe1",
        b"\x89PNG\r\n\x1a\n",
        b"GIF89a",
        b"RIFF\xff\0\0\0WEBPVP8L",
        b"RIFF\xff\0\0\0WEBPVP8 ",
    ];
    let mut chance = Chance(7);
    for turn in 0..1200 {
        let length = chance.below(600);
        let noise: Vec<u8> = (0..length).map(|_| chance.byte()).collect();
        let file = [HEADS[turn % HEADS.len()], &noise].concat();
        assert!(keeps_its_promises(&file), "turn {turn}");
    }
}

#[test]
fn good_files_with_broken_bytes_do_no_harm() {
    let mut chance = Chance(11);
    let mut files: Vec<Vec<u8>> = FORMATS
        .map(|format| encode(&speckle(40, 30), format))
        .to_vec();
    files.push(files::jpeg_with_metadata(&quarters(40, 30), 6));
    files.push(files::png_with_metadata(&quarters(40, 30), 8));
    files.push(files::webp_with_metadata(&quarters(40, 30), 3));
    files.push(files::moving_webp(&quarters(40, 30)));
    files.push(hafan_media::sample::jpeg(&speckle(40, 30).to_rgb8()));
    for file in &files {
        for turn in 0..150 {
            let mut broken = file.clone();
            for _ in 0..=chance.below(6) {
                // Headers stand at the beginning, so half of the blows go there.
                let end = if turn % 2 == 0 {
                    broken.len().min(120)
                } else {
                    broken.len()
                };
                let at = chance.below(end);
                broken[at] = chance.byte();
            }
            assert!(keeps_its_promises(&broken));
        }
    }
}
