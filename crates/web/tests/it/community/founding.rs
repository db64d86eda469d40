//! Founding a community by its form.

use hafan_testkit::for_each_backend;

#[tokio::test]
async fn who_hides_a_community_is_told_that_a_typed_address_is_not_used() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        let form = mair.browser.get("/places/new").await;
        let hint = form
            .texts("#f-handle-hint, #h-handle, details.long .hint")
            .join(" ");
        assert!(hint.contains("Not for a hidden community"), "{hint}");
        let start = async |visibility: &str, handle: &str| {
            let fields = [
                ("name", "Cuddfan"),
                ("charter", "support"),
                ("language", "cy"),
                ("visibility", visibility),
                ("handle", handle),
            ];
            let page = mair.browser.post("/places/new", &fields).await;
            assert_eq!(page.status, 303, "{}", page.text());
            let to = page.location().expect("a way").to_owned();
            (to.clone(), mair.browser.get(&to).await)
        };
        let (to, page) = start("hidden", "cuddfan_ni").await;
        assert!(!to.contains("cuddfan_ni"), "{to}");
        assert!(
            page.says("The address you typed was not used"),
            "{}",
            page.text()
        );
        let (_, page) = start("hidden", " ").await;
        assert!(
            page.says("Your community is here. Invite"),
            "{}",
            page.text()
        );
        let (to, page) = start("public", "cuddfan_ni").await;
        assert!(to.starts_with("/c/cuddfan_ni"), "{to}");
        assert!(
            page.says("Your community is here. Invite"),
            "{}",
            page.text()
        );
    })
    .await;
}
