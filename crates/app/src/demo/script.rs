//! What happens in the sample place, as data: people, communities, words. All of it is made up.

use hafan_core::audience::{Audience, WhoMay};
use hafan_core::community::{CharterKind, JoinRule, Role, Visibility};
use hafan_media::emblem::Emblem;
use hafan_media::sample::Scene;

/// A member of the sample place; the first persona's handle is also the name to sign in with.
pub struct Person {
    /// Their personas: handle, name, a few words, and whether they can be found.
    pub personas: &'static [(&'static str, &'static str, &'static str, bool)],
    /// Language of the pages.
    pub locale: &'static str,
    /// Looks after the place.
    pub is_host: bool,
}

/// A community of the sample place.
pub struct Circle {
    /// Handle; hidden ones get a random one.
    pub handle: &'static str,
    /// Name.
    pub name: &'static str,
    /// One sentence.
    pub summary: &'static str,
    /// Starter of charter and norms.
    pub charter: CharterKind,
    /// Language of charter and norms.
    pub locale: &'static str,
    /// Who can see it.
    pub visibility: Visibility,
    /// How one joins.
    pub join_rule: JoinRule,
    /// Founder first, then members with their roles.
    pub people: &'static [(&'static str, Role)],
}

/// Somebody says something.
pub struct Line {
    /// How long ago, in minutes before the place is opened.
    pub minutes_ago: i64,
    /// Name of the line, for answers to it; empty if nobody answers.
    pub mark: &'static str,
    /// The line it answers.
    pub answers: &'static str,
    /// Who speaks.
    pub who: &'static str,
    /// The community it is said in, or nothing.
    pub place: &'static str,
    /// Who may see it, outside communities.
    pub audience: Audience,
    /// Who may answer.
    pub replies: WhoMay,
    /// Language of the words.
    pub language: &'static str,
    /// Content notice, or nothing.
    pub notice: &'static str,
    /// The words.
    pub words: &'static str,
    /// Pictures: scene, seed, what can be seen.
    pub pictures: &'static [(Scene, u64, &'static str)],
    /// Answers of a poll, open for three days.
    pub poll: &'static [&'static str],
}

const SAID: Line = Line {
    minutes_ago: 0,
    mark: "",
    answers: "",
    who: "",
    place: "",
    audience: Audience::Public,
    replies: WhoMay::Everyone,
    language: "en",
    notice: "",
    words: "",
    pictures: &[],
    poll: &[],
};

const HOUR: i64 = 60;
const DAY: i64 = 24 * HOUR;

/// Who is here.
pub const PEOPLE: &[Person] = &[
    Person {
        personas: &[(
            "carys",
            "Carys",
            "I look after this place, with Dewi.",
            true,
        )],
        locale: "en",
        is_host: true,
    },
    Person {
        personas: &[
            (
                "mair",
                "Mair o’r Cwm",
                "Carer for my son. Choir on Wednesdays, if I can.",
                true,
            ),
            ("tawel", "Tawel", "", false),
        ],
        locale: "cy",
        is_host: false,
    },
    Person {
        personas: &[
            (
                "candle",
                "Candle",
                "Retired teacher. Seventy-odd, and not done yet.",
                true,
            ),
            ("windowseat", "Window seat", "Here to read, mostly.", false),
        ],
        locale: "en",
        is_host: false,
    },
    Person {
        personas: &[(
            "tallpines",
            "Tall Pines",
            "I photograph woods and weather.",
            true,
        )],
        locale: "en",
        is_host: false,
    },
    Person {
        personas: &[(
            "rhian",
            "Rhian",
            "Campaigner. I have a learning disability.",
            true,
        )],
        locale: "en",
        is_host: false,
    },
    Person {
        personas: &[("gwyn", "Gwyn", "Garddwr, tad-cu, hen athro.", true)],
        locale: "cy",
        is_host: false,
    },
    Person {
        personas: &[(
            "delyth",
            "Delyth H.",
            "My brother and I live by the sea.",
            true,
        )],
        locale: "en",
        is_host: false,
    },
    Person {
        personas: &[(
            "dewi",
            "Dewi",
            "I keep the machine running and the kettle on.",
            true,
        )],
        locale: "cy",
        is_host: true,
    },
    Person {
        personas: &[(
            "nia",
            "Nia Bryn",
            "Tynnu lluniau gyda ffôn, yn bennaf.",
            true,
        )],
        locale: "cy",
        is_host: false,
    },
    Person {
        personas: &[("alan", "Alan", "Allotment 14. Slow at typing.", false)],
        locale: "en",
        is_host: false,
    },
    Person {
        personas: &[("priya", "Priya", "Speech therapist, evenings only.", true)],
        locale: "en",
        is_host: false,
    },
    Person {
        personas: &[("owain", "Owain", "Llais newydd yma.", true)],
        locale: "cy",
        is_host: false,
    },
];

/// Where they meet.
pub const CIRCLES: &[Circle] = &[
    Circle {
        handle: "gofalwyr",
        name: "Gofalwyr y Cwm",
        summary: "Carers of the valley, in Welsh and English. Nobody has to explain here.",
        charter: CharterKind::Support,
        locale: "en",
        visibility: Visibility::MembersOnly,
        join_rule: JoinRule::Ask,
        people: &[
            ("mair", Role::Host),
            ("candle", Role::Helper),
            ("delyth", Role::Member),
            ("dewi", Role::Moderator),
            ("priya", Role::Member),
            ("gwyn", Role::Member),
        ],
    },
    Circle {
        handle: "pineandlight",
        name: "Pine & Light photographers",
        summary: "A theme each month, and kind words about the work.",
        charter: CharterKind::Pictures,
        locale: "en",
        visibility: Visibility::Public,
        join_rule: JoinRule::Open,
        people: &[
            ("tallpines", Role::Host),
            ("nia", Role::Moderator),
            ("candle", Role::Member),
            ("delyth", Role::Member),
            ("carys", Role::Member),
        ],
    },
    Circle {
        handle: "ldvoices",
        name: "Learning Disability Voices",
        summary: "A campaign run by people with learning disabilities. Plain words are the rule.",
        charter: CharterKind::Campaign,
        locale: "en",
        visibility: Visibility::Public,
        join_rule: JoinRule::Ask,
        people: &[
            ("rhian", Role::Host),
            ("candle", Role::Moderator),
            ("priya", Role::Helper),
            ("mair", Role::Member),
            ("owain", Role::Member),
        ],
    },
    Circle {
        handle: "garddio",
        name: "Clwb Garddio’r Dyffryn",
        summary: "Hadau, tywydd a chyngor. Croeso i ddysgwyr.",
        charter: CharterKind::Support,
        locale: "cy",
        visibility: Visibility::Public,
        join_rule: JoinRule::Open,
        people: &[
            ("gwyn", Role::Host),
            ("alan", Role::Member),
            ("nia", Role::Member),
            ("mair", Role::Member),
        ],
    },
    Circle {
        handle: "",
        name: "The kitchen table",
        summary: "Six of us, on Tuesdays. What is said here stays here.",
        charter: CharterKind::Support,
        locale: "en",
        visibility: Visibility::Hidden,
        join_rule: JoinRule::Invitation,
        people: &[
            ("windowseat", Role::Host),
            ("tawel", Role::Member),
            ("delyth", Role::Member),
        ],
    },
];

/// Who follows whom.
pub const FOLLOWS: &[(&str, &[&str])] = &[
    ("candle", &["mair", "tallpines", "rhian", "delyth", "priya"]),
    ("mair", &["candle", "gwyn", "rhian", "tallpines"]),
    ("tallpines", &["nia", "candle", "carys"]),
    ("nia", &["tallpines", "gwyn"]),
    ("rhian", &["candle", "mair", "priya", "owain"]),
    ("gwyn", &["mair", "alan", "nia"]),
    ("delyth", &["candle", "tallpines"]),
    ("carys", &["candle", "mair", "rhian", "tallpines", "dewi"]),
    ("dewi", &["carys", "gwyn"]),
    ("priya", &["rhian", "candle"]),
    ("owain", &["rhian", "gwyn"]),
    ("alan", &["gwyn"]),
];

/// Who shows a face instead of a letter.
pub const FACES: &[(&str, Emblem)] = &[
    ("candle", Emblem::Candle),
    ("tallpines", Emblem::Tree),
    ("mair", Emblem::Hills),
    ("gwyn", Emblem::Leaf),
    ("delyth", Emblem::Lighthouse),
    ("rhian", Emblem::Bird),
    ("nia", Emblem::Boat),
];

/// What they said, oldest first.
pub const LINES: &[Line] = &[
    Line {
        minutes_ago: 40 * DAY,
        who: "carys",
        words: "The doors are open. Bring a friend when you are ready, not before. \
                If something is hard to find, tell Dewi or me: it is our mistake, not yours.",
        ..SAID
    },
    Line {
        minutes_ago: 33 * DAY,
        mark: "theme",
        who: "tallpines",
        place: "pineandlight",
        words: "**Gaps in the trees** is the theme until the end of the month. \
                One picture or four, new or old. Say what you were looking for, if you like.",
        ..SAID
    },
    Line {
        minutes_ago: 21 * DAY,
        mark: "bus",
        who: "delyth",
        place: "gofalwyr",
        words: "May I ask how others arranged the mornings? The bus to the day centre comes at ten \
                past eight now, and my brother is not ready for anybody before nine.",
        ..SAID
    },
    Line {
        minutes_ago: 21 * DAY - 3 * HOUR,
        answers: "bus",
        who: "candle",
        place: "gofalwyr",
        words: "Ask them in writing for a later run and say the words “reasonable adjustment”. \
                With us it took two letters. The second one had the council’s own policy in it:\n\n\
                - page 4, *travel follows the person’s needs*\n\
                - page 9, *a named person answers within ten working days*\n\n\
                I can send you mine to copy.",
        ..SAID
    },
    Line {
        minutes_ago: 21 * DAY - 5 * HOUR,
        answers: "bus",
        who: "mair",
        place: "gofalwyr",
        language: "cy",
        words: "Yr un peth fan hyn. Bu’n rhaid gofyn deirgwaith, ond mae’r bws yn dod am naw nawr. \
                Paid â rhoi’r gorau iddi.",
        ..SAID
    },
    Line {
        minutes_ago: 20 * DAY,
        answers: "bus",
        who: "delyth",
        place: "gofalwyr",
        words: "Thank you both, diolch. The letter has gone. @candle, yours was worth gold.",
        ..SAID
    },
    Line {
        minutes_ago: 18 * DAY,
        mark: "leeks",
        who: "gwyn",
        place: "garddio",
        language: "cy",
        words: "Y cennin yn barod i’w plannu allan. Pwy sydd eisiau rhai? \
                Mae gen i ddeugain dros ben.",
        pictures: &[(
            Scene::Garden,
            5,
            "Gwelyau llysiau mewn rhesi, gyda chennin ifanc yn y blaen.",
        )],
        ..SAID
    },
    Line {
        minutes_ago: 18 * DAY - 2 * HOUR,
        answers: "leeks",
        who: "alan",
        place: "garddio",
        words: "Ten for me please, if they don’t mind an English allotment. I will bring beans.",
        ..SAID
    },
    Line {
        minutes_ago: 17 * DAY,
        answers: "leeks",
        who: "gwyn",
        place: "garddio",
        language: "cy",
        words: "Bargen dda, @alan. Dydd Sadwrn wrth y giât?",
        ..SAID
    },
    Line {
        minutes_ago: 12 * DAY,
        mark: "words",
        who: "rhian",
        place: "ldvoices",
        notice: "Two hurtful words are quoted",
        words: "Somebody on the radio called a minister an “imbecile”, and people laughed. \
                That was a doctor’s word for people like me. So was “cretin”.\n\n\
                You can be angry at what someone **does**. You do not need us for that.",
        ..SAID
    },
    Line {
        minutes_ago: 12 * DAY - 4 * HOUR,
        answers: "words",
        who: "priya",
        place: "ldvoices",
        words: "I shared this with my whole team, with your name on it. They listened.",
        ..SAID
    },
    Line {
        minutes_ago: 11 * DAY,
        answers: "words",
        who: "owain",
        place: "ldvoices",
        language: "cy",
        words: "Diolch am ei ddweud mor glir. Do’n i ddim yn gwybod o ble ddaeth y gair.",
        ..SAID
    },
    Line {
        minutes_ago: 9 * DAY,
        mark: "fog",
        who: "tallpines",
        place: "pineandlight",
        words: "Walked up before the fog lifted. Someone stood on the path, just long enough.",
        pictures: &[(
            Scene::Forest,
            11,
            "A forest path between tall pines, half hidden by fog.",
        )],
        ..SAID
    },
    Line {
        minutes_ago: 9 * DAY - 90,
        answers: "fog",
        who: "nia",
        place: "pineandlight",
        language: "cy",
        words: "Y tawelwch yn hwn! Sut gest ti’r golau mor feddal?",
        ..SAID
    },
    Line {
        minutes_ago: 9 * DAY - 80,
        answers: "fog",
        who: "tallpines",
        place: "pineandlight",
        words: "By being late, @nia. The sun was already behind the ridge.",
        ..SAID
    },
    Line {
        minutes_ago: 8 * DAY,
        who: "nia",
        place: "pineandlight",
        language: "cy",
        words: "Bwlch yn y coed, a’r bae y tu ôl iddo. Pedwar cynnig o’r un fan.",
        pictures: &[
            (Scene::Sea, 21, "Penrhyn a môr llwyd o dan awyr olau."),
            (Scene::Hills, 22, "Bryniau mewn haenau yn y cyfnos."),
            (Scene::Forest, 23, "Pinwydd yn y niwl."),
            (Scene::Sea, 24, "Y môr yn llonydd, a thraeth cul."),
        ],
        ..SAID
    },
    Line {
        minutes_ago: 6 * DAY,
        mark: "evening",
        who: "mair",
        place: "gofalwyr",
        words: "Our next evening together: what suits you best?",
        poll: &[
            "In the hall, with cake",
            "By video, with our own cake",
            "Either is fine",
        ],
        ..SAID
    },
    Line {
        minutes_ago: 5 * DAY,
        mark: "table",
        who: "windowseat",
        place: "The kitchen table",
        words: "I said the thing out loud on Friday. Nobody fell off a chair. \
                Thank you for practising with me.",
        ..SAID
    },
    Line {
        minutes_ago: 5 * DAY - 30,
        answers: "table",
        who: "tawel",
        place: "The kitchen table",
        language: "cy",
        words: "Balch iawn ohonot ti. Te a theisen ddydd Mawrth.",
        ..SAID
    },
    Line {
        minutes_ago: 4 * DAY,
        who: "candle",
        audience: Audience::Followers,
        replies: WhoMay::Followers,
        words: "Thirty years of marking taught me one thing about letters to the council: \
                number your paragraphs. They can ignore a feeling. They find it hard to \
                ignore 7(b).",
        ..SAID
    },
    Line {
        minutes_ago: 3 * DAY,
        mark: "bread",
        who: "delyth",
        audience: Audience::Public,
        replies: WhoMay::Followed,
        words: "Bread, at last. He kneaded, I watched, the cat supervised.",
        pictures: &[(
            Scene::Bread,
            31,
            "A round loaf on a wooden table by a window.",
        )],
        ..SAID
    },
    Line {
        minutes_ago: 3 * DAY - 45,
        answers: "bread",
        who: "candle",
        words: "That crust! Tell him from me.",
        ..SAID
    },
    Line {
        minutes_ago: 2 * DAY,
        who: "rhian",
        place: "ldvoices",
        words: "Our letter about the bus passes:\n\n1. We write it on Monday, here.\n\
                2. Everyone says if a sentence is too long.\n3. We sign it together.\n\n\
                Who brings a first sentence?",
        ..SAID
    },
    // Carys never had to do with him: he waits at her door.
    Line {
        minutes_ago: 27 * HOUR,
        who: "alan",
        words: "@carys I have forty bean plants too many. Would anybody here like some? \
                There are photos at https://rhandir14.example/ffa.",
        ..SAID
    },
    Line {
        minutes_ago: 26 * HOUR,
        who: "tallpines",
        audience: Audience::Public,
        replies: WhoMay::Followers,
        words: "Last light from the kitchen window.",
        pictures: &[(Scene::Hills, 41, "Layers of hills going blue at dusk.")],
        ..SAID
    },
    Line {
        minutes_ago: 9 * HOUR,
        mark: "morning",
        who: "mair",
        place: "gofalwyr",
        language: "cy",
        words: "Bore da, bawb. Mae’r dŵr yn llonydd a’r tŷ yn dawel am unwaith. \
                Diolch i bob un ohonoch am y geiriau neithiwr.",
        ..SAID
    },
    Line {
        minutes_ago: 8 * HOUR,
        answers: "morning",
        who: "gwyn",
        place: "gofalwyr",
        language: "cy",
        words: "Bore da, Mair. Un diwrnod ar y tro.",
        ..SAID
    },
    Line {
        minutes_ago: 3 * HOUR,
        who: "gwyn",
        place: "garddio",
        language: "cy",
        words: "Rhew heno, medden nhw. Gorchuddiwch y tatws!",
        ..SAID
    },
    Line {
        minutes_ago: 50,
        mark: "slept",
        who: "mair",
        place: "gofalwyr",
        words: "He slept through for the first time in weeks, and so did I. I don’t need advice \
                today, I only wanted to say it somewhere people know what it means.",
        ..SAID
    },
    Line {
        minutes_ago: 20,
        answers: "slept",
        who: "candle",
        place: "gofalwyr",
        words: "We know. So glad, Mair.",
        ..SAID
    },
];
