//! One macro for enumerations that have a stable code in the database, in forms and in locale keys.

/// Declares an enumeration with a stable text code for each variant.
///
/// `codes! { /// Doc. pub enum Role { /// Doc. Member = "member", } }` expands to the enum with
/// `code()` (the text), `parse(&str) -> Option<Self>` (only exact codes) and `ALL` (in order).
#[macro_export]
macro_rules! codes {
    ($(#[$doc:meta])* pub enum $name:ident {
        $($(#[$vdoc:meta])* $variant:ident = $code:literal,)+
    }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
        pub enum $name { $($(#[$vdoc])* $variant,)+ }

        impl $name {
            /// Every variant, in the order of declaration.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The stable code: stored, sent in forms, and the end of the locale key.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }

            /// Reads a code; anything else is `None`.
            pub fn parse(code: &str) -> Option<Self> {
                match code { $($code => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}
