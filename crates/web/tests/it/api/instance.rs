//! The place as applications learn of it.

use super::{application, read};
use hafan_core::place::PlaceField;
use hafan_testkit::{Backend, Place, for_each_backend};

#[tokio::test]
async fn the_place_tells_its_own_limits_to_everyone() {
    for_each_backend(async |place| {
        let host = place.host("carys").await;
        let wish = [
            (
                PlaceField::Rules,
                "1. Be kind.\n\n- Ask before you post a photo.",
            ),
            (PlaceField::Contact, "Carys, carys@hafan.test."),
            (PlaceField::PostCharsMax, "777"),
        ];
        let wish = wish.map(|(field, value)| (field, value.to_owned()));
        let saved = hafan_app::host::settings::change(&place.app, host.actor, wish.to_vec()).await;
        saved.expect("saved");
        let visitor = place.visitor();
        let v2 = read(&visitor, "/api/v2/instance").await;
        let limits = &v2["configuration"];
        assert_eq!(limits["statuses"]["max_characters"], 777);
        assert_eq!(v2["contact"]["email"], "carys@hafan.test");
        assert!(
            v2["contact"]["account"].is_null(),
            "hosts are told to nobody"
        );
        assert_eq!(v2["registrations"]["enabled"], false);
        let streaming = limits["urls"]["streaming"].as_str().expect("an address");
        assert!(streaming.starts_with("ws"), "{streaming}");
        let v1 = read(&visitor, "/api/v1/instance").await;
        assert_eq!(v1["configuration"]["statuses"]["max_characters"], 777);
        assert_eq!(v1["urls"]["streaming_api"], streaming);
        for limits in [limits, &v1["configuration"]] {
            let limits = &limits["accounts"];
            assert_eq!(limits["max_pinned_statuses"], hafan_app::post::PINS_MAX);
            assert_eq!(
                limits["max_header_description_length"],
                hafan_core::post::ALT_CHARS_MAX
            );
        }
        let rules = read(&visitor, "/api/v1/instance/rules").await;
        assert_eq!(rules[0]["text"], "Be kind.");
        assert_eq!(rules[1]["text"], "Ask before you post a photo.");
        assert_eq!(rules[1]["id"], "2");
        assert_eq!(v2["rules"], rules);
    })
    .await;
}

#[tokio::test]
async fn nobody_is_ranked_and_nothing_is_counted() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        let app = application(place, &mair, "read").await;
        for path in [
            "/api/v1/instance/peers",
            "/api/v1/instance/activity",
            "/api/v1/instance/domain_blocks",
            "/api/v1/custom_emojis",
            "/api/v1/trends",
            "/api/v1/trends/tags",
            "/api/v1/trends/statuses",
            "/api/v1/trends/links",
            "/api/v1/suggestions",
            "/api/v2/suggestions",
            "/api/v1/announcements",
            "/api/v1/endorsements",
            "/api/v1/domain_blocks",
        ] {
            assert_eq!(read(&app, path).await, serde_json::json!([]), "{path}");
        }
        let v2 = read(&app, "/api/v2/instance").await;
        assert_eq!(v2["usage"]["users"]["active_month"], 0);
        let node = read(&app, "/nodeinfo/2.0").await;
        assert_eq!(node["usage"]["users"], serde_json::json!({}));
        assert_eq!(app.get("/api/oembed?url=x").await.status, 404);
        let own = read(&app, "/api/v1/preferences").await;
        assert_eq!(own["posting:default:visibility"], "public");
        let narrow = application(place, &mair, "read:statuses").await;
        assert_eq!(narrow.get("/api/v1/preferences").await.status, 403);
        assert_eq!(place.visitor().get("/api/v1/suggestions").await.status, 401);
    })
    .await;
}

#[tokio::test]
async fn the_place_has_each_field_that_is_documented() {
    // `entities/Instance` and `entities/V1_Instance` as of 4.5: `?` where it may be null.
    const FIELDS: &str = "
        domain title version source_url description usage.users.active_month
        thumbnail.url thumbnail.description icon languages
        configuration.urls.streaming configuration.urls.status? configuration.urls.about
        configuration.urls.privacy_policy? configuration.urls.terms_of_service?
        configuration.vapid.public_key
        configuration.accounts.max_display_name_length configuration.accounts.max_note_length
        configuration.accounts.max_avatar_description_length
        configuration.accounts.max_header_description_length
        configuration.accounts.max_featured_tags configuration.accounts.max_pinned_statuses
        configuration.accounts.max_profile_fields
        configuration.accounts.profile_field_name_limit
        configuration.accounts.profile_field_value_limit
        configuration.statuses.max_characters configuration.statuses.max_media_attachments
        configuration.statuses.characters_reserved_per_url
        configuration.media_attachments.supported_mime_types
        configuration.media_attachments.description_limit
        configuration.media_attachments.image_size_limit
        configuration.media_attachments.image_matrix_limit
        configuration.media_attachments.video_size_limit
        configuration.media_attachments.video_frame_rate_limit
        configuration.media_attachments.video_matrix_limit
        configuration.polls.max_options configuration.polls.max_characters_per_option
        configuration.polls.min_expiration configuration.polls.max_expiration
        configuration.translation.enabled configuration.limited_federation
        configuration.timelines_access.live_feeds.local
        configuration.timelines_access.live_feeds.remote
        configuration.timelines_access.hashtag_feeds.local
        configuration.timelines_access.hashtag_feeds.remote
        configuration.timelines_access.trending_link_feeds.local
        configuration.timelines_access.trending_link_feeds.remote
        registrations.enabled registrations.approval_required registrations.message?
        registrations.min_age? registrations.reason_required? registrations.url?
        api_versions.mastodon contact.email contact.account? rules";
    const FIELDS_OF_V1: &str = "
        uri title short_description description email version urls.streaming_api
        stats.user_count stats.status_count stats.domain_count thumbnail? languages registrations
        approval_required invites_enabled configuration.accounts.max_featured_tags
        configuration.statuses.max_characters configuration.statuses.max_media_attachments
        configuration.statuses.characters_reserved_per_url
        configuration.media_attachments.supported_mime_types
        configuration.media_attachments.image_size_limit
        configuration.media_attachments.image_matrix_limit
        configuration.media_attachments.video_size_limit
        configuration.media_attachments.video_frame_rate_limit
        configuration.media_attachments.video_matrix_limit
        configuration.polls.max_options configuration.polls.max_characters_per_option
        configuration.polls.min_expiration configuration.polls.max_expiration
        contact_account? rules";
    let place = Place::new(Backend::Sqlite).await;
    let visitor = place.visitor();
    for (path, fields) in [
        ("/api/v2/instance", FIELDS),
        ("/api/v1/instance", FIELDS_OF_V1),
    ] {
        let told = read(&visitor, path).await;
        for field in fields.split_whitespace() {
            let name = field.trim_end_matches('?').replace('.', "/");
            let value = told.pointer(&format!("/{name}"));
            let value = value.unwrap_or_else(|| panic!("{path}: {field} is not there"));
            assert!(!value.is_null() || field.ends_with('?'), "{path}: {field}");
        }
    }
    let v2 = read(&visitor, "/api/v2/instance").await;
    for feed in v2["configuration"]["timelines_access"]
        .as_object()
        .expect("feeds")
        .values()
    {
        for access in feed.as_object().expect("local and remote").values() {
            // `disabled` is for timelines that only those who look after a place may read.
            assert!(
                matches!(access.as_str(), Some("public" | "authenticated")),
                "{v2}"
            );
        }
    }
}
