//! Answers and quotes: who may write them, whether they show, and who decides: ADR 7.

use super::{
    Denied, Permit, PostFacts, Sight, is_among, is_open_to_all, may_see, may_write_beside,
    require_inside, require_writer,
};
use crate::answer::{Hold, Say};
use crate::audience::WhoMay;
use crate::community::Role;
use crate::id::{AccountId, CommunityId};

/// Does a post that answers somebody show to the viewer, as far as those have a say whom it
/// answers? Where it does not, it is nowhere: not in the thread, not in a list, not by its address.
///
/// Its author always sees it, as one that was just sent: whoever writes to harm learns nothing.
/// Those who keep the norms where it stands see it, or nobody could help. For everybody else it
/// shows if nobody holds it (see [`crate::answer::Hold`]) and no block stands between its author
/// and those whom it answers, whoever made it: else one could insult, block, and be out of the
/// reach of the one it is about. Those who have the say read what waits in one place, and nowhere
/// else: see [`may_judge`].
///
/// Any other post shows.
pub fn shows_as_answer(sight: &Sight, post: &PostFacts) -> bool {
    post.say.stands() || sees_held(sight, post)
}

/// Does the viewer see a post also while somebody holds it as an answer, and so all of its earlier
/// wordings? Of everybody else's history it is as with the words of now: what nobody let in was
/// never shown.
pub fn sees_held(sight: &Sight, post: &PostFacts) -> bool {
    let keeps_order = post
        .community
        .is_some_and(|c| sight.role(c.id) >= Some(Role::Moderator));
    sight.is(post.author) || keeps_order
}

/// Does a post count among the answers or quotes that the viewer is told the number of? What those
/// who keep the norms may look at beside does not, nor what waits at the viewer's door.
pub fn is_counted(sight: &Sight, post: &PostFacts) -> bool {
    may_see(sight, post)
        && (post.say.stands() || sight.is(post.author))
        && (!post.is_at_door || sight.opens_door)
}

/// Is this post left out where the viewer reads what stands around words of their own? Words of a
/// stranger wait at the viewer's door and do not stand in the viewer's own threads, nor come in by
/// somebody else's quote of them, until the viewer lets their author in.
///
/// It is the viewer's reading alone: [`may_see`] does not ask, so that everybody else sees what
/// they saw, the author learns nothing, and whoever opens the post itself, or the page of its
/// author, finds it. Those who keep the norms where it stands read it there.
pub fn is_left_at_door(sight: &Sight, post: &PostFacts) -> bool {
    post.is_at_door && !sees_held(sight, post)
}

/// May the viewer see what `author` quotes in a post of theirs, as far as the one quoted has a say?
/// The one who quotes is not told what became of a question, and sees nothing before a yes either.
/// What a shield holds they see as if it stood: nobody who is held can tell.
pub fn shows_as_quote(sight: &Sight, author: AccountId, say: &Say) -> bool {
    say.stands() || say.hold == Hold::Shielded && !say.is_cut && sight.is(author)
}

/// May the viewer decide whether this answer is shown? Whoever wrote what it answers, and whoever
/// began the thread; nobody about their own words. Of an answer that they could not see if it
/// stood, they learn nothing, but for one that its author closed with their older words: they read
/// it where they decide.
pub fn may_judge(sight: &Sight, post: &PostFacts) -> Result<Permit, Denied> {
    let has_say = sight.viewer.is_some_and(|me| post.say.is_of(me)) && !sight.is(post.author);
    let standing = PostFacts {
        say: Say::default(),
        ..*post
    };
    if !may_see_to_judge(sight, &standing) {
        return Err(Denied::NotFound);
    }
    if !has_say {
        return match may_see(sight, post) {
            true => Err(Denied::Because("not-your-thread")),
            false => Err(Denied::NotFound),
        };
    }
    require_writer(sight)?;
    Ok(Permit(()))
}

/// May the viewer see a post as one whom it is about? Also where its author closed older words
/// since, which is no way to take a say from anybody.
pub fn may_see_to_judge(sight: &Sight, post: &PostFacts) -> bool {
    let open = PostFacts {
        closed_for: None,
        ..*post
    };
    may_see(sight, &open)
}

/// What an answer would stand below, beside the post that it answers.
#[derive(Clone, Copy, Default, Debug)]
pub struct Above<'f> {
    /// Where the viewer goes on from words of their own: what those answer, of somebody else.
    pub answered: Option<&'f PostFacts>,
    /// What began the thread.
    pub root: Option<&'f PostFacts>,
}

/// May the viewer answer `post`, which stands below these others?
///
/// The author of the post and the author of the thread both have a say: an answer that the author
/// of the thread does not want must not come in through an answer of somebody else. Whoever goes on
/// from their own words answers whom they answered before: a yes to one answer is none to all that
/// can be hung on it.
pub fn may_reply(sight: &Sight, post: &PostFacts, above: Above<'_>) -> Result<Entry, Denied> {
    if !may_see(sight, post) {
        return Err(Denied::NotFound);
    }
    may_write_beside(sight, post)?;
    // Those who keep the norms see what waits, and do not talk over the head of the one asked.
    if !post.say.stands() && !sight.is(post.author) {
        return Err(Denied::Because("answer-waits"));
    }
    if !is_among(sight, post, post.replies) {
        return Err(Denied::Because(reply_refusal(post.replies)));
    }
    let others = [above.answered, above.root].map(|one| one.filter(|one| one.id != post.id));
    for other in others.into_iter().flatten() {
        if sight.is_apart_from(other.author) {
            return Err(Denied::NotFound);
        }
        if !is_among(sight, other, other.replies) {
            return Err(Denied::Because(reply_refusal(other.replies)));
        }
    }
    let [answered, root] = others;
    Ok(Entry {
        permit: Permit(()),
        asks: [Some(post), answered, root]
            .map(|one| one.and_then(|one| whom_to_ask(sight, one, one.replies))),
    })
}

/// Leave to answer or to quote, and who looks at it first.
#[derive(Debug)]
pub struct Entry {
    /// The leave.
    pub permit: Permit,
    /// Who is asked: the author of the post, or of what one's own words answer, and the author of
    /// the thread; the same person may stand here twice.
    pub asks: [Option<AccountId>; 3],
}

impl Entry {
    /// True where somebody looks at it before it shows.
    pub fn is_asked(&self) -> bool {
        self.asks.iter().any(Option::is_some)
    }
}

/// The author of a post who wants to look first at what this writer answers or quotes.
fn whom_to_ask(sight: &Sight, post: &PostFacts, who: WhoMay) -> Option<AccountId> {
    let is_asked = who == WhoMay::Ask
        && !sight.is(post.author)
        && !post.names_viewer
        && !post.author_follows_viewer;
    is_asked.then_some(post.author)
}

/// May the viewer quote `post`? Only what is open, or stands in the same community, can be quoted.
pub fn may_quote(
    sight: &Sight,
    post: &PostFacts,
    into: Option<CommunityId>,
) -> Result<Entry, Denied> {
    if !may_see(sight, post) {
        return Err(Denied::NotFound);
    }
    require_inside(sight, post)?;
    if !post.say.stands() && !sight.is(post.author) {
        return Err(Denied::Because("answer-waits"));
    }
    let stays_inside = post.community.is_some_and(|c| Some(c.id) == into);
    let is_open = is_open_to_all(post);
    if !is_open && !stays_inside {
        return Err(Denied::Because("quote-leaves-audience"));
    }
    if !is_among(sight, post, post.quotes) {
        return Err(Denied::Because("quote-not-wanted"));
    }
    Ok(Entry {
        permit: Permit(()),
        asks: [whom_to_ask(sight, post, post.quotes), None, None],
    })
}

const fn reply_refusal(who: WhoMay) -> &'static str {
    match who {
        WhoMay::Everyone | WhoMay::Ask => "reply-everyone",
        WhoMay::Followers => "reply-followers",
        WhoMay::Followed => "reply-followed",
        WhoMay::Members => "reply-members",
        WhoMay::Named => "reply-named",
        WhoMay::Nobody => "reply-nobody",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::AccountState;
    use crate::audience::Audience;
    use crate::community::{JoinRule, Standing, Visibility};
    use crate::id::PostId;
    use crate::policy::{CommunityFacts, may_arrive};

    const AUTHOR: AccountId = AccountId::new(1);
    const ASKED: AccountId = AccountId::new(2);
    const READER: AccountId = AccountId::new(3);
    const HOUSE: CommunityId = CommunityId::new(4);

    fn answer(hold: Hold, is_cut: bool) -> PostFacts {
        PostFacts {
            id: PostId::new(9),
            author: AUTHOR,
            author_state: AccountState::Active,
            community: Some(CommunityFacts {
                id: HOUSE,
                visibility: Visibility::Public,
                join_rule: JoinRule::Open,
                is_closed: false,
            }),
            audience: Audience::Community,
            audience_of: AUTHOR,
            circle: None,
            names_viewer: true,
            author_follows_viewer: true,
            replies: WhoMay::Members,
            quotes: WhoMay::Members,
            say: Say {
                answered: Some(ASKED),
                thread_by: Some(ASKED),
                hold,
                is_cut,
            },
            closed_for: None,
            is_at_door: false,
            is_gone: false,
        }
    }

    fn eyes(viewer: AccountId, standing: Standing) -> Sight {
        Sight {
            viewer: Some(viewer),
            can_write: true,
            standings: [(HOUSE, standing)].into(),
            ..Sight::default()
        }
    }

    #[test]
    fn what_is_held_is_before_its_author_and_those_who_keep_the_norms_alone() {
        let all = [
            (Hold::Asked, false),
            (Hold::Hidden, false),
            (Hold::None, true),
        ];
        for (hold, is_cut) in all {
            let held = answer(hold, is_cut);
            for (standing, keeps) in [
                (Standing::None, false),
                (Standing::Member, false),
                (Standing::Helper, false),
                (Standing::Moderator, true),
                (Standing::Host, true),
            ] {
                for viewer in [READER, ASKED] {
                    let sight = eyes(viewer, standing);
                    assert_eq!(may_see(&sight, &held), keeps, "{hold:?} {standing:?}");
                    assert!(!is_counted(&sight, &held), "{hold:?} {standing:?}");
                }
            }
            let own = eyes(AUTHOR, Standing::Member);
            assert!(may_see(&own, &held) && is_counted(&own, &held));
        }
        let open = answer(Hold::None, false);
        assert!(may_see(&eyes(READER, Standing::None), &open));
        assert!(is_counted(&eyes(READER, Standing::None), &open));
    }

    #[test]
    fn what_waits_at_the_door_may_be_seen_and_neither_stands_in_the_thread_nor_counts() {
        let waits = PostFacts {
            is_at_door: true,
            ..answer(Hold::None, false)
        };
        for (standing, keeps) in [
            (Standing::None, false),
            (Standing::Helper, false),
            (Standing::Moderator, true),
        ] {
            let sight = eyes(ASKED, standing);
            assert!(may_see(&sight, &waits));
            assert_eq!(is_left_at_door(&sight, &waits), !keeps, "{standing:?}");
            assert!(!is_counted(&sight, &waits) && !may_arrive(&sight, &waits));
            // Where they are told of it, or look at the door, it was decided before.
            let told = sight.for_news();
            assert!(is_counted(&told, &waits) && may_arrive(&told, &waits));
        }
    }
}
