//! Joining: with an invitation, by asking, or through an open door.

use crate::application::Token;
use crate::community::join;
use crate::identity::password::{self, Password};
use crate::identity::persona;
use crate::identity::reach::{self, Reach};
use crate::identity::session::{self, Browser, Opened};
use crate::identity::settings;
use crate::identity::throttle::{self, Bucket};
use crate::visit::Place;
use crate::{Actor, App, Error, Fault, Result, Turn};
use hafan_core::account::AccountState;
use hafan_core::display_name::DisplayName;
use hafan_core::handle::{Handle, HandleError};
use hafan_core::id::{AccountId, ApplicationId, CommunityId, MemberId};
use hafan_core::ledger::{By, Cause, Change, Entry};
use hafan_core::locale::Locale;
use hafan_core::member::{MemberState, Setting};
use hafan_core::place::{PlaceField, SignUp};
use hafan_core::policy::{self, Care, Sight};
use hafan_core::scope::Scopes;
use hafan_core::text::SourceText;
use hafan_core::time::Timestamp;
use hafan_store::invitation::{self, Invitation};
use hafan_store::{Read, account, application, community, member, persona_links, sight};

/// Characters of the answer to the host's question.
pub const ANSWER_CHARS_MAX: usize = 2000;

/// What somebody who joins tells: a handle and a password. Nothing else is needed, and nothing
/// else is asked.
#[derive(Clone, Default)]
pub struct Newcomer {
    /// The handle they chose, also their name for signing in at first.
    pub handle: String,
    /// The name shown; the handle where it is empty.
    pub name: String,
    /// The password they chose.
    pub password: String,
    /// Language of the page they joined on.
    pub locale: Locale,
    /// The answer to the host's question, where they ask to join.
    pub answer: String,
    /// Who should be able to reach them, where they were asked.
    pub reach: Option<Reach>,
}

/// How a newcomer stands after joining.
pub enum Joined {
    /// In, and signed in; the handle of the community the invitation led to, if it led to one.
    In {
        /// For the browser.
        opened: Opened,
        /// Handle of the community joined on the way.
        community: Option<String>,
    },
    /// A host will read the answer.
    Waiting,
}

/// What an invitation says before it is taken.
#[derive(Clone, Debug)]
pub struct Invited {
    /// The persona that invites.
    pub by: account::Card,
    /// The community it leads to, if not only the place.
    pub community: Option<account::Card>,
}

/// Joins: with the code of an invitation, or without one where the place lets people ask or has
/// an open door.
///
/// # Errors
/// Faults of `handle`, `name`, `password`, `answer`; [`Error::NotFound`] for a code that does not
/// hold (any more); `Denied("by-invitation")`; `Limited`.
pub async fn sign_up(
    app: &App,
    newcomer: Newcomer,
    code: Option<String>,
    browser: Browser,
) -> Result<Joined> {
    let wish = Wish::parse(&newcomer)?;
    let buckets = [match &code {
        Some(_) => throttle::LINK_NET.of(&[&browser.net]),
        None => throttle::SIGN_UP_NET.of(&[&browser.net]),
    }];
    judge(app, &wish, code.clone(), buckets.clone()).await?;
    let hash = password::hash(app, wish.password.clone()).await?;
    let joined = app.write(move |turn| {
        let way = Way::find(turn.tx, code.as_deref(), turn.now)?;
        let joined = join(turn, &wish, &hash, &way, &browser)?;
        if matches!(way, Way::Invited(_)) {
            throttle::give_back(turn, &buckets)?;
        }
        Ok(joined)
    });
    joined.await.map_err(taken_meanwhile)
}

/// Joins through an application, where the door is open: by the same rules as on the page. Answers
/// a token for the persona that was made, for the application that asks. Faults that were found
/// already, `also`, are told together with those that are found here.
///
/// # Errors
/// Faults of `handle`, `password`, `email`; `Denied("sign-up-asks")` and `Denied("by-invitation")`
/// where the door is not open; `Limited`.
pub async fn sign_up_by_application(
    app: &App,
    newcomer: Newcomer,
    (application, scopes): (ApplicationId, Scopes),
    (email, net): (&str, &str),
    also: Vec<Fault>,
) -> Result<Token> {
    let (wish, email) = read_by_application(app, &newcomer, email, also).await?;
    let sign_up = app.read(|read| Ok(Place::load(read)?.sign_up())).await?;
    if sign_up == SignUp::Ask {
        return Err(Error::Denied("sign-up-asks"));
    }
    let buckets = [throttle::SIGN_UP_NET.of(&[net])];
    judge(app, &wish, None, buckets).await?;
    let hash = password::hash(app, wish.password.clone()).await?;
    let joined = app.write(move |turn| {
        let way = Way::find(turn.tx, None, turn.now)?;
        if !matches!(way, Way::Open) {
            return Err(Error::Denied("sign-up-asks"));
        }
        let how = (By::Self_, Cause::SignUp);
        let (member, persona) = make(turn, &wish, &hash, &way, how)?;
        turn.record(setting(member, Setting::Email, "", &email), how.0, how.1)?;
        let found = application::find(turn.tx, application)?.ok_or(Error::NotFound)?;
        let (token, _) = session::open_for(turn, (member, persona), (&found, &scopes), how)?;
        Ok(Token {
            token,
            scopes: scopes.clone(),
            made_at: turn.now,
        })
    });
    joined.await.map_err(taken_meanwhile)
}

/// What an application sends for somebody who joins, or all that is wrong with it.
async fn read_by_application(
    app: &App,
    newcomer: &Newcomer,
    email: &str,
    mut faults: Vec<Fault>,
) -> Result<(Wish, String)> {
    let wish = faults_into(&mut faults, Wish::parse(newcomer))?;
    let email = faults_into(&mut faults, settings::parse_email(email))?;
    match (wish, email) {
        (Some(wish), Some(email)) if faults.is_empty() => return Ok((wish, email)),
        _ => {}
    }
    if let Ok(handle) = persona::parse_handle(&newcomer.handle) {
        let free = app.read(move |read| persona::require_free(read, &handle, None));
        faults_into(&mut faults, free.await)?;
    }
    Err(Error::Invalid(faults))
}

/// What was read, if it could be; what is wrong with it is added to what is wrong already.
fn faults_into<T>(faults: &mut Vec<Fault>, read: Result<T>) -> Result<Option<T>> {
    match read {
        Ok(read) => Ok(Some(read)),
        Err(Error::Invalid(found)) => {
            faults.extend(found);
            Ok(None)
        }
        Err(error) => Err(error),
    }
}

/// Makes a member from the command line: no invitation, no question, no session. The rules of
/// handles are those of the sign-up page: whoever runs the server needs no name that seems to speak
/// for the place, and a persona that bears one could be passed on.
///
/// # Errors
/// Faults of `handle`, `name`, `password`; `Denied("not-set-up")`.
pub async fn create_by_operator(app: &App, newcomer: Newcomer) -> Result<(MemberId, AccountId)> {
    let wish = Wish::parse(&newcomer)?;
    let hash = password::hash(app, wish.password.clone()).await?;
    let made = app.write(move |turn| {
        if !Place::load(turn.tx)?.is_set_up() {
            return Err(Error::Denied("not-set-up"));
        }
        make(
            turn,
            &wish,
            &hash,
            &Way::Open,
            (By::Operator, Cause::Operator),
        )
    });
    made.await.map_err(taken_meanwhile)
}

/// What the invitation with this code says. Codes that do not hold are counted for the network.
///
/// # Errors
/// [`Error::NotFound`] if it does not hold (any more); `Limited`.
pub async fn invited(app: &App, code: String, net: &str) -> Result<Invited> {
    let buckets = [throttle::LINK_NET.of(&[net])];
    app.write(move |turn| {
        throttle::count(turn, &buckets)?;
        let found = match valid(turn.tx, &code, turn.now) {
            Ok(found) => found,
            Err(error) => return Ok(Err(error)),
        };
        throttle::give_back(turn, &buckets)?;
        let by = account::card(turn.tx, found.made_by)?.ok_or(Error::NotFound)?;
        let community = match found.community {
            Some(id) => Some(account::card(turn.tx, id.account())?.ok_or(Error::NotFound)?),
            None => None,
        };
        Ok(Ok(Invited { by, community }))
    })
    .await?
}

/// Lets somebody in who asked to join. The caller has made sure that `by` may decide this.
pub fn let_in(turn: &mut Turn<'_, '_>, member: MemberId, by: By, words: &str) -> Result<()> {
    let states = (MemberState::Active, AccountState::Active);
    answer(turn, member, states, by, words)
}

/// Refuses somebody who asked to join. Their handle stays taken, so that nobody can use it to pass
/// for them. The caller has made sure that `by` may decide this.
pub fn refuse(turn: &mut Turn<'_, '_>, member: MemberId, by: By, words: &str) -> Result<()> {
    let states = (MemberState::Refused, AccountState::Deleted);
    answer(turn, member, states, by, words)
}

fn answer(
    turn: &mut Turn<'_, '_>,
    id: MemberId,
    (member_state, account_state): (MemberState, AccountState),
    by: By,
    words: &str,
) -> Result<()> {
    let found = member::find(turn.tx, id)?.ok_or(Error::NotFound)?;
    if found.state != MemberState::Waiting {
        return Err(Error::Conflict("answered"));
    }
    let state = setting(id, Setting::State, found.state.code(), member_state.code());
    let entry = Entry::new(state, by, Cause::Answer, turn.now).because(words);
    turn.record_entry(&entry)?;
    for persona in persona_links::own(turn.tx, id)? {
        let change = Change::Account {
            account: persona,
            old: Some(AccountState::Waiting),
            new: account_state,
        };
        turn.record(change, by, Cause::Answer)?;
    }
    Ok(())
}

/// A wish to join that is in order.
#[derive(Clone)]
pub(super) struct Wish {
    handle: Handle,
    name: DisplayName,
    password: Password,
    locale: Locale,
    answer: String,
    reach: Option<Reach>,
}

impl Wish {
    pub(super) fn password(&self) -> Password {
        self.password.clone()
    }

    pub(super) const fn locale(&self) -> Locale {
        self.locale
    }

    pub(super) fn parse(newcomer: &Newcomer) -> Result<Self> {
        let handle = persona::parse_handle(&newcomer.handle);
        let login = handle.as_ref().map_or("", Handle::as_str);
        let password = Password::parse(&newcomer.password, login);
        let name = match &handle {
            Ok(handle) => persona::parse_name(&newcomer.name, handle).map(Some),
            Err(_) => Ok(None),
        };
        let answer = parse_answer(&newcomer.answer);
        match (handle, name, password, answer) {
            (Ok(handle), Ok(Some(name)), Ok(password), Ok(answer)) => Ok(Self {
                handle,
                name,
                password,
                locale: newcomer.locale,
                answer,
                reach: newcomer.reach,
            }),
            (handle, name, password, answer) => {
                let faults = [handle.err(), name.err(), password.err(), answer.err()];
                Err(Error::Invalid(faults.into_iter().flatten().collect()))
            }
        }
    }
}

/// By which way somebody comes in.
pub(super) enum Way {
    /// With an invitation that holds.
    Invited(Invitation),
    /// By asking.
    Asking {
        /// A host wrote a question, so that an answer is needed.
        has_question: bool,
    },
    /// Through an open door.
    Open,
}

impl Way {
    fn find(read: &mut Read<'_>, code: Option<&str>, now: Timestamp) -> Result<Self> {
        let place = Place::load(read)?;
        if !place.is_set_up() {
            return Err(Error::NotFound);
        }
        if let Some(code) = code {
            return valid(read, code, now).map(Self::Invited);
        }
        let has_question = !place.get(PlaceField::SignUpQuestion).is_empty();
        match place.sign_up() {
            SignUp::Open => Ok(Self::Open),
            SignUp::Ask => Ok(Self::Asking { has_question }),
            SignUp::Invitation => Err(Error::Denied("by-invitation")),
        }
    }

    const fn states(&self) -> (MemberState, AccountState) {
        match self {
            Self::Asking { .. } => (MemberState::Waiting, AccountState::Waiting),
            Self::Invited(_) | Self::Open => (MemberState::Active, AccountState::Active),
        }
    }
}

/// Judges a wish before its password is hashed, so that a code that does not hold or a handle that
/// is taken costs next to nothing.
async fn judge(app: &App, wish: &Wish, code: Option<String>, buckets: [Bucket; 1]) -> Result<()> {
    let wish = wish.clone();
    app.write(move |turn| {
        throttle::count(turn, &buckets)?;
        let way = match Way::find(turn.tx, code.as_deref(), turn.now) {
            Ok(way) => way,
            // Committed with its count: this is what guessing looks like.
            Err(error) => return Ok(Err(error)),
        };
        let judged = persona::require_free(turn.tx, &wish.handle, None)
            .and_then(|()| require_answer(&way, &wish));
        if judged.is_err() {
            throttle::give_back(turn, &buckets)?;
        }
        Ok(judged)
    })
    .await?
}

fn join(
    turn: &mut Turn<'_, '_>,
    wish: &Wish,
    hash: &str,
    way: &Way,
    browser: &Browser,
) -> Result<Joined> {
    require_answer(way, wish)?;
    let (member, persona) = make(turn, wish, hash, way, (By::Self_, Cause::SignUp))?;
    let community = match way {
        Way::Asking { .. } => {
            turn.tell("host".to_owned(), "waiting".to_owned());
            return Ok(Joined::Waiting);
        }
        Way::Invited(invitation) => take(turn, invitation, persona)?,
        Way::Open => None,
    };
    let opened = session::open(turn, (member, persona), browser, Cause::SignUp)?;
    let community = match community {
        Some(id) => account::card(turn.tx, id.account())?.map(|card| card.handle),
        None => None,
    };
    Ok(Joined::In { opened, community })
}

/// Makes a member with their first persona, each field with its ledger entry.
pub(super) fn make(
    turn: &mut Turn<'_, '_>,
    wish: &Wish,
    hash: &str,
    way: &Way,
    (by, cause): (By, Cause),
) -> Result<(MemberId, AccountId)> {
    let (member_state, account_state) = way.states();
    let invitation = match way {
        Way::Invited(invitation) => Some(invitation.id),
        Way::Asking { .. } | Way::Open => None,
    };
    let login = wish.handle.as_str();
    if member::by_login(turn.tx, login)?.is_some() {
        return Err(persona::handle_fault(HandleError::Taken).into());
    }
    let id = MemberId::new(turn.random_id());
    let new = member::NewMember {
        id,
        login,
        password_hash: hash,
        state: member_state,
        locale: wish.locale.tag(),
        // Empty is the time zone of the place.
        time_zone: "",
        invitation,
        answer: &wish.answer,
        now: turn.now,
    };
    member::insert(turn.tx, &new)?;
    let settings = [
        (Setting::Login, login),
        (Setting::State, member_state.code()),
        (Setting::Locale, wish.locale.tag()),
    ];
    for (what, new) in settings {
        turn.record(setting(id, what, "", new), by, cause)?;
    }
    let names = (&wish.handle, &wish.name);
    let persona = persona::make(turn, id, names, account_state, (by, cause))?;
    if let Some(reach) = wish.reach {
        reach::set(turn, persona, reach, cause)?;
    }
    Ok((id, persona))
}

/// Takes an invitation into a community, as a persona that is here already. Returns the handle of
/// the community; whoever is a member of it uses nothing up.
///
/// # Errors
/// As [`invited`] and [`crate::community::join::join`]; `Denied("already-here")` for an invitation
/// to the place alone.
pub async fn accept(app: &App, actor: Actor, code: String, net: &str) -> Result<String> {
    let known = invited(app, code.clone(), net).await?.community;
    let known = known.ok_or(Error::Denied("already-here"))?;
    app.write(move |turn| {
        let sight = turn.sight(actor.persona)?;
        if sight.role(known.id.community()).is_none() {
            let found = valid(turn.tx, &code, turn.now)?;
            take(turn, &found, actor.persona)?;
        }
        Ok(known.handle.clone())
    })
    .await
}

/// Uses an invitation for a persona, which becomes a member of its community, if it has one.
fn take(
    turn: &mut Turn<'_, '_>,
    invitation: &Invitation,
    persona: AccountId,
) -> Result<Option<CommunityId>> {
    if !invitation::take(turn.tx, invitation.id, turn.now)? {
        return Err(Error::NotFound);
    }
    invitation::insert_use(turn.tx, invitation.id, persona, turn.now)?;
    if let Some(community) = invitation.community {
        join::enter_by_link(turn, persona, community)?;
    }
    Ok(invitation.community)
}

/// The invitation with this code, if it holds and its maker may still invite.
fn valid(read: &mut Read<'_>, code: &str, now: Timestamp) -> Result<Invitation> {
    let found = invitation::by_code(read, code)?.filter(|i| i.holds(now));
    let found = found.ok_or(Error::NotFound)?;
    let maker = sight::load(read, Some(found.made_by))?;
    // Links of somebody whose writing is held go on: links of two personas that stop and go on in
    // the same moment would join them.
    let maker = Sight {
        can_write: maker.viewer.is_some(),
        ..maker
    };
    let may_invite = match found.community {
        None => maker.can_write && is_host(read, found.made_by)?,
        Some(id) => community::facts(read, id)?
            .is_some_and(|facts| policy::may_care(&maker, &facts, Care::Invite).is_ok()),
    };
    if may_invite {
        Ok(found)
    } else {
        Err(Error::NotFound)
    }
}

/// True while the persona is a host's: links to the place end with the role of their maker.
fn is_host(read: &mut Read<'_>, persona: AccountId) -> Result<bool> {
    let behind = match persona_links::member_behind(read, persona)? {
        Some(id) => member::find(read, id)?,
        None => None,
    };
    Ok(behind.is_some_and(|found| found.is_host && found.state == MemberState::Active))
}

fn parse_answer(typed: &str) -> Result<String, Fault> {
    if typed.trim().is_empty() {
        return Ok(String::new());
    }
    let bound = i64::try_from(ANSWER_CHARS_MAX).unwrap_or(i64::MAX);
    SourceText::parse(typed, ANSWER_CHARS_MAX)
        .map(|text| text.as_str().to_owned())
        .map_err(|error| Fault::with_bound("answer", error.code(), bound))
}

fn require_answer(way: &Way, wish: &Wish) -> Result<()> {
    match way {
        Way::Asking { has_question: true } if wish.answer.is_empty() => {
            Err(Error::invalid("answer", "answer-empty"))
        }
        Way::Asking { .. } | Way::Invited(_) | Way::Open => Ok(()),
    }
}

pub(super) fn setting(member: MemberId, setting: Setting, old: &str, new: &str) -> Change {
    Change::Setting {
        member,
        setting,
        old: old.to_owned(),
        new: new.to_owned(),
    }
}

/// Two people who choose one handle in the same moment meet at the unique index.
pub(super) fn taken_meanwhile(error: Error) -> Error {
    match error {
        Error::Conflict("taken") => persona::handle_fault(HandleError::Taken).into(),
        other => other,
    }
}
