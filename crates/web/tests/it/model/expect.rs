//! The model: all posts there are, and the rules said once more as plainly as they can be.

use super::{PEOPLE, Row, Scene, WORD, rule};
use hafan_app::store::notification::Notification;
use hafan_app::store::post::PostRow;
use hafan_app::store::{Read, feed, notification, post, sight};
use hafan_core::audience::Audience;
use hafan_core::id::{AccountId, CommunityId, NotificationId, PostId};
use hafan_core::notify::NotificationKind;
use hafan_core::policy::{Sight, is_left_at_door, may_arrive, may_read, may_see};
use hafan_core::time::DAY_US;
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// What one viewer's lists are made of.
pub struct Model {
    sight: Sight,
    me: Option<AccountId>,
    /// Every post and boost, newest first.
    rows: Vec<PostRow>,
    /// People the viewer has exchanged words with.
    voices: Vec<AccountId>,
    told: Vec<Notification>,
}

/// The rows of a list, newest first, of which each post is to be seen.
#[derive(Default)]
pub struct Expected(Vec<Row>);

impl Expected {
    /// Fails unless the rows that were shown are these: in order of time, none twice, and of each
    /// post at least one (where two people share the same post, one page shows it once).
    pub fn compare(&self, shown: &[Row], what: &str) {
        let is_in_order = shown.windows(2).all(|two| two[0].0 > two[1].0);
        assert!(is_in_order, "{what}: newest first, none twice: {shown:?}");
        let wanted: BTreeSet<Row> = self.0.iter().copied().collect();
        for row in shown {
            assert!(wanted.contains(row), "{what}: {row:?} is not for them");
        }
        let posts = |rows: &[Row]| rows.iter().map(|row| row.1).collect::<BTreeSet<i64>>();
        assert_eq!(posts(shown), posts(&self.0), "{what}: shown, and there");
        if shown.len() != self.0.len() {
            let repeated = self.0.len() > posts(&self.0).len();
            assert!(repeated, "{what}: {shown:?} instead of {:?}", self.0);
        }
    }
}

impl Model {
    pub async fn load(scene: &Scene, me: Option<AccountId>) -> Self {
        let posts: Vec<PostId> = scene.posts.iter().map(|(_, id)| *id).collect();
        let people: Vec<AccountId> = (0..PEOPLE.len()).map(|who| scene.id(who)).collect();
        let load = scene.place.app.read(move |read| {
            let mut ids: Vec<i64> = posts.iter().map(|id| id.get()).collect();
            for post in &posts {
                for who in &people {
                    ids.extend(post::boost_by(read, *post, *who)?.map(PostId::get));
                }
            }
            let mut rows = post::rows(read, &ids, me)?;
            rows.sort_by_key(|row| std::cmp::Reverse(row.facts.id));
            let sight = sight::load(read, me)?;
            for row in rows.iter().filter(|row| row.boost_of.is_none()) {
                let stands = rule::is_held_by_nobody(read, &rows, row)?;
                assert_eq!(row.facts.say.stands(), stands, "{:?}", row.facts);
                let stands = rule::is_quote_let_in(read, &rows, row)?;
                assert_eq!(row.quote_say.stands(), stands, "quote: {:?}", row.facts);
                let sees = rule::sees(read, &rows, row, &sight)?;
                let says = may_see(&sight, &row.facts);
                assert_eq!(says, sees, "{me:?} sees {:?}", row.facts);
            }
            Ok(Self {
                sight,
                me,
                rows,
                voices: me.map_or(Ok(Vec::new()), |me| feed::voices(read, me))?,
                told: me.map_or(Ok(Vec::new()), |me| all_told(read, me))?,
            })
        });
        load.await.expect("everything")
    }

    /// Every list with its address.
    pub fn lists(&self, scene: &Scene) -> Vec<(String, Expected)> {
        let mut lists = Vec::new();
        for (number, handle) in PEOPLE.iter().enumerate() {
            let of = scene.id(number);
            lists.push((format!("/@{handle}"), self.profile(of, false)));
            lists.push((format!("/@{handle}?answers=yes"), self.profile(of, true)));
        }
        for place in &scene.communities {
            lists.push((format!("/c/{}", place.handle), self.square(place.id, false)));
            let begun = format!("/c/{}?view=first", place.handle);
            lists.push((begun, self.square(place.id, true)));
        }
        let findable: HashSet<AccountId> = (0..3).map(|who| scene.id(who)).collect();
        lists.push((format!("/search?q={WORD}"), self.search(&findable)));
        if let Some(me) = self.me {
            lists.push(("/?read=all".to_owned(), self.followed(me)));
            lists.push(("/?read=familiar".to_owned(), self.familiar(me)));
            lists.push(("/me/posts".to_owned(), self.mine(me)));
        }
        lists
    }

    /// What the news leads to: for each thing told one of these posts. An answer may stand among
    /// others under the post that they answer.
    pub fn told(&self) -> Vec<Vec<i64>> {
        let told = self.told.iter().filter(|one| {
            let hears = !self.sight.muted.contains(&one.actor);
            hears && !self.sight.is_apart_from(one.actor)
        });
        let of_posts = told.filter(|one| one.kind != NotificationKind::TakenOut);
        let posts = of_posts.filter_map(|one| Some((one.kind, self.row(one.post?)?)));
        let seen = posts.filter(|(_, row)| may_arrive(&self.sight, &row.facts));
        let leads = seen.map(|(kind, row)| {
            let answered = row.reply_to.filter(|_| kind == NotificationKind::Reply);
            let post = Some(row.facts.id);
            [post, answered]
                .into_iter()
                .flatten()
                .map(PostId::get)
                .collect()
        });
        // What was taken out is told whoever did it, and leads to where it stood.
        let taken = self.told.iter();
        let taken = taken.filter(|one| one.kind == NotificationKind::TakenOut);
        let taken = taken.filter_map(|one| one.post.map(|post| vec![post.get()]));
        leads.chain(taken).collect()
    }

    fn row(&self, id: PostId) -> Option<&PostRow> {
        self.rows.iter().find(|row| row.facts.id == id)
    }

    /// What a row shows: the post itself, or the one it passes on, where both may be seen.
    fn shown(&self, row: &PostRow) -> Option<&PostRow> {
        let seen = |row: &PostRow| may_see(&self.sight, &row.facts);
        let shown = self.row(row.boost_of.unwrap_or(row.facts.id))?;
        (seen(row) && seen(shown)).then_some(shown)
    }

    fn all(&self, is_in: impl Fn(&PostRow, &PostRow) -> bool) -> Expected {
        let rows = self.rows.iter().filter_map(|row| {
            let shown = self.shown(row)?;
            is_in(row, shown).then_some((row.facts.id.get(), shown.facts.id.get()))
        });
        Expected(rows.collect())
    }

    fn profile(&self, of: AccountId, with_answers: bool) -> Expected {
        if self.sight.is_apart_from(of) {
            return Expected::default();
        }
        self.all(|row, _| {
            let is_theirs = row.facts.author == of && row.facts.community.is_none();
            let to_others = row.reply_to.is_some() && self.answered(row) != Some(of);
            is_theirs && (with_answers || !to_others)
        })
    }

    fn square(&self, place: CommunityId, is_begun: bool) -> Expected {
        self.all(|row, _| {
            let stands = row.facts.community.filter(|c| c.id == place);
            let reads = stands.is_some_and(|c| may_read(&self.sight, &c));
            reads
                && (!is_begun || row.reply_to.is_none())
                && !is_left_at_door(&self.sight, &row.facts)
        })
    }

    fn mine(&self, me: AccountId) -> Expected {
        self.all(|row, _| row.facts.author == me && row.boost_of.is_none())
    }

    fn search(&self, findable: &HashSet<AccountId>) -> Expected {
        self.all(|row, _| {
            let facts = &row.facts;
            let is_open = facts.audience == Audience::Public && facts.community.is_none();
            let is_inside = facts
                .community
                .is_some_and(|c| self.sight.role(c.id).is_some());
            let is_found = is_open && findable.contains(&facts.author);
            // Who keeps the norms of a place meets those they blocked there, and not by searching.
            let is_met = !self.sight.is_apart_from(facts.author);
            let is_mine = Some(facts.author) == self.me;
            let waits = is_left_at_door(&self.sight, facts);
            row.boost_of.is_none() && is_met && !waits && (is_found || is_inside || is_mine)
        })
    }

    /// Whose words come, out of these: nobody blocked or muted, and always one's own.
    fn heard(&self, of: impl Iterator<Item = AccountId>, me: AccountId) -> HashSet<AccountId> {
        let heard =
            of.filter(|id| !self.sight.is_apart_from(*id) && !self.sight.muted.contains(id));
        heard.chain([me]).collect()
    }

    fn followed(&self, me: AccountId) -> Expected {
        let known = self.heard(self.sight.following.iter().copied(), me);
        self.all(|row, shown| {
            let author = row.facts.author;
            if row.boost_of.is_some() {
                // Not what comes anyway, and lately.
                let comes = shown.facts.community.is_none() && shown.reply_to.is_none();
                let is_near = row.created_at.since(shown.created_at) < 3 * DAY_US;
                let by_itself = comes && is_near && known.contains(&shown.facts.author);
                let is_wanted = author != me && known.contains(&author);
                return is_wanted && !by_itself && self.arrives(row) && self.arrives(shown);
            }
            self.arrives(row) && self.comes(row, &known, true)
        })
    }

    fn familiar(&self, me: AccountId) -> Expected {
        let known = self.heard(self.voices.iter().copied(), me);
        self.all(|row, _| {
            let is_mine = row.facts.author == me;
            let known_other = |other: AccountId| other != me && known.contains(&other);
            let is_side = self.answered(row).is_some_and(known_other);
            let is_heard = !is_mine || is_side;
            row.boost_of.is_none()
                && is_heard
                && self.arrives(row)
                && self.comes(row, &known, false)
        })
    }

    /// A beginning in a place of mine, or words of somebody I hear that I can follow.
    fn comes(&self, row: &PostRow, known: &HashSet<AccountId>, whole_places: bool) -> bool {
        let author = row.facts.author;
        if let Some(place) = row.facts.community {
            let is_mine = self.sight.role(place.id).is_some() && row.reply_to.is_none();
            return is_mine && (whole_places || known.contains(&author));
        }
        let follows = |other: AccountId| {
            other == author || known.contains(&other) || self.sight.following.contains(&other)
        };
        let is_followable = row.reply_to.is_none()
            || row.facts.names_viewer
            || self.answered(row).is_some_and(follows);
        known.contains(&author) && is_followable
    }

    fn arrives(&self, row: &PostRow) -> bool {
        may_arrive(&self.sight, &row.facts)
    }

    fn answered(&self, row: &PostRow) -> Option<AccountId> {
        Some(self.row(row.reply_to?)?.facts.author)
    }
}

fn all_told(
    read: &mut Read<'_>,
    me: AccountId,
) -> Result<Vec<Notification>, hafan_app::store::Error> {
    let mut all: BTreeMap<i64, Notification> = BTreeMap::new();
    let mut before = NotificationId::new(i64::MAX);
    loop {
        let some = notification::page(read, me, before)?;
        let Some(last) = some.last() else {
            return Ok(all.into_values().collect());
        };
        before = last.id;
        all.extend(some.into_iter().map(|one| (one.id.get(), one)));
    }
}
