//! Writing, reading, changing and taking down posts, as people do it in a browser.

mod audience;
mod change;
mod hostile;
mod rules;
mod thread;

use hafan_core::account::FollowState;
use hafan_core::ledger::{By, Cause, Change};
use hafan_testkit::{Page, Person, Place, for_each_backend};

/// Opens the composer: `query` as in `/write?query`.
pub async fn compose(who: &Person, query: &str) -> Page {
    let sent_on = who.browser.get(&format!("/write?{query}")).await;
    who.browser.follow(sent_on).await
}

/// Publishes through the composer and answers the path of the new post.
pub async fn publish(who: &Person, fields: &[(&str, &str)]) -> String {
    let sent = try_publish(who, fields).await;
    path_of(&sent)
}

/// The path of the post that an answer leads to.
pub fn path_of(sent: &Page) -> String {
    assert_eq!(sent.status, 303, "{}", sent.text());
    let location = sent.location().expect("a way to the post");
    let path = location.split('?').next().expect("a path");
    path.to_owned()
}

/// Sends the composer as it opens for the `reply`, `quote` or `in` among the fields.
pub async fn try_publish(who: &Person, fields: &[(&str, &str)]) -> Page {
    let open: Vec<String> = fields
        .iter()
        .filter(|(name, _)| ["reply", "quote", "in"].contains(name))
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    let composer = compose(who, &open.join("&")).await;
    assert_eq!(composer.status, 200, "{}", composer.text());
    let mut all = vec![("act", "publish")];
    all.extend(fields);
    who.browser.submit(&composer, "/write", &all).await
}

/// Sends the fields of the composer without ever having opened it there: as somebody does who
/// forges the form.
pub async fn force(who: &Person, handle: &str, fields: &[(&str, &str)]) -> Page {
    let mut all = vec![("as", handle), ("act", "publish")];
    all.extend(fields);
    who.browser.post("/write", &all).await
}

/// The id in the path of a post.
pub fn id_of(path: &str) -> &str {
    path.rsplit('/').next().expect("an id")
}

/// Makes one persona follow another.
pub async fn follow(place: &Place, who: &Person, whom: &Person) {
    let change = Change::Follow {
        follower: who.actor.persona,
        target: whom.actor.persona,
        old: FollowState::None,
        new: FollowState::Active,
    };
    let done = place
        .app
        .write(move |turn| turn.record(change.clone(), By::Self_, Cause::Choice));
    done.await.expect("a follow");
}

/// Makes one persona block another, with the one entry that counts here.
pub async fn block(place: &Place, who: &Person, whom: &Person) {
    let change = Change::Block {
        owner: who.actor.persona,
        target: whom.actor.persona,
        old: false,
        new: true,
    };
    let done = place
        .app
        .write(move |turn| turn.record(change.clone(), By::Self_, Cause::Choice));
    done.await.expect("a block");
}

/// Makes a circle with these people in it and answers its id.
pub async fn circle(owner: &Person, people: &[&str]) -> String {
    let made = owner
        .browser
        .post("/me/circles", &[("name", "Teulu")])
        .await;
    let location = made.location().expect("a way to the circle").to_owned();
    let id = location.rsplit("#c").next().expect("an id").to_owned();
    for handle in people {
        let path = format!("/me/circles/{id}/add");
        let done = owner.browser.post(&path, &[("handle", handle)]).await;
        assert_eq!(done.status, 303, "{}", done.text());
    }
    id
}

/// Rows of a table, as lines.
pub async fn rows_of(place: &Place, table: &str) -> Vec<String> {
    let mut rows = place.rows().await;
    rows.retain(|row| row.starts_with(&format!("{table}:")));
    rows
}

#[tokio::test]
async fn what_was_written_is_there_with_its_marks_and_names() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        let paul = place.member("paul").await;
        let text = "*Bore da* @paul and @nobody, see https://example.org/a";
        let fields = [
            ("body", text),
            ("audience", "public"),
            ("notice", "a greeting"),
            ("language", "cy"),
        ];
        let path = publish(&mair, &fields).await;
        let page = place.visitor().get(&path).await;
        assert_eq!(page.status, 200);
        assert!(page.has(".post .words em"), "{}", page.html());
        assert!(page.has(".words a.mention[href='/@paul']"));
        assert!(!page.has(".words a[href='/@nobody']"));
        assert!(page.has(".words[lang='cy']"));
        assert!(page.has("details.fold"), "the notice folds the words");
        assert!(!page.has(".acts"), "a visitor has nothing to press");
        let told = paul.browser.get("/notifications").await;
        assert!(told.says("Mair"), "{}", told.text());
    })
    .await;
}

#[tokio::test]
async fn sending_a_form_twice_publishes_once_and_leads_to_the_post() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        let fields = [
            ("act", "publish"),
            ("body", "Unwaith"),
            ("audience", "public"),
        ];
        let composer = compose(&mair, "").await;
        let first = mair.browser.submit(&composer, "/write", &fields).await;
        let second = mair.browser.submit(&composer, "/write", &fields).await;
        assert_eq!(path_of(&first), path_of(&second));
        // A double click: both on their way at the same moment.
        let composer = compose(&mair, "").await;
        let (one, two) = tokio::join!(
            mair.browser.submit(&composer, "/write", &fields),
            mair.browser.submit(&composer, "/write", &fields),
        );
        assert_eq!(path_of(&one), path_of(&two));
        assert_eq!(rows_of(place, "posts").await.len(), 2);
        // And opening the form of a draft that was sent leads to its post.
        let draft = composer.attribute("input[name='draft']", "value");
        let path = format!("/write?draft={}", draft.expect("a draft"));
        let again = mair.browser.get(&path).await;
        assert_eq!(again.location(), Some(path_of(&one).as_str()));
    })
    .await;
}

#[tokio::test]
async fn a_form_of_another_persona_posts_nothing_and_loses_nothing() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        let candle = place.persona(&mair, "candle").await;
        let composer = compose(&mair, "").await;
        let theirs = candle.browser.get("/drafts").await;
        let csrf = theirs.attribute("input[name='csrf']", "value");
        let fields = [
            ("csrf", csrf.as_deref().expect("a secret")),
            ("act", "publish"),
            ("body", "as whom?"),
            ("audience", "public"),
        ];
        let sent = candle.browser.submit(&composer, "/write", &fields).await;
        assert_eq!(sent.status, 409, "{}", sent.text());
        assert!(sent.holds("as whom?"), "the words are still there");
        let speaks = sent.attribute("input[name='as']", "value");
        assert_eq!(speaks.as_deref(), Some("candle"), "and who would speak now");
        assert!(rows_of(place, "posts").await.is_empty());
        assert!(rows_of(place, "drafts").await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn thanks_and_keeping_can_be_taken_back_and_leave_no_trace() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        let paul = place.member("paul").await;
        let path = publish(&mair, &[("body", "Diolch?"), ("audience", "public")]).await;
        let id = id_of(&path);
        for (act, table) in [
            ("favourite", "favourites"),
            ("keep", "bookmarks"),
            ("boost", "posts"),
        ] {
            let before = rows_of(place, table).await.len();
            let to = format!("/post/{id}/{act}");
            for _ in 0..2 {
                let fields = [("on", "yes"), ("back", path.as_str())];
                let done = paul.browser.post(&to, &fields).await;
                let wanted = format!("{path}#p{id}");
                assert_eq!(done.location(), Some(wanted.as_str()));
            }
            assert_eq!(rows_of(place, table).await.len(), before + 1, "{act} twice");
            let page = paul.browser.get(&path).await;
            let again = format!("button[form='act'][formaction='{to}'][value='no']");
            assert!(page.has(&again), "{act} can be taken back: {}", page.html());
            paul.browser.post(&to, &[("on", "no")]).await;
            assert_eq!(rows_of(place, table).await.len(), before, "{act} undone");
        }
        assert!(rows_of(place, "notifications").await.is_empty());
    })
    .await;
}
