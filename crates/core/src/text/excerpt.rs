//! The beginning of a text, for previews.

use unicode_segmentation::UnicodeSegmentation;

/// The first `graphemes_max` characters (as a person counts them) of a plain text on one line,
/// cut after a word and ended with "…" if something is left out.
///
/// Takes [`Rendered::plain`](super::Rendered::plain) or any other text without markup.
pub fn plain_excerpt(plain: &str, graphemes_max: usize) -> String {
    let mut excerpt = String::new();
    let mut room = graphemes_max;
    for word in plain.split_whitespace() {
        let space = usize::from(!excerpt.is_empty());
        let length = word.graphemes(true).take(room + 1).count();
        if length + space > room {
            if excerpt.is_empty() {
                // One word longer than the whole preview: cut inside it, never inside a character.
                excerpt.extend(word.graphemes(true).take(room));
            }
            excerpt.push('…');
            return excerpt;
        }
        if space > 0 {
            excerpt.push(' ');
        }
        excerpt.push_str(word);
        room -= length + space;
    }
    excerpt
}
