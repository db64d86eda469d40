//! Communities: square, pictures, about, and the way in and out. People, invitations and settings
//! have files of their own.

mod invite;
mod people;
mod picture;
mod record;
mod settings;

use crate::asked::Asked;
use crate::faults::Faults;
use crate::form::{Posted, Pressed};
use crate::page::Page;
use crate::respond::{Answer, html, html_invalid, see_done};
use crate::view::house::role;
use crate::view::{HouseView, PictureView, PostView, Prose, WhyView, covered, posts, why_on_wall};
use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::routing::{get, post};
use hafan_app::community::square::{House, Square, house, mark_read, square};
use hafan_app::community::{care, join};
use hafan_app::store::account::Card;
use hafan_app::store::community::Which;
use hafan_app::{App, Error};
use hafan_core::community::{JoinRule, Standing};
use hafan_core::id::PostId;

pub fn routes() -> Router<App> {
    Router::new()
        .route("/c/{handle}", get(show_square))
        .route("/c/{handle}/photos", get(show_photos))
        .route("/c/{handle}/about", get(show_about))
        .route("/c/{handle}/join", get(show_join).post(knock))
        .route("/c/{handle}/withdraw", post(withdraw))
        .route("/c/{handle}/leave", get(show_leave).post(leave))
        .route("/c/{handle}/step-down", post(step_down))
        .merge(people::routes())
        .merge(invite::routes())
        .merge(picture::routes())
        .merge(record::routes())
        .merge(settings::routes())
}

#[derive(Template)]
#[template(path = "community/square.html")]
struct SquarePage<'p> {
    p: &'p Page,
    h: HouseView,
    about: AboutView,
    /// Newer than the last visit.
    fresh: Vec<PostView>,
    /// Seen before, or everything where nothing marks the border.
    posts: Vec<PostView>,
    /// Only what began a conversation.
    is_begun: bool,
    is_first: bool,
    older: Option<String>,
}

#[derive(Template)]
#[template(path = "community/photos.html")]
struct PhotosPage<'p> {
    p: &'p Page,
    h: HouseView,
    about: AboutView,
    pictures: Vec<Hung>,
    why: WhyView,
    is_first: bool,
    older: Option<String>,
}

/// A picture on the wall.
struct Hung {
    picture: PictureView,
    /// Language tag of the post, or empty.
    language: String,
    /// The post it hangs on.
    path: String,
    /// Who shared it.
    words: String,
    /// Why it stays covered until the reader goes to the post, if it does.
    covered: Option<String>,
}

#[derive(Template)]
#[template(path = "community/about.html")]
struct AboutPage<'p> {
    p: &'p Page,
    h: HouseView,
    about: AboutView,
}

/// Where somebody stands who can't read what is said inside.
#[derive(Template)]
#[template(path = "community/porch.html")]
struct PorchPage<'p> {
    p: &'p Page,
    h: HouseView,
    about: AboutView,
}

#[derive(Template)]
#[template(path = "community/join.html")]
struct JoinPage<'p> {
    p: &'p Page,
    f: Faults,
    h: HouseView,
    about: AboutView,
    question: String,
    answer: String,
    asks: bool,
    is_invited: bool,
}

#[derive(Template)]
#[template(path = "community/leave.html")]
struct LeavePage<'p> {
    p: &'p Page,
    h: HouseView,
    /// A carer can also step back and stay.
    may_step_down: bool,
}

/// What a community says of itself.
struct AboutView {
    charter: Prose,
    norms: Prose,
    /// Who looks after it, with icon and words of the role; empty for those who may not read.
    carers: Vec<(Card, (&'static str, &'static str))>,
    /// How one becomes a member.
    joining: &'static str,
    /// Since when, as people say it.
    since: String,
    /// What those who look after it said to the viewer at the door.
    parting: Option<PartingView>,
}

struct PartingView {
    icon: &'static str,
    title: String,
    words: String,
}

impl AboutView {
    fn new(page: &Page, house: &House) -> Self {
        let found = &house.community;
        let carer = |(card, rank): &(Card, _)| (card.clone(), role(page, *rank));
        Self {
            charter: Prose::new(&found.charter),
            norms: Prose::new(&found.norms),
            carers: house.carers.iter().map(carer).collect(),
            joining: page.t(match found.facts.join_rule {
                _ if found.facts.is_closed => "community-joining-closed",
                JoinRule::Open => "community-joining-open",
                JoinRule::Ask => "community-joining-ask",
                JoinRule::Invitation => "community-joining-invitation",
            }),
            since: page.said_month(found.created_day),
            parting: parting(page, house),
        }
    }
}

fn parting(page: &Page, house: &House) -> Option<PartingView> {
    let found = house.parting.as_ref()?;
    let (icon, key) = match house.standing {
        Standing::Invited => ("mail-open", "community-invited-by"),
        Standing::Refused => ("info", "community-refused-by"),
        Standing::Removed => ("info", "community-removed-by"),
        _ => return None,
    };
    let somebody = page.t("somebody-who-left");
    let name = found
        .by
        .as_ref()
        .map_or(somebody, |card| card.name.as_str());
    Some(PartingView {
        icon,
        title: page.texts().f(key, &[("name", name.into())]),
        words: found.words.clone(),
    })
}

#[derive(serde::Deserialize, Default)]
struct Turned {
    #[serde(default)]
    before: String,
    #[serde(default)]
    view: String,
}

impl Turned {
    /// A cursor that is no id is the first page: it was typed, or is from another age.
    fn before(&self) -> Option<PostId> {
        PostId::parse(&self.before)
    }
}

async fn show_square(
    State(app): State<App>,
    page: Page,
    Path(handle): Path<String>,
    Asked(turned): Asked<Turned>,
) -> Answer {
    let is_begun = turned.view == "first";
    let which = if is_begun { Which::Begun } else { Which::Said };
    let viewer = page.visit().viewer();
    let found = square(&app, viewer, handle, which, turned.before()).await?;
    if !found.house.may_read {
        return porch(&page, &found.house);
    }
    let answer = html(&square_page(&page, &found, is_begun))?;
    if let (Ok(actor), true) = (page.visit().actor(), found.is_first && !is_begun) {
        mark_read(&app, actor, &found).await?;
    }
    Ok(answer)
}

fn square_page<'p>(page: &'p Page, found: &Square, is_begun: bool) -> SquarePage<'p> {
    let mut all = posts(page, &found.items);
    let is_fresh =
        |item: &hafan_app::reading::Item| Some(item.listed_as) > found.read_to && !item.is_mine;
    let fresh: Vec<String> = found
        .items
        .iter()
        .filter(|item| is_fresh(item))
        .map(|item| item.listed_as.to_string())
        .collect();
    let last = all.iter().rposition(|view| fresh.contains(&view.listed_as));
    let fresh = last.map_or(0, |at| at + 1);
    // The border helps only between what is new and what was seen.
    let shows_border = found.is_first && found.read_to.is_some() && fresh > 0 && fresh < all.len();
    let seen = if shows_border {
        all.split_off(fresh)
    } else {
        Vec::new()
    };
    let (fresh, posts) = if shows_border {
        (all, seen)
    } else {
        (Vec::new(), all)
    };
    let h = HouseView::new(page, &found.house);
    let view = if is_begun { "&view=first" } else { "" };
    SquarePage {
        p: page,
        about: AboutView::new(page, &found.house),
        fresh,
        posts,
        is_begun,
        is_first: found.is_first,
        older: found
            .older
            .map(|id| format!("{}?before={id}{view}", h.path)),
        h,
    }
}

async fn show_photos(
    State(app): State<App>,
    page: Page,
    Path(handle): Path<String>,
    Asked(turned): Asked<Turned>,
) -> Answer {
    let viewer = page.visit().viewer();
    let found = square(&app, viewer, handle, Which::Pictured, turned.before()).await?;
    if !found.house.may_read {
        return porch(&page, &found.house);
    }
    let hung = found.items.iter().flat_map(|item| {
        let path = format!("/@{}/{}", item.author.handle, item.post.facts.id);
        let name = item.author.name.as_str().into();
        let words = page.texts().f("photo-by", &[("name", name)]);
        let covered = covered(&page, item);
        // A notice hides the picture here as on the square: it is one step away.
        let shown = item.pictures.iter().filter(|_| item.post.notice.is_empty());
        shown.map(move |picture| Hung {
            picture: PictureView::new(picture),
            language: item.post.language.clone(),
            path: path.clone(),
            words: words.clone(),
            covered: covered.clone(),
        })
    });
    let pictures = hung.collect();
    let h = HouseView::new(&page, &found.house);
    html(&PhotosPage {
        p: &page,
        about: AboutView::new(&page, &found.house),
        why: why_on_wall(&page, &h.card, h.is_member),
        pictures,
        is_first: found.is_first,
        older: found
            .older
            .map(|id| format!("{}/photos?before={id}", h.path)),
        h,
    })
}

async fn show_about(State(app): State<App>, page: Page, Path(handle): Path<String>) -> Answer {
    let found = house(&app, page.visit().viewer(), handle).await?;
    html(&AboutPage {
        p: &page,
        h: HouseView::new(&page, &found),
        about: AboutView::new(&page, &found),
    })
}

fn porch(page: &Page, found: &House) -> Answer {
    html(&PorchPage {
        p: page,
        h: HouseView::new(page, found),
        about: AboutView::new(page, found),
    })
}

#[derive(serde::Deserialize)]
struct Knock {
    #[serde(default)]
    answer: String,
}

async fn show_join(State(app): State<App>, page: Page, Path(handle): Path<String>) -> Answer {
    let viewer = page.visit().viewer();
    let found = house(&app, viewer, handle).await?;
    if viewer.is_none() {
        return Err(Error::Denied("sign-in").into());
    }
    let h = HouseView::new(&page, &found);
    if h.way_in.is_none() {
        return porch(&page, &found);
    }
    html(&join_page(&page, &found, Faults::none(), String::new()))
}

async fn knock(
    State(app): State<App>,
    page: Page,
    Path(handle): Path<String>,
    Posted(form): Posted<Knock>,
) -> Answer {
    let actor = page.visit().actor()?;
    match join::join(&app, actor, handle.clone(), form.answer.clone()).await {
        Ok(Standing::Asked) => Ok(see_done(&format!("/c/{handle}"), "asked")),
        Ok(_) => Ok(see_done(&format!("/c/{handle}"), "joined-community")),
        Err(Error::Invalid(faults)) => {
            let found = house(&app, Some(actor.persona), handle).await?;
            let f = Faults::of(&page, &faults);
            html_invalid(&join_page(&page, &found, f, form.answer))
        }
        Err(other) => Err(other.into()),
    }
}

fn join_page<'p>(page: &'p Page, found: &House, f: Faults, answer: String) -> JoinPage<'p> {
    let is_invited = found.standing == Standing::Invited;
    JoinPage {
        p: page,
        f,
        h: HouseView::new(page, found),
        about: AboutView::new(page, found),
        question: found.community.join_question.clone(),
        answer,
        asks: found.community.facts.join_rule == JoinRule::Ask && !is_invited,
        is_invited,
    }
}

async fn withdraw(
    State(app): State<App>,
    page: Page,
    Path(handle): Path<String>,
    _: Posted<Pressed>,
) -> Answer {
    let actor = page.visit().actor()?;
    join::withdraw(&app, actor, handle).await?;
    Ok(see_done("/places", "withdrawn"))
}

async fn show_leave(State(app): State<App>, page: Page, Path(handle): Path<String>) -> Answer {
    let actor = page.visit().actor()?;
    let found = house(&app, Some(actor.persona), handle).await?;
    if found.role.is_none() {
        return Err(Error::Denied("not-member").into());
    }
    html(&LeavePage {
        p: &page,
        h: HouseView::new(&page, &found),
        may_step_down: join::is_carer(found.role) && !found.community.facts.is_closed,
    })
}

async fn leave(
    State(app): State<App>,
    page: Page,
    Path(handle): Path<String>,
    _: Posted<Pressed>,
) -> Answer {
    let actor = page.visit().actor()?;
    join::leave(&app, actor, handle).await?;
    Ok(see_done("/places", "left-community"))
}

async fn step_down(
    State(app): State<App>,
    page: Page,
    Path(handle): Path<String>,
    _: Posted<Pressed>,
) -> Answer {
    let actor = page.visit().actor()?;
    care::step_down(&app, actor, handle.clone()).await?;
    Ok(see_done(&format!("/c/{handle}"), "stepped-down"))
}
