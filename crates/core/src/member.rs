//! Members: the people who sign in. Nothing here is ever shown to others.

use crate::codes;

codes! {
    /// Whether a member can come in.
    pub enum MemberState {
        /// Asked to join; a host has not answered.
        Waiting = "waiting",
        /// Can sign in and write.
        Active = "active",
        /// Can sign in and read; cannot write.
        Frozen = "frozen",
        /// Asked to join and was refused.
        Refused = "refused",
        /// Left, or was removed. Nothing but this row is left.
        Gone = "gone",
    }
}

codes! {
    /// A setting of a member. Each change is a ledger entry.
    pub enum Setting {
        /// The name used to sign in.
        Login = "login",
        /// That the password was changed; the value is a count, never the password.
        Password = "password",
        /// That a recovery sheet was made; the value is a count.
        RecoverySheet = "recovery-sheet",
        /// That a host made a one-time link for somebody who lost both; the value is a count.
        SignInHelp = "sign-in-help",
        /// E-mail address, or nothing.
        Email = "email",
        /// Language of the pages: `en` or `cy`.
        Locale = "locale",
        /// Look of the pages: `auto`, `light` or `dark`.
        Theme = "theme",
        /// `yes` for Easy Read.
        EasyRead = "easy-read",
        /// `yes` where numbers about popularity are wanted.
        Counts = "counts",
        /// Time zone by its IANA name.
        TimeZone = "time-zone",
        /// `active`, `frozen` …: see `MemberState`.
        State = "state",
        /// `yes` where the member is a host of the place.
        Host = "host",
        /// That a persona was made; the key is its id.
        Persona = "persona",
    }
}

/// Personas a member may hold at the same time. Ten are enough for one in each community of a
/// small place, and few enough that a handle farm is not worth it.
pub const PERSONAS_MAX: usize = 10;
