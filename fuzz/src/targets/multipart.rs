//! Forms with files, as browsers and applications send them.

use axum::http::Method;

use super::Target;
use super::house::House;

const KIND: &str = "multipart/form-data; boundary=b";

pub const TARGET: Target = Target {
    name: "multipart",
    seeds: || {
        let part = |head: &str, body: &str| {
            format!("--b\r\nContent-Disposition: form-data; {head}\r\n\r\n{body}\r\n")
        };
        let who = part("name=\"as\"", "mair");
        let words = who + &part("name=\"body\"", "Bore da") + &part("name=\"act\"", "draft");
        let file = "name=\"file\"; filename=\"a.png\"\r\nContent-Type: image/png";
        let none = part("name=\"pictures\"; filename=\"\"", "");
        let described = part(file, "\u{89}PNG") + &part("name=\"description\"", "x");
        [
            format!("{words}--b--\r\n"),
            format!("{words}{none}--b--\r\n"),
            format!("{described}--b--"),
        ]
        .map(String::into_bytes)
        .to_vec()
    },
    dictionary: &[
        "--b",
        "--b--",
        "\r\n",
        "\r\n\r\n",
        "Content-Disposition: form-data; ",
        "name=\"",
        "filename=\"",
        "filename*=UTF-8''",
        "Content-Type: ",
        "Content-Transfer-Encoding: base64",
        "act",
        "pictures",
        "file",
        "focus",
    ],
    run: |input| {
        House::with(|house| {
            house.send(Method::POST, "/api/v2/media", KIND, input);
            let head = "--b\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n";
            let mut body = format!("{head}{}\r\n", house.csrf).into_bytes();
            body.extend_from_slice(input);
            house.send(Method::POST, "/write", KIND, &body);
        });
    },
};
