//! The codes of faults, with their words.

use serde::{Serialize, Serializer};

/// One line a code: name, kebab-case code, English, Chinese. Appended within a section, never renamed, never reused.
macro_rules! codes {
    ($($(#[$section:meta])* $name:ident $code:literal $english:literal $chinese:literal;)*) => {
        /// What a [`Fault`](super::Fault) is about: stable text, for programs.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Code {
            $(#[doc = $english] $name,)*
        }

        impl Code {
            /// Every code, in order of appearance.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// The code as it stands in answers.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }

            /// What it means, in English.
            #[must_use]
            pub const fn english(self) -> &'static str {
                match self { $(Self::$name => $english,)* }
            }

            /// What it means, in Chinese.
            #[cfg(feature = "words")]
            #[must_use]
            pub const fn chinese(self) -> &'static str {
                match self { $(Self::$name => $chinese,)* }
            }
        }
    };
}

codes! {
    // the door
    UnknownOperation "unknown-operation" "there is no such operation" "没有这个操作";
    MalformedJson "malformed-json" "the request is not strict JSON" "请求不是合规的 JSON";
    MalformedRequest "malformed-request" "the request does not have the shape of this operation" "请求的结构不符合该操作";
    TooLarge "too-large" "the input is larger than this operation takes" "输入超过该操作的上限";
    NotBuilt "not-built" "this build does not contain what was asked for" "当前构建不含所需功能";
    MalformedDocument "malformed-document" "a document in the request is not strict JSON" "请求中的文档不是合规的 JSON";
    NoCanonicalForm "no-canonical-form" "the document has no canonical form here" "该文档在此没有规范形式";
    BookClosed "book-closed" "this book was closed" "该资料册已关闭";
    Internal "internal" "a defect in terroir" "terroir 自身的缺陷";
    // id

    // product, lot

    // trace

    // proof
    BadKey "bad-key" "a key is not one, or not in its one writing" "密钥无效,或写法不规范";
    BadWitnesses "bad-witnesses" "the witnesses or their quorum make no policy" "见证人或其法定人数不成立";
    Unsignable "unsignable" "the text cannot be signed in this form" "该文本不能以这种形式签名";

    // passport

}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}
