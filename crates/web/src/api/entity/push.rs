//! Subscriptions to push as applications see them.

use hafan_app::push::{Subscription, Told};
use hafan_core::push::Alert;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

/// Where an application is told of news.
/// Its fields are those of `entities/WebPushSubscription` in the documentation of the API.
#[derive(Clone, JsonSchema, Serialize, Debug)]
pub struct WebPushSubscription {
    pub id: String,
    pub endpoint: String,
    pub standard: bool,
    pub alerts: BTreeMap<&'static str, bool>,
    pub policy: &'static str,
    pub server_key: String,
}

impl WebPushSubscription {
    /// The entity, at a place with this key.
    pub fn new(subscription: &Subscription, server_key: String) -> Self {
        let told = Told::of(subscription);
        let alerts = Alert::ALL.iter();
        let alerts = alerts.map(|alert| (alert.code(), told.alerts.contains(alert)));
        Self {
            id: subscription.id.to_string(),
            endpoint: subscription.endpoint.clone(),
            standard: subscription.is_standard,
            alerts: alerts.collect(),
            policy: told.of.code(),
            server_key,
        }
    }
}
