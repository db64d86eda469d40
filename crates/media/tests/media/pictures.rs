//! Good pictures come out upright, in their sizes and bare.

use hafan_media::blobs::BlobFormat;
use hafan_media::picture::{Developed, Limits, Refusal, Size, develop, develop_avatar};
use image::metadata::Orientation;
use image::{DynamicImage, ImageFormat};

use crate::files::{self, assert_bare, disc, encode, quarters, speckle};

fn developed(bytes: &[u8]) -> Developed {
    develop(bytes, &Limits::default()).expect("a good picture")
}

fn avatar(bytes: &[u8]) -> Developed {
    develop_avatar(bytes, &Limits::default()).expect("a good picture")
}

fn sizes(picture: &Developed) -> Vec<(Size, u32, u32)> {
    picture
        .renditions
        .iter()
        .map(|one| (one.size, one.width, one.height))
        .collect()
}

fn pixels(bytes: &[u8]) -> DynamicImage {
    image::load_from_memory(bytes).expect("a rendition can be decoded")
}

/// The names of the quarters' colours, clockwise from above left.
fn corners(image: &DynamicImage) -> String {
    let image = image.to_rgb8();
    let (width, height) = image.dimensions();
    let places = [(1, 1), (3, 1), (3, 3), (1, 3)];
    places
        .map(
            |(x, y)| match image.get_pixel(width * x / 4, height * y / 4).0 {
                [150..=255, 0..90, 0..90] => 'r',
                [0..90, 150..=255, 0..90] => 'g',
                [0..90, 0..90, 150..=255] => 'b',
                [200..=255, 200..=255, 200..=255] => 'w',
                _ => '?',
            },
        )
        .iter()
        .collect()
}

#[test]
fn a_photo_with_its_place_comes_out_without_it_at_every_size_and_from_every_format() {
    let photo = quarters(2400, 1600);
    for file in [
        files::jpeg_with_metadata(&photo, 1),
        files::png_with_metadata(&photo, 1),
        files::webp_with_metadata(&photo, 1),
    ] {
        let holds_secret = file
            .windows(files::SECRET.len())
            .any(|w| w == files::SECRET.as_bytes());
        let read = exif::Reader::new().read_from_container(&mut std::io::Cursor::new(&file));
        let fields = read.expect("the source does carry metadata");
        assert!(
            fields
                .get_field(exif::Tag::GPSLatitude, exif::In::PRIMARY)
                .is_some()
        );
        assert!(holds_secret);
        for picture in [developed(&file), avatar(&file)] {
            assert!(picture.renditions.len() >= 2);
            picture
                .renditions
                .iter()
                .for_each(|one| assert_bare(&one.bytes));
            assert_bare(&picture.placeholder);
        }
    }
}

#[test]
fn a_picture_stands_upright_however_the_camera_was_held() {
    let upright = quarters(640, 400);
    for held in 1..=8_u8 {
        let turn = Orientation::from_exif(held).expect("one of the eight");
        // What the camera stored is the picture turned back.
        let back = match turn {
            Orientation::Rotate90 => Orientation::Rotate270,
            Orientation::Rotate270 => Orientation::Rotate90,
            own_inverse => own_inverse,
        };
        let mut stored = upright.clone();
        stored.apply_orientation(back);
        for file in [
            files::jpeg_with_metadata(&stored, held.into()),
            files::png_with_metadata(&stored, held.into()),
            files::webp_with_metadata(&stored, held.into()),
        ] {
            let picture = developed(&file);
            assert_eq!((picture.width, picture.height), (640, 400), "held {held}");
            for one in picture.renditions {
                assert_eq!(
                    corners(&pixels(&one.bytes)),
                    "rgwb",
                    "held {held}, {:?}",
                    one.size
                );
            }
            assert_eq!(corners(&pixels(&avatar(&file).renditions[0].bytes)), "rgwb");
        }
    }
}

#[test]
fn a_large_picture_comes_in_three_sizes() {
    let picture = developed(&encode(&quarters(3000, 2000), ImageFormat::Jpeg));
    let expected = [
        (Size::Large, 2048, 1365),
        (Size::Medium, 1080, 720),
        (Size::Small, 480, 320),
    ];
    assert_eq!(sizes(&picture), expected);
    for one in &picture.renditions {
        let decoded = pixels(&one.bytes);
        assert_eq!((decoded.width(), decoded.height()), (one.width, one.height));
        assert_eq!(
            image::guess_format(&one.bytes)
                .expect("known")
                .to_mime_type(),
            one.mime
        );
    }
}

#[test]
fn a_picture_is_never_scaled_up_and_every_size_resolves() {
    let tiny = developed(&encode(&quarters(31, 17), ImageFormat::Png));
    assert_eq!(sizes(&tiny), [(Size::Large, 31, 17)]);
    let middling = developed(&encode(&quarters(800, 200), ImageFormat::Png));
    assert_eq!(
        sizes(&middling),
        [(Size::Large, 800, 200), (Size::Small, 480, 120)]
    );
    assert_eq!(middling.rendition(Size::Medium).size, Size::Large);
    assert_eq!(middling.rendition(Size::Small).size, Size::Small);
    assert_eq!(middling.rendition(Size::Icon).size, Size::Small);
    let sliver = developed(&encode(&quarters(4000, 1), ImageFormat::Png));
    assert_eq!(sizes(&sliver)[0], (Size::Large, 2048, 1));
}

#[test]
fn an_avatar_is_the_middle_of_the_picture() {
    let mut wide = DynamicImage::ImageRgb8(image::RgbImage::from_pixel(
        1500,
        500,
        image::Rgb([9, 9, 9]),
    ));
    image::imageops::replace(&mut wide, &quarters(500, 500), 500, 0);
    let face = avatar(&encode(&wide, ImageFormat::Png));
    assert_eq!(
        sizes(&face),
        [(Size::Square, 400, 400), (Size::Icon, 96, 96)]
    );
    assert_eq!(corners(&pixels(&face.renditions[0].bytes)), "rgwb");
    let small = avatar(&encode(&quarters(90, 60), ImageFormat::Png));
    assert_eq!(sizes(&small), [(Size::Square, 60, 60)]);
    assert_eq!(small.rendition(Size::Icon).width, 60);
}

#[test]
fn transparency_is_kept_and_idle_transparency_is_not() {
    for format in [ImageFormat::Png, ImageFormat::WebP] {
        let picture = developed(&encode(&disc(1200), format));
        assert!(picture.has_alpha());
        for one in &picture.renditions {
            assert_eq!((one.format, one.mime), (BlobFormat::Png, "image/png"));
            let decoded = pixels(&one.bytes).to_rgba8();
            assert_eq!(decoded.get_pixel(0, 0).0[3], 0);
            let [red, _, blue, alpha] = decoded.get_pixel(one.width / 2, one.height / 2).0;
            assert!(alpha == 255 && blue > 200 && red < 40);
        }
        assert!(
            picture.average_color[2] > 200,
            "the invisible does not count"
        );
    }
    let opaque = DynamicImage::ImageRgba8(quarters(300, 200).to_rgba8());
    let picture = developed(&encode(&opaque, ImageFormat::Png));
    assert_eq!(picture.renditions[0].format, BlobFormat::Jpeg);
}

#[test]
fn a_moving_picture_becomes_its_first_frame_and_says_so() {
    let mut gif = Vec::new();
    {
        let mut encoder = image::codecs::gif::GifEncoder::new(&mut gif);
        for frame in [quarters(200, 120), speckle(200, 120)] {
            encoder
                .encode_frame(image::Frame::new(frame.to_rgba8()))
                .expect("a frame");
        }
    }
    for file in [gif, files::moving_webp(&quarters(200, 120))] {
        let picture = developed(&file);
        assert!(picture.was_animated);
        assert_eq!(corners(&pixels(&picture.renditions[0].bytes)), "rgwb");
    }
    for format in [
        ImageFormat::Gif,
        ImageFormat::WebP,
        ImageFormat::Png,
        ImageFormat::Jpeg,
    ] {
        assert!(!developed(&encode(&quarters(200, 120), format)).was_animated);
    }
}

#[test]
fn grey_and_deep_pictures_are_taken() {
    let photo = quarters(120, 80);
    for image in [
        DynamicImage::ImageLuma8(photo.to_luma8()),
        DynamicImage::ImageLumaA8(photo.to_luma_alpha8()),
        DynamicImage::ImageRgb16(photo.to_rgb16()),
        DynamicImage::ImageRgba16(photo.to_rgba16()),
    ] {
        assert_eq!(
            developed(&encode(&image, ImageFormat::Png)).renditions[0].mime,
            "image/jpeg"
        );
    }
}

#[test]
fn the_first_impression_is_small_and_true() {
    for image in [
        quarters(900, 600),
        speckle(700, 700),
        speckle(33, 900),
        disc(64),
        quarters(1, 1),
    ] {
        let picture = developed(&encode(&image, ImageFormat::Png));
        assert!(
            picture.placeholder.len() <= 700,
            "{} bytes",
            picture.placeholder.len()
        );
        let tiny = pixels(&picture.placeholder);
        assert!(tiny.width().max(tiny.height()) <= 16);
        assert!(
            (6..=36).contains(&picture.blurhash.len()),
            "{}",
            picture.blurhash
        );
    }
    let red = DynamicImage::ImageRgb8(image::RgbImage::from_pixel(
        50,
        50,
        image::Rgb([200, 30, 40]),
    ));
    assert_eq!(
        developed(&encode(&red, ImageFormat::Png)).average_color,
        [200, 30, 40]
    );
}

#[test]
fn what_comes_out_depends_on_the_pixels_alone() {
    let photo = quarters(700, 500);
    let plain = encode(&photo, ImageFormat::Jpeg);
    assert_eq!(developed(&plain), developed(&plain));
    assert_eq!(
        developed(&files::jpeg_with_metadata(&photo, 1)),
        developed(&plain)
    );
    assert_eq!(
        avatar(&files::jpeg_with_metadata(&photo, 1)),
        avatar(&plain)
    );
}

#[test]
fn limits_are_told_with_the_refusal() {
    let file = encode(&speckle(300, 200), ImageFormat::Png);
    let limits = Limits {
        bytes_max: 1000,
        ..Limits::default()
    };
    assert_eq!(
        develop(&file, &limits),
        Err(Refusal::TooLarge { bytes_max: 1000 })
    );
    let narrow = Limits {
        side_px_max: 299,
        ..Limits::default()
    };
    let few = Limits {
        pixels_max: 59_999,
        ..Limits::default()
    };
    let short = Limits {
        decoded_bytes_max: 179_999,
        ..Limits::default()
    };
    for limits in [narrow, few, short] {
        let Limits {
            pixels_max,
            side_px_max,
            ..
        } = limits;
        let refusal = Refusal::TooManyPixels {
            pixels_max,
            side_px_max,
        };
        assert_eq!(develop(&file, &limits), Err(refusal));
        assert_eq!(develop_avatar(&file, &limits), Err(refusal));
    }
    assert_eq!(develop(b"", &Limits::default()), Err(Refusal::Empty));
}
