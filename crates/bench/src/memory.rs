//! What is known for leaving memory behind: passwords, each hashed in 19 MiB, and photos. People
//! who sign in and upload come between the reading and the posting in every place.

use crate::Fault;
use crate::fanout::{secret_of, with_forms};
use crate::http::Connection;
use crate::place::Place;
use crate::process::Process;
use std::time::Duration;
use tokio::task::LocalSet;

/// Sign-ins one after the other.
const IN_A_ROW: usize = 12;
/// Sign-ins at once. Together with those in a row just under what one network may try.
const AT_ONCE: usize = 24;
/// Photos that are uploaded.
const PHOTOS: usize = 3;
/// Width and height of a photo in pixels: twelve megapixels, as phones make them.
const PHOTO_PX: (u16, u16) = (4000, 3000);
const PHOTO_QUALITY: u8 = 80;
/// Quiet before memory is read again.
pub const QUIET: Duration = Duration::from_secs(30);

/// Signs in with names that nobody has, which costs what a right one does, and posts photos.
///
/// # Errors
/// A photo is refused, or a name gets in.
pub async fn spend(place: &Place, server: &Process) -> Result<(), Fault> {
    for number in 0..IN_A_ROW {
        sign_in(server.address, number).await?;
    }
    let local = LocalSet::new();
    let tries: Vec<_> = (IN_A_ROW..IN_A_ROW + AT_ONCE)
        .map(|number| local.spawn_local(sign_in(server.address, number)))
        .collect();
    local.await;
    for tried in tries {
        tried.await??;
    }
    let people = with_forms(place, server).await?;
    let author = people.first().ok_or("the place has no people")?;
    let photo = photo()?;
    let mut connection = Connection::open(server.address).await?;
    for _ in 0..PHOTOS {
        let fields = [
            ("csrf", author.csrf.as_str()),
            ("as", author.handle.as_str()),
            ("body", "A photo of the hill above the town."),
            ("audience", "public"),
            ("alt", "A hill"),
            ("act", "publish"),
        ];
        let sent = connection.upload("/write", &author.cookie, &fields, &photo);
        let status = sent.await?.status;
        if !matches!(status, 200 | 303) {
            return Err(format!("a photo was answered with {status}").into());
        }
    }
    Ok(())
}

async fn sign_in(address: std::net::SocketAddr, number: usize) -> Result<(), Fault> {
    let mut connection = Connection::open(address).await?;
    let form = connection.get("/sign-in", "").await?;
    let login = format!("stranger_{number}");
    let fields = [
        ("csrf", secret_of(&form, "/sign-in")?),
        ("login", login),
        ("password", "a-password-that-nobody-has".to_owned()),
    ];
    let fields: Vec<(&str, &str)> = fields.iter().map(|(k, v)| (*k, v.as_str())).collect();
    let answer = connection.submit("/sign-in", &form.cookie, &fields).await?;
    // Too many at once are asked to wait: that costs nothing, and is right.
    match answer.status {
        422 | 429 => Ok(()),
        status => Err(format!("a stranger was answered with {status}").into()),
    }
}

/// A photo with as much in it as a meadow has.
fn photo() -> Result<Vec<u8>, Fault> {
    let (width, height) = PHOTO_PX;
    let mut state: u32 = 1;
    let mut pixels = Vec::with_capacity(usize::from(width) * usize::from(height) * 3);
    for y in 0..height {
        for x in 0..width {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let grain = (state >> 27) as u8;
            let (down, across) = ((y >> 5) as u8, (x >> 5) as u8);
            pixels.extend([grain + (across >> 1), grain + (down >> 1) + 90, grain]);
        }
    }
    let mut bytes = Vec::new();
    jpeg_encoder::Encoder::new(&mut bytes, PHOTO_QUALITY).encode(
        &pixels,
        width,
        height,
        jpeg_encoder::ColorType::Rgb,
    )?;
    Ok(bytes)
}
