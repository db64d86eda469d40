//! The languages people write in.

use std::fmt;

use whatlang::{Detector, Lang};

use crate::locale::Locale;

/// A language from our list, by its shortest ISO 639 tag.
///
/// The list has what members are likely to write, English and Welsh first, then the other tongues
/// of these islands, then by tag.
#[derive(Clone, Copy)]
pub struct Language(&'static Row);

impl Language {
    /// English.
    pub const EN: Language = Language(&ROWS[0]);
    /// Welsh.
    pub const CY: Language = Language(&ROWS[1]);

    /// All of them, in the order a menu lists them.
    pub fn all() -> impl ExactSizeIterator<Item = Language> {
        ROWS.iter().map(Language)
    }

    /// Reads a tag, with or without region and script (`cy`, `en-GB`, `zh-Hant`), in any case;
    /// three-letter tags too. `None` for languages that are not on the list.
    pub fn parse(tag: &str) -> Option<Language> {
        let primary = tag.trim().split(['-', '_']).next()?;
        let is_it = |row: &&Row| {
            row.tag.eq_ignore_ascii_case(primary)
                || (!row.iso3.is_empty() && row.iso3.eq_ignore_ascii_case(primary))
        };
        ROWS.iter().find(is_it).map(Language)
    }

    /// The tag: for `lang` attributes, the database, the API.
    pub fn tag(self) -> &'static str {
        self.0.tag
    }

    /// Its name in the language of the page.
    pub fn name(self, locale: Locale) -> &'static str {
        match locale {
            Locale::En => self.0.en,
            Locale::Cy => self.0.cy,
        }
    }

    /// Its name in itself.
    pub fn own_name(self) -> &'static str {
        self.0.own
    }

    /// Whether it is written from right to left, for `dir` attributes.
    pub fn is_right_to_left(self) -> bool {
        matches!(self.0.tag, "ar" | "fa" | "he" | "ps" | "ur" | "yi")
    }
}

impl From<Locale> for Language {
    fn from(locale: Locale) -> Language {
        match locale {
            Locale::En => Language::EN,
            Locale::Cy => Language::CY,
        }
    }
}

impl PartialEq for Language {
    fn eq(&self, other: &Language) -> bool {
        self.0.tag == other.0.tag
    }
}

impl Eq for Language {}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.tag)
    }
}

impl fmt::Debug for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Language({})", self.0.tag)
    }
}

/// Letters a text must have before its language is guessed: below, a name decides.
const LETTERS_MIN: usize = 12;
/// Characters that are looked at; more do not make a guess better.
const CHARS_MAX: usize = 2_000;

/// Guesses which of `candidates` a text is written in: a hint for the writer, never a decision.
///
/// No candidates means any language. `None` when the text is too short or fits none well.
pub fn guess_language(text: &str, candidates: &[Language]) -> Option<Language> {
    let start: String = text.chars().take(CHARS_MAX).collect();
    if start.chars().filter(|c| c.is_alphabetic()).count() < LETTERS_MIN {
        return None;
    }
    let known: Vec<Lang> = candidates
        .iter()
        .filter_map(|language| Lang::from_code(language.0.iso3))
        .collect();
    let detector = match (known.as_slice(), candidates.is_empty()) {
        (_, true) => Detector::new(),
        ([], false) => return None,
        (_, false) => Detector::with_allowlist(known),
    };
    let guess = detector
        .detect(&start)
        .filter(whatlang::Info::is_reliable)?;
    Language::parse(guess.lang().code())
}

struct Row {
    tag: &'static str,
    /// The three-letter code (ISO 639-3) under which the guesser knows it; empty if it does not.
    iso3: &'static str,
    en: &'static str,
    cy: &'static str,
    own: &'static str,
}

/// `rows! { "en" "eng" "English" "Saesneg" "English", }` expands to an array of `Row`.
macro_rules! rows {
    ($($tag:literal $iso3:literal $en:literal $cy:literal $own:literal,)+) => {
        &[$(Row { tag: $tag, iso3: $iso3, en: $en, cy: $cy, own: $own },)+]
    };
}

const ROWS: &[Row] = rows! {
    "en" "eng" "English" "Saesneg" "English",
    "cy" "cym" "Welsh" "Cymraeg" "Cymraeg",
    "ga" "" "Irish" "Gwyddeleg" "Gaeilge",
    "gd" "" "Scottish Gaelic" "Gaeleg yr Alban" "Gàidhlig",
    "gv" "" "Manx" "Manaweg" "Gaelg",
    "kw" "" "Cornish" "Cernyweg" "Kernewek",
    "br" "" "Breton" "Llydaweg" "Brezhoneg",
    "sco" "" "Scots" "Sgoteg" "Scots",
    "af" "afr" "Afrikaans" "Affricâneg" "Afrikaans",
    "ak" "aka" "Akan" "Acaneg" "Akan",
    "am" "amh" "Amharic" "Amhareg" "አማርኛ",
    "ar" "ara" "Arabic" "Arabeg" "العربية",
    "az" "aze" "Azerbaijani" "Aserbaijaneg" "Azərbaycanca",
    "be" "bel" "Belarusian" "Belarwseg" "Беларуская",
    "bg" "bul" "Bulgarian" "Bwlgareg" "Български",
    "bn" "ben" "Bengali" "Bengaleg" "বাংলা",
    "ca" "cat" "Catalan" "Catalaneg" "Català",
    "cs" "ces" "Czech" "Tsieceg" "Čeština",
    "da" "dan" "Danish" "Daneg" "Dansk",
    "de" "deu" "German" "Almaeneg" "Deutsch",
    "el" "ell" "Greek" "Groeg" "Ελληνικά",
    "eo" "epo" "Esperanto" "Esperanto" "Esperanto",
    "es" "spa" "Spanish" "Sbaeneg" "Español",
    "et" "est" "Estonian" "Estoneg" "Eesti",
    "eu" "" "Basque" "Basgeg" "Euskara",
    "fa" "pes" "Persian" "Perseg" "فارسی",
    "fi" "fin" "Finnish" "Ffinneg" "Suomi",
    "fo" "" "Faroese" "Ffaröeg" "Føroyskt",
    "fr" "fra" "French" "Ffrangeg" "Français",
    "fy" "" "Frisian" "Ffriseg" "Frysk",
    "gl" "" "Galician" "Galiseg" "Galego",
    "gu" "guj" "Gujarati" "Gwjarati" "ગુજરાતી",
    "ha" "" "Hausa" "Hawsa" "Hausa",
    "he" "heb" "Hebrew" "Hebraeg" "עברית",
    "hi" "hin" "Hindi" "Hindi" "हिन्दी",
    "hr" "hrv" "Croatian" "Croateg" "Hrvatski",
    "hu" "hun" "Hungarian" "Hwngareg" "Magyar",
    "hy" "hye" "Armenian" "Armeneg" "Հայերեն",
    "id" "ind" "Indonesian" "Indoneseg" "Bahasa Indonesia",
    "ig" "" "Igbo" "Igbo" "Igbo",
    "is" "" "Icelandic" "Islandeg" "Íslenska",
    "it" "ita" "Italian" "Eidaleg" "Italiano",
    "ja" "jpn" "Japanese" "Japaneeg" "日本語",
    "jv" "jav" "Javanese" "Jafaneeg" "Basa Jawa",
    "ka" "kat" "Georgian" "Georgeg" "ქართული",
    "km" "khm" "Khmer" "Chmereg" "ភាសាខ្មែរ",
    "kn" "kan" "Kannada" "Kannada" "ಕನ್ನಡ",
    "ko" "kor" "Korean" "Coreeg" "한국어",
    "ku" "" "Kurdish" "Cwrdeg" "Kurdî",
    "la" "lat" "Latin" "Lladin" "Latina",
    "lb" "" "Luxembourgish" "Lwcsembwrgeg" "Lëtzebuergesch",
    "lt" "lit" "Lithuanian" "Lithwaneg" "Lietuvių",
    "lv" "lav" "Latvian" "Latfieg" "Latviešu",
    "mk" "mkd" "Macedonian" "Macedoneg" "Македонски",
    "ml" "mal" "Malayalam" "Malayalam" "മലയാളം",
    "mr" "mar" "Marathi" "Marathi" "मराठी",
    "ms" "" "Malay" "Maleieg" "Bahasa Melayu",
    "mt" "" "Maltese" "Malteg" "Malti",
    "my" "mya" "Burmese" "Byrmaneg" "မြန်မာဘာသာ",
    "ne" "nep" "Nepali" "Nepaleg" "नेपाली",
    "nl" "nld" "Dutch" "Iseldireg" "Nederlands",
    "no" "nob" "Norwegian" "Norwyeg" "Norsk",
    "or" "ori" "Odia" "Odia" "ଓଡ଼ିଆ",
    "pa" "pan" "Punjabi" "Pwnjabeg" "ਪੰਜਾਬੀ",
    "pl" "pol" "Polish" "Pwyleg" "Polski",
    "ps" "" "Pashto" "Pashto" "پښتو",
    "pt" "por" "Portuguese" "Portiwgaleg" "Português",
    "ro" "ron" "Romanian" "Rwmaneg" "Română",
    "ru" "rus" "Russian" "Rwseg" "Русский",
    "si" "sin" "Sinhala" "Sinhaleg" "සිංහල",
    "sk" "slk" "Slovak" "Slofaceg" "Slovenčina",
    "sl" "slv" "Slovenian" "Slofeneg" "Slovenščina",
    "sn" "sna" "Shona" "Shona" "ChiShona",
    "so" "" "Somali" "Somaleg" "Soomaali",
    "sq" "" "Albanian" "Albaneg" "Shqip",
    "sr" "srp" "Serbian" "Serbeg" "Српски",
    "sv" "swe" "Swedish" "Swedeg" "Svenska",
    "sw" "" "Swahili" "Swahili" "Kiswahili",
    "ta" "tam" "Tamil" "Tamil" "தமிழ்",
    "te" "tel" "Telugu" "Telugu" "తెలుగు",
    "th" "tha" "Thai" "Thai" "ไทย",
    "tk" "tuk" "Turkmen" "Tyrcmeneg" "Türkmençe",
    "tl" "tgl" "Tagalog" "Tagalog" "Tagalog",
    "tr" "tur" "Turkish" "Tyrceg" "Türkçe",
    "uk" "ukr" "Ukrainian" "Wcreineg" "Українська",
    "ur" "urd" "Urdu" "Wrdw" "اردو",
    "uz" "uzb" "Uzbek" "Wsbeceg" "Oʻzbekcha",
    "vi" "vie" "Vietnamese" "Fietnameg" "Tiếng Việt",
    "yi" "yid" "Yiddish" "Iddew-Almaeneg" "ייִדיש",
    "yo" "" "Yoruba" "Iorwba" "Yorùbá",
    "zh" "cmn" "Chinese" "Tsieinëeg" "中文",
    "zu" "zul" "Zulu" "Swlw" "isiZulu",
};
