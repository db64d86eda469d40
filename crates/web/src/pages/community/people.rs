//! The people of a community: members, roles, removing, and those who ask to join.

use crate::asked::{AfterName, Asked};
use crate::faults::Faults;
use crate::form::{Posted, Pressed};
use crate::page::Page;
use crate::respond::{Answer, html, html_invalid, see_done};
use crate::view::HouseView;
use crate::view::house::role;
use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::routing::{get, post};
use hafan_app::community::care::{self, Reply};
use hafan_app::community::people::{Asking, Member, Members, asking, members};
use hafan_app::store::account::Card;
use hafan_app::{App, Error};
use hafan_core::community::Role;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/c/{handle}/members", get(show))
        .route("/c/{handle}/members/{member}", get(show_member))
        .route("/c/{handle}/members/{member}/role", post(change_role))
        .route("/c/{handle}/members/{member}/remove", post(remove))
        .route("/c/{handle}/members/{member}/hand-over", post(hand_over))
        .route("/c/{handle}/requests", get(show_requests))
        .route("/c/{handle}/requests/{guest}", post(answer))
}

#[derive(Template)]
#[template(path = "community/members.html")]
struct MembersPage<'p> {
    p: &'p Page,
    h: HouseView,
    carers: Vec<MemberView>,
    members: Vec<MemberView>,
    removed: Vec<Card>,
    next: Option<String>,
    is_first: bool,
}

#[derive(Template)]
#[template(path = "community/member.html")]
struct MemberPage<'p> {
    p: &'p Page,
    f: Faults,
    h: HouseView,
    m: MemberView,
    roles: Vec<RoleView>,
    reason: String,
}

#[derive(Template)]
#[template(path = "community/requests.html")]
struct RequestsPage<'p> {
    p: &'p Page,
    h: HouseView,
    asking: Vec<AskingView>,
}

/// A member in a list.
struct MemberView {
    card: Card,
    role: (&'static str, &'static str),
    is_carer: bool,
    may_change_role: bool,
    may_remove: bool,
    is_me: bool,
}

/// A role one can give.
struct RoleView {
    code: &'static str,
    name: &'static str,
    words: &'static str,
    is_now: bool,
}

/// Somebody who asks to join.
struct AskingView {
    card: Card,
    answer: String,
    lacks_answer: bool,
    since: String,
}

impl MemberView {
    fn new(page: &Page, member: &Member) -> Self {
        Self {
            card: member.card.clone(),
            role: role(page, member.role),
            is_carer: member.role > Role::Member,
            may_change_role: member.may_change_role,
            may_remove: member.may_remove,
            is_me: member.is_me,
        }
    }
}

async fn show(
    State(app): State<App>,
    page: Page,
    Path(handle): Path<String>,
    Asked(after): Asked<AfterName>,
) -> Answer {
    let after = after.cursor();
    let is_first = after.is_none();
    let found = members(&app, page.visit().viewer(), handle, after).await?;
    html(&members_page(&page, found, is_first))
}

fn members_page(page: &Page, found: Members, is_first: bool) -> MembersPage<'_> {
    let views = |members: &[Member]| -> Vec<MemberView> {
        members.iter().map(|m| MemberView::new(page, m)).collect()
    };
    let h = HouseView::new(page, &found.house);
    let next = found.next.as_ref().map(AfterName::query);
    let next = next.map(|query| format!("{}/members?{query}", h.path));
    MembersPage {
        p: page,
        h,
        carers: views(&found.carers),
        members: views(&found.members),
        removed: found.removed,
        next,
        is_first,
    }
}

async fn show_member(
    State(app): State<App>,
    page: Page,
    Path((handle, member)): Path<(String, String)>,
) -> Answer {
    let blank = (Faults::none(), String::new());
    html(&member_page(&app, &page, handle, member, blank).await?)
}

async fn member_page<'p>(
    app: &App,
    page: &'p Page,
    handle: String,
    member: String,
    (f, reason): (Faults, String),
) -> Result<MemberPage<'p>, Error> {
    let actor = page.visit().actor()?;
    let (house, found) = care::member(app, actor, handle, member).await?;
    let role_view = |role: &Role| {
        let (name, words) = match role {
            Role::Member => ("role-member", "role-member-hint"),
            Role::Helper => ("role-helper", "role-helper-hint"),
            Role::Moderator => ("role-moderator", "role-moderator-hint"),
            Role::Host => ("role-host", "role-host-hint"),
        };
        RoleView {
            code: role.code(),
            name: page.t(name),
            words: page.t(words),
            is_now: *role == found.role,
        }
    };
    Ok(MemberPage {
        p: page,
        f,
        h: HouseView::new(page, &house),
        m: MemberView::new(page, &found),
        roles: Role::ALL.iter().map(role_view).collect(),
        reason,
    })
}

#[derive(serde::Deserialize)]
struct RoleForm {
    #[serde(default)]
    role: String,
}

async fn change_role(
    State(app): State<App>,
    page: Page,
    Path((handle, member)): Path<(String, String)>,
    Posted(form): Posted<RoleForm>,
) -> Answer {
    let actor = page.visit().actor()?;
    let to = Role::parse(&form.role).ok_or(Error::invalid("role", "choice"))?;
    care::change_role(&app, actor, handle.clone(), member, to).await?;
    Ok(see_done(&format!("/c/{handle}/members"), "role-changed"))
}

#[derive(serde::Deserialize)]
struct ReasonForm {
    #[serde(default)]
    reason: String,
}

async fn remove(
    State(app): State<App>,
    page: Page,
    Path((handle, member)): Path<(String, String)>,
    Posted(form): Posted<ReasonForm>,
) -> Answer {
    let actor = page.visit().actor()?;
    let (h, m, reason) = (handle.clone(), member.clone(), form.reason.clone());
    match care::remove(&app, actor, h, m, reason).await {
        Ok(()) => Ok(see_done(&format!("/c/{handle}/members"), "member-removed")),
        Err(Error::Invalid(faults)) => {
            let f = Faults::of(&page, &faults);
            html_invalid(&member_page(&app, &page, handle, member, (f, form.reason)).await?)
        }
        Err(other) => Err(other.into()),
    }
}

async fn hand_over(
    State(app): State<App>,
    page: Page,
    Path((handle, member)): Path<(String, String)>,
    _: Posted<Pressed>,
) -> Answer {
    let actor = page.visit().actor()?;
    care::hand_over(&app, actor, handle.clone(), member).await?;
    Ok(see_done(&format!("/c/{handle}"), "handed-over"))
}

async fn show_requests(State(app): State<App>, page: Page, Path(handle): Path<String>) -> Answer {
    let actor = page.visit().actor()?;
    let (house, found) = asking(&app, actor, handle).await?;
    let view = |asking: Asking| AskingView {
        since: page.said(asking.since),
        card: asking.card,
        lacks_answer: asking.lacks_answer,
        answer: asking.answer,
    };
    html(&RequestsPage {
        p: &page,
        h: HouseView::new(&page, &house),
        asking: found.into_iter().map(view).collect(),
    })
}

#[derive(serde::Deserialize)]
struct AnswerForm {
    #[serde(default)]
    decision: String,
    #[serde(default)]
    words: String,
}

async fn answer(
    State(app): State<App>,
    page: Page,
    Path((handle, guest)): Path<(String, String)>,
    Posted(form): Posted<AnswerForm>,
) -> Answer {
    let actor = page.visit().actor()?;
    let (reply, done) = match form.decision.as_str() {
        "let-in" => (Reply::LetIn, "let-in"),
        "refuse" => (Reply::Refuse, "refused-community"),
        _ => return Err(Error::invalid("decision", "choice").into()),
    };
    care::answer(&app, actor, handle.clone(), guest, (reply, form.words)).await?;
    Ok(see_done(&format!("/c/{handle}/requests"), done))
}
