//! What a persona shows of itself, and what its posts start with.

use crate::face::{self, Whose, Worn};
use crate::identity::persona::{handle_fault, parse_handle, require_free, require_writer};
use crate::identity::throttle;
use crate::reading::index;
use crate::{Actor, App, Error, Fault, Result, Turn};
use hafan_core::account::{AccountKind, AccountState, Labels, ProfileField, stored_labels};
use hafan_core::audience::{Audience, WhoMay};
use hafan_core::door::Caller;
use hafan_core::handle::Handle;
use hafan_core::id::AccountId;
use hafan_core::ledger::{By, Cause, Change, Owner, yes_no};
use hafan_core::text::SourceText;
use hafan_store::account::{self, Persona};
use hafan_store::ledger;

/// Characters a persona may tell about itself.
pub const BIO_CHARS_MAX: usize = 1000;
/// Labels with values beside the words: as many as clients of this API show.
pub const LABELS_MAX: usize = 4;
/// Characters of a label, and of a value.
pub const LABEL_CHARS_MAX: usize = 255;
/// Audiences a new post can start with: those that need nobody to be named.
pub const DEFAULT_AUDIENCES: [Audience; 3] =
    [Audience::Public, Audience::QuietPublic, Audience::Followers];
/// Who may answer or quote a new post to start with.
pub const DEFAULT_WHO: [WhoMay; 5] = [
    WhoMay::Everyone,
    WhoMay::Followers,
    WhoMay::Followed,
    WhoMay::Ask,
    WhoMay::Nobody,
];

/// What a persona wishes to show.
#[derive(Clone, Debug)]
pub struct Profile {
    /// The name shown; the handle where it is empty.
    pub name: String,
    /// A few words about oneself.
    pub bio: String,
    /// Followers need approval.
    pub approve_followers: bool,
    /// May appear in search and the directory.
    pub is_findable: bool,
    /// Public posts may be found by their words.
    pub posts_findable: bool,
    /// What a new post starts with.
    pub default_audience: Audience,
    /// What a new post starts with.
    pub default_replies: WhoMay,
    /// What a new post starts with.
    pub default_quotes: WhoMay,
}

/// The persona that acts, with everything its settings show.
pub async fn own(app: &App, actor: Actor) -> Result<Persona> {
    app.read(move |read| account::persona(read, actor.persona)?.ok_or(Error::NotFound))
        .await
}

/// Everything that is changed of a profile at once.
#[derive(Clone, Debug)]
pub struct Renewal {
    /// What the persona shows.
    pub profile: Profile,
    /// The labels and values beside the words, where they change; rows that are empty go.
    pub labels: Option<Labels>,
    /// Pictures that change, and where they are worn.
    pub pictures: Vec<(Worn, face::Wish)>,
}

/// Changes what the persona shows and what its posts start with; each field that differs is an
/// entry of its ledger.
///
/// # Errors
/// Faults of `name` and `bio`; `Denied("frozen")`.
pub async fn edit(app: &App, actor: Actor, wish: Profile) -> Result<()> {
    let renewal = Renewal {
        profile: wish,
        labels: None,
        pictures: Vec::new(),
    };
    renew(app, actor, renewal).await
}

/// As [`edit`], with labels and pictures: all of it or nothing.
///
/// # Errors
/// As [`edit`]; faults of `fields`; what [`face::change`] answers.
pub async fn renew(app: &App, actor: Actor, wish: Renewal) -> Result<()> {
    let profile = wish.profile;
    let bio = parse_bio(&profile.bio)?;
    let can_start = DEFAULT_AUDIENCES.contains(&profile.default_audience)
        && DEFAULT_WHO.contains(&profile.default_replies)
        && DEFAULT_WHO.contains(&profile.default_quotes);
    if !can_start {
        return Err(Error::invalid("default-audience", "choice"));
    }
    let labels = wish.labels.as_deref().map(parse_labels).transpose()?;
    let mut pictures = Vec::new();
    for (worn, picture) in wish.pictures {
        pictures.push(face::develop(app, actor, Whose::Own(worn), picture).await?);
    }
    app.write(move |turn| {
        if let Some(labels) = &labels {
            set_labels_in(turn, actor.persona, labels)?;
        }
        edit_in(turn, actor.persona, &profile, &bio)?;
        for picture in &pictures {
            face::put_on(turn, actor, picture)?;
        }
        Ok(())
    })
    .await
}

fn edit_in(turn: &mut Turn<'_, '_>, persona: AccountId, wish: &Profile, bio: &str) -> Result<()> {
    require_writer(turn, persona)?;
    let now = account::persona(turn.tx, persona)?.ok_or(Error::NotFound)?;
    let handle = Handle::parse_unreserved(&now.handle).map_err(handle_fault)?;
    let name = super::persona::parse_name(&wish.name, &handle)?;
    let changes = [
        (ProfileField::Name, now.name.as_str(), name.as_str()),
        (ProfileField::Bio, &now.bio, bio),
        (
            ProfileField::ApproveFollowers,
            yes_no(now.approve_followers),
            yes_no(wish.approve_followers),
        ),
        (
            ProfileField::Findable,
            yes_no(now.is_findable),
            yes_no(wish.is_findable),
        ),
        (
            ProfileField::PostsFindable,
            yes_no(now.posts_findable),
            yes_no(wish.posts_findable),
        ),
        (
            ProfileField::DefaultAudience,
            now.default_audience.code(),
            wish.default_audience.code(),
        ),
        (
            ProfileField::DefaultReplies,
            now.default_replies.code(),
            wish.default_replies.code(),
        ),
        (
            ProfileField::DefaultQuotes,
            now.default_quotes.code(),
            wish.default_quotes.code(),
        ),
    ];
    for (field, old, new) in changes {
        let change = field_change(persona, field, (old, new));
        turn.record(change, By::Self_, Cause::Choice)?;
    }
    if now.posts_findable != wish.posts_findable {
        index::posts_changed(turn, persona)?;
    }
    index::persona(turn, persona)
}

fn set_labels_in(turn: &mut Turn<'_, '_>, persona: AccountId, labels: &Labels) -> Result<()> {
    require_writer(turn, persona)?;
    let now = account::persona(turn.tx, persona)?.ok_or(Error::NotFound)?;
    let (old, new) = (stored_labels(&now.labels), stored_labels(labels));
    let change = field_change(persona, ProfileField::Fields, (&old, &new));
    turn.record(change, By::Self_, Cause::Choice)
}

fn parse_labels(wish: &[(String, String)]) -> Result<Labels> {
    let is_told = |pair: &&(String, String)| !pair.0.trim().is_empty() || !pair.1.trim().is_empty();
    let told: Vec<&(String, String)> = wish.iter().filter(is_told).collect();
    if told.len() > LABELS_MAX {
        return Err(Error::invalid("fields", "labels"));
    }
    let bound = i64::try_from(LABEL_CHARS_MAX).unwrap_or(i64::MAX);
    let line = |typed: &str| -> Result<String, Fault> {
        SourceText::parse_line(typed, LABEL_CHARS_MAX)
            .map(|line| line.as_str().to_owned())
            .map_err(|error| Fault::with_bound("fields", error.code(), bound))
    };
    let pair = |pair: &(String, String)| Ok((line(&pair.0)?, line(&pair.1)?));
    told.into_iter().map(pair).collect()
}

/// Sets one field back to what it was, as the undo of a change. The name and the words were right
/// when they were chosen; everything else is a choice from a list.
pub(crate) fn set_back(
    turn: &mut Turn<'_, '_>,
    persona: AccountId,
    field: ProfileField,
    value: &str,
) -> Result<()> {
    require_writer(turn, persona)?;
    let now = account::persona(turn.tx, persona)?.ok_or(Error::NotFound)?;
    let (labels, old_words) = (stored_labels(&now.labels), now.old_words.code());
    let old = match field {
        ProfileField::Fields => labels.as_str(),
        ProfileField::Name => now.name.as_str(),
        ProfileField::Bio => &now.bio,
        ProfileField::ApproveFollowers => yes_no(now.approve_followers),
        ProfileField::Findable => yes_no(now.is_findable),
        ProfileField::PostsFindable => yes_no(now.posts_findable),
        ProfileField::ShowsPictures => yes_no(turn.sight(persona)?.shows_pictures),
        ProfileField::DefaultAudience => now.default_audience.code(),
        ProfileField::DefaultReplies => now.default_replies.code(),
        ProfileField::DefaultQuotes => now.default_quotes.code(),
        ProfileField::OldWords => old_words.as_str(),
        ProfileField::NewsNotFollowed
        | ProfileField::NewsNotFollowing
        | ProfileField::NewsNewcomer
        | ProfileField::NewsPrivate
        | ProfileField::NewsLimited
        | ProfileField::NewsStranger => news_answer(turn, persona, field)?,
        ProfileField::Handle
        | ProfileField::Picture
        | ProfileField::Header
        | ProfileField::RefusedPictures => {
            return Err(Error::Denied("undo-not-possible"));
        }
    };
    let change = field_change(persona, field, (old, value));
    turn.record(change, By::Self_, Cause::Undo)?;
    if field == ProfileField::PostsFindable {
        index::posts_changed(turn, persona)?;
    }
    index::persona(turn, persona)
}

/// What the persona's door says now to whom this field is about.
fn news_answer(
    turn: &mut Turn<'_, '_>,
    persona: AccountId,
    field: ProfileField,
) -> Result<&'static str> {
    let door = hafan_store::door::door(turn.tx, persona)?.ok_or(Error::NotFound)?;
    let caller = Caller::of_field(field).ok_or(Error::Denied("undo-not-possible"))?;
    Ok(door.get(caller).code())
}

/// Changes the handle. The old one leads nowhere from now on, and nobody else can have it; only
/// the persona itself can go back to it.
///
/// # Errors
/// Faults of `handle`; `Denied("frozen")`; `Limited` after five in a day.
pub async fn rename(app: &App, actor: Actor, typed: &str) -> Result<()> {
    let wish = parse_handle(typed)?;
    let renamed = app.write(move |turn| rename_to(turn, actor.persona, &wish, Cause::Choice));
    renamed.await.map_err(super::sign_up::taken_meanwhile)
}

/// Goes back to a handle from before, as the undo of a change.
pub(crate) fn rename_in(
    turn: &mut Turn<'_, '_>,
    persona: AccountId,
    handle: &str,
    cause: Cause,
) -> Result<()> {
    let wish = Handle::parse_unreserved(handle).map_err(handle_fault)?;
    rename_to(turn, persona, &wish, cause)
}

fn rename_to(
    turn: &mut Turn<'_, '_>,
    persona: AccountId,
    wish: &Handle,
    cause: Cause,
) -> Result<()> {
    require_writer(turn, persona)?;
    let now = account::persona(turn.tx, persona)?.ok_or(Error::NotFound)?;
    if now.handle == wish.as_str() {
        return Ok(());
    }
    if was_theirs(turn, persona, wish)? {
        take_tombstone(turn, wish)?;
    } else {
        require_free(turn.tx, wish, Some(persona))?;
    }
    let buckets = [throttle::RENAMES.of(&[&persona.to_string()])];
    throttle::count(turn, &buckets)?;
    let names = (now.handle.as_str(), wish.as_str());
    let change = field_change(persona, ProfileField::Handle, names);
    turn.record(change, By::Self_, cause)?;
    if now.handle.to_ascii_lowercase() != wish.key() {
        leave_tombstone(turn, &now.handle)?;
    }
    index::persona(turn, persona)?;
    super::rename::enqueue(turn, persona, names)
}

/// True where the persona itself had this handle before.
fn was_theirs(turn: &mut Turn<'_, '_>, persona: AccountId, handle: &Handle) -> Result<bool> {
    let owner = Owner::Persona(persona);
    let field = ProfileField::Handle.code();
    Ok(ledger::had_value(
        turn.tx,
        owner,
        ("profile", field),
        handle.as_str(),
    )?)
}

/// Takes away the tombstone at a handle, if one stands there, with its record.
pub(crate) fn take_tombstone(turn: &mut Turn<'_, '_>, handle: &Handle) -> Result<()> {
    let held = account::by_handle(turn.tx, &handle.key())?;
    account::remove_tombstone(turn.tx, &handle.key())?;
    let Some((id, ..)) = held else {
        return Ok(());
    };
    if account::card(turn.tx, id)?.is_none() {
        ledger::erase(turn.tx, Owner::Persona(id))?;
    }
    Ok(())
}

/// Keeps a handle that somebody left behind, as an account that is nobody's.
pub(crate) fn leave_tombstone(turn: &mut Turn<'_, '_>, handle: &str) -> Result<()> {
    let id = AccountId::new(turn.random_id());
    account::insert(turn.tx, id, AccountKind::Persona, handle, turn.now)?;
    let gone = Change::Account {
        account: id,
        old: None,
        new: AccountState::Deleted,
    };
    turn.record(gone, By::Rule, Cause::Choice)
}

pub(crate) fn field_change(
    persona: AccountId,
    field: ProfileField,
    (old, new): (&str, &str),
) -> Change {
    Change::Profile {
        persona,
        field,
        old: old.to_owned(),
        new: new.to_owned(),
    }
}

fn parse_bio(typed: &str) -> Result<String, Fault> {
    if typed.trim().is_empty() {
        return Ok(String::new());
    }
    let bound = i64::try_from(BIO_CHARS_MAX).unwrap_or(i64::MAX);
    SourceText::parse(typed, BIO_CHARS_MAX)
        .map(|text| text.as_str().to_owned())
        .map_err(|error| Fault::with_bound("bio", error.code(), bound))
}
