//! Who can see what of a persona: each group of people, and how many of its posts they can read.
//! The answer is asked of the rule that every surface asks, so that it can't say anything else.

use crate::{Actor, App, Result};
use hafan_core::answer::Say;
use hafan_core::audience::Audience;
use hafan_core::community::Standing;
use hafan_core::id::AccountId;
use hafan_core::policy::{self, PostFacts, Sight};
use hafan_store::account::Card;
use hafan_store::circle::Circle;
use hafan_store::{account, circle, count, post, sight};

/// Somebody who reads, as the rules see them.
#[derive(Clone, Debug)]
pub enum Group {
    /// Whoever comes by, without an account.
    Visitors,
    /// Somebody with an account who has nothing to do with the persona.
    Strangers,
    /// People who follow the persona.
    Followers,
    /// People whom the persona follows.
    Followed,
    /// Members of a community of the persona's.
    Members(Card),
    /// People in a circle of the persona's.
    Circle(Circle),
}

/// What people can see of a persona.
#[derive(Clone, Debug)]
pub struct Seen {
    /// How many of its posts each group can read.
    pub groups: Vec<(Group, i64)>,
    /// Posts that only people whom they name can read.
    pub to_named: i64,
    /// All its posts.
    pub all: i64,
}

/// Nobody: an account of no persona, to ask the rules for.
const NOBODY: AccountId = AccountId::new(-1);

/// Who can see what of the actor's persona.
pub async fn seen(app: &App, actor: Actor) -> Result<Seen> {
    let me = actor.persona;
    app.read(move |read| {
        let own = sight::load(read, Some(me))?;
        let places: Vec<i64> = own
            .standings
            .iter()
            .filter(|(_, standing)| standing.role().is_some())
            .map(|(id, _)| id.account().get())
            .collect();
        let mut places = account::cards(read, &places)?;
        places.retain(|card| card.state.is_there());
        places.sort_by_key(|card| card.name.to_lowercase());
        let circles = circle::of_owner(read, me)?;
        let alike = count::alike(read, me)?;
        let ids: Vec<i64> = alike.iter().map(|(id, _)| id.get()).collect();
        let rows = post::rows(read, &ids, None)?;
        let posts: Vec<(PostFacts, i64)> = rows
            .iter()
            .filter_map(|row| {
                let mut facts = row.facts;
                // Of answers it is told who they are for, not what became of them.
                facts.say = Say::default();
                let (_, times) = alike.iter().find(|(id, _)| *id == facts.id)?;
                Some((facts, *times))
            })
            .collect();
        let groups = [
            Group::Visitors,
            Group::Strangers,
            Group::Followers,
            Group::Followed,
        ];
        let groups = groups.into_iter();
        let groups = groups.chain(places.into_iter().map(Group::Members));
        let groups = groups.chain(circles.into_iter().map(Group::Circle));
        let count = |group: Group| {
            let times = read_by(&group, me, &posts);
            (group, times)
        };
        let named = posts
            .iter()
            .filter(|(facts, _)| facts.audience == Audience::Named);
        Ok(Seen {
            to_named: named.map(|(_, times)| times).sum(),
            all: posts.iter().map(|(_, times)| times).sum(),
            groups: groups.map(count).collect(),
        })
    })
    .await
}

/// How many of the posts one of the group can read.
fn read_by(group: &Group, me: AccountId, posts: &[(PostFacts, i64)]) -> i64 {
    let mut sight = Sight {
        viewer: Some(NOBODY),
        can_write: true,
        ..Sight::default()
    };
    let mut is_followed = false;
    match group {
        Group::Visitors => sight.viewer = None,
        Group::Strangers => {}
        Group::Followers => drop(sight.following.insert(me)),
        Group::Followed => is_followed = true,
        Group::Members(card) => {
            sight
                .standings
                .insert(card.id.community(), Standing::Member);
        }
        Group::Circle(circle) => drop(sight.circles.insert(circle.id)),
    }
    let seen = posts.iter().filter(|(facts, _)| {
        let facts = PostFacts {
            author_follows_viewer: is_followed,
            names_viewer: false,
            ..*facts
        };
        policy::may_see(&sight, &facts)
    });
    seen.map(|(_, times)| times).sum()
}
