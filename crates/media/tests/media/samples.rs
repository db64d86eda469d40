//! Pictures made by the program are the same on every start and pass as uploads.

use hafan_media::emblem::{Emblem, draw};
use hafan_media::picture::{Limits, develop, develop_avatar};
use hafan_media::sample::{HEIGHT_PX, Scene, WIDTH_PX, jpeg, paint};

#[test]
fn a_painting_depends_on_its_scene_and_seed_alone() {
    let candle = paint(Scene::Candle, 5);
    assert_eq!(candle.dimensions(), (WIDTH_PX, HEIGHT_PX));
    assert!(candle == paint(Scene::Candle, 5));
    assert!(candle != paint(Scene::Candle, 6));
    let picture = develop(&jpeg(&candle), &Limits::default()).expect("a picture like any other");
    assert_eq!((picture.width, picture.height), (WIDTH_PX, HEIGHT_PX));
}

#[test]
fn faces_differ_and_pass_as_avatars() {
    let faces = Emblem::ALL.map(|emblem| draw(emblem, 1));
    for (index, face) in faces.iter().enumerate() {
        assert!(faces[..index].iter().all(|other| other != face));
        let small = develop_avatar(&jpeg(face), &Limits::default()).expect("a picture");
        assert_eq!(small.renditions.len(), 2);
    }
}
