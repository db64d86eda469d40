//! Communities as people use them: who may do what, coming in, going out, handing over, closing.

mod care;
mod door;
mod founding;
mod record;

use hafan_app::community::people::asking;
use hafan_app::post::ForWhom;
use hafan_core::community::{Role, Visibility};
use hafan_core::id::PostId;
use hafan_core::time::SECOND_US;
use hafan_testkit::{Founded, Page, Person, Place};
use std::cell::Cell;

/// A community with one person of each role.
pub struct House<'p> {
    pub place: &'p Place,
    pub it: Founded,
    pub host: Person,
    pub moderator: Person,
    pub helper: Person,
    pub member: Person,
    guests: Cell<usize>,
}

impl<'p> House<'p> {
    pub async fn new(place: &'p Place, visibility: Visibility) -> Self {
        let host = place.member("gwesteiwr").await;
        let it = place.found(&host, "Cwm", visibility).await;
        // Founding fills every field in one moment.
        place.later(SECOND_US);
        let mut people = Vec::new();
        for (handle, role) in [
            ("cymedrolwr", Role::Moderator),
            ("helpwr", Role::Helper),
            ("aelod", Role::Member),
        ] {
            let person = place.member(handle).await;
            place.let_in(&host, &it, &person, handle).await;
            if role != Role::Member {
                let made = hafan_app::community::care::change_role(
                    &place.app,
                    host.actor,
                    it.handle.clone(),
                    handle.to_owned(),
                    role,
                );
                made.await.expect("a role");
            }
            people.push(person);
        }
        let mut people = people.into_iter();
        let mut next = || people.next().expect("three people");
        Self {
            place,
            host,
            moderator: next(),
            helper: next(),
            member: next(),
            it,
            guests: Cell::new(0),
        }
    }

    /// The address of a page of it.
    pub fn at(&self, room: &str) -> String {
        format!("/c/{}{room}", self.it.handle)
    }

    /// Somebody new at the place.
    pub async fn guest(&self) -> (Person, String) {
        let number = self.guests.get() + 1;
        self.guests.set(number);
        let handle = format!("gwestai{number}");
        (self.place.member(&handle).await, handle)
    }

    /// A new member of it.
    pub async fn fellow(&self) -> (Person, String) {
        let (person, handle) = self.guest().await;
        self.place
            .let_in(&self.host, &self.it, &person, &handle)
            .await;
        (person, handle)
    }

    /// Somebody who asks to join.
    pub async fn asker(&self) -> (Person, String) {
        let (person, handle) = self.guest().await;
        let join = self.at("/join");
        let asked = person.browser.post(&join, &[("answer", "Please.")]).await;
        assert_eq!(asked.status, 303, "asks: {}", asked.text());
        (person, handle)
    }

    /// A post of the member's.
    pub async fn post(&self) -> PostId {
        let within = ForWhom::Community(self.it.id);
        self.place.say(&self.member, "Bore da.", within).await
    }

    /// Changes settings, as its host.
    pub async fn set(&self, fields: &[(&str, &str)]) -> Page {
        let page = self.host.browser.get(&self.at("/settings")).await;
        let sent = self
            .host
            .browser
            .submit(&page, &self.at("/settings"), fields)
            .await;
        assert_eq!(sent.status, 303, "{}", sent.text());
        sent
    }

    /// Hides it, as its host; gives the handle it had.
    pub async fn hide(&mut self) -> String {
        let sent = self.set(&[("visibility", "hidden")]).await;
        let path = sent.location().and_then(|to| to.strip_prefix("/c/"));
        let handle = path.and_then(|path| path.split('/').next());
        let handle = handle.expect("a community").to_owned();
        std::mem::replace(&mut self.it.handle, handle)
    }

    /// How many ask to join.
    pub async fn asking(&self) -> usize {
        let handle = self.it.handle.clone();
        let found = asking(&self.place.app, self.host.actor, handle).await;
        found.expect("a list").1.len()
    }
}

/// One letter for an answer: done, refused, nothing there, sign in first; anything else is `?`.
pub fn letter(page: &Page) -> char {
    match (page.status.as_u16(), page.location()) {
        (303, Some(to)) if to.starts_with("/sign-in?next") => 's',
        (200 | 303, _) => 'y',
        (403, _) => '-',
        (404, _) => '.',
        _ => '?',
    }
}
