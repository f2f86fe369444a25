//! What the codes say to a person.

/// Code, English, Chinese; sorted.
pub const WORDS: &[(&str, &str, &str)] = &[
    (
        "ambiguous-number",
        "a number in words that may be read in two ways, such as three hundred five: 305 or 350",
        "数字有两种读法：如“三百五”是 305 还是 350",
    ),
    (
        "ambiguous-separator",
        "a comma or point that may part thousands or decimals",
        "逗号或点号含义不明：千分位还是小数",
    ),
    ("approximate-amount", "only nearly known: give the amount as it was measured", "约数：请填写实际数量"),
    ("bad-digest", "not a digest of 32 bytes", "不是 32 字节的摘要"),
    ("cell-without-header", "a cell where the header has no column", "表头之外的单元格有内容"),
    ("control-character", "it holds a control character", "含有控制字符"),
    ("dash-cell", "a line through the cell was read as nothing said", "单元格画线，按未填写处理"),
    (
        "digits-lost",
        "a spreadsheet has taken a code for a number and rounded it: save the column as text",
        "表格软件把编码当作数字并舍入：请将该列设为文本",
    ),
    (
        "ditto-cell",
        "it says the same as above: say `down` for this column, or write it out",
        "写着“同上”：请在映射中设 `down`，或写全",
    ),
    (
        "error-cell",
        "the spreadsheet shows an error, or a column too narrow, in place of the value",
        "单元格显示的是表格软件的错误或列宽不足",
    ),
    ("event-too-large", "the event would be out of proportion to the record", "事件与记录大小不成比例"),
    ("formula-cell", "a formula; it is kept as text and never evaluated", "公式按文字保留，不作计算"),
    ("group-too-long", "more rows in one record than 256", "一条记录的行数超过 256"),
    (
        "hidden-text",
        "the text holds what concerns a person, and is hidden as a note",
        "文字中含个人信息，已作为备注隐藏",
    ),
    (
        "inline-media",
        "a file inside the record: give its hash, type and size",
        "记录中不能内嵌文件：请给出摘要、类型和大小",
    ),
    (
        "lunar-day",
        "perhaps a day of the lunar calendar: give the day of the solar calendar in digits",
        "可能是农历日期：请用数字写公历日期",
    ),
    (
        "midnight-time",
        "the time is midnight to the second: a spreadsheet writes that where no time was given",
        "时间为零点整：表格软件对未填时间的日期也如此显示",
    ),
    ("needs-now", "this day can only be told from the moment of recording", "须给出记录时刻才能推算该日期"),
    ("negative-amount", "the amount is negative", "用量为负"),
    ("no-number", "no number that can be read", "没有可读的数字"),
    ("no-offset", "the offset from UTC is not known", "不知道时区偏移"),
    ("no-such-day", "no day of the calendar", "没有这一天"),
    ("no-unit", "a number without a unit", "数字缺少计量单位"),
    ("no-year", "the year is not said", "没有写明年份"),
    ("not-a-count", "not a whole number", "不是整数"),
    ("not-a-day", "not a day in a way of writing that was agreed", "不是约定写法的日期"),
    ("not-a-flag", "neither yes nor no", "既不是“是”也不是“否”"),
    ("not-a-rate", "not an amount for an area or a piece", "不是单位面积或单件的用量"),
    ("not-a-region", "not a region code of 6, 9 or 12 digits", "不是 6、9 或 12 位的区划代码"),
    ("not-a-share", "not a decimal from 0 to 1", "不是 0 到 1 的小数"),
    ("not-a-time", "not a time of the day", "不是可读的时间"),
    ("not-a-word", "not one of the words of this field", "不是该字段允许的词"),
    ("not-an-id", "not an identifier: white space, or too long", "不是标识：含空白或过长"),
    ("not-said", "it was not said", "没有写明"),
    (
        "not-taken",
        "the vocabulary has no place for it; it is not in the event",
        "词表中没有对应字段，未写入事件",
    ),
    (
        "perhaps-digits-lost",
        "all digits behind the fifteenth are zeros: a spreadsheet may have rounded the code",
        "第十五位之后全为零：编码可能被表格软件舍入",
    ),
    ("photo-hidden", "a picture that may show a person is hidden", "可能拍到人的照片已隐藏"),
    (
        "rounded",
        "the exact value has no finite decimal; rounded at the fourth, the words are kept",
        "精确值不是有限小数；已修约到四位，并保留原文",
    ),
    ("rows-differ", "rows of one record say different things here", "同一记录的各行此处不一致"),
    ("said-twice", "it was said twice", "重复写明"),
    (
        "serial-day",
        "a number that spreadsheets show as a day: say `excel1900` or `excel1904` in `dates`",
        "表格软件的日期序号：请在 `dates` 中写明 `excel1900` 或 `excel1904`",
    ),
    ("short-row", "the row has fewer cells than the header", "该行单元格少于表头"),
    ("too-long", "longer than 1,000 characters", "超过 1000 个字符"),
    ("too-many-cells", "the row has more cells than a table may have columns", "该行单元格过多"),
    ("torn-quotation", "a quotation mark is missing or stands where none may", "引号缺失或位置不对"),
    ("total-row", "a row of totals is no record", "合计行不是记录，已略过"),
    ("unresolved-name", "no identifier is known for this name", "该名称没有已知的标识"),
    ("weekday-differs", "the day of the week is not that of the day", "星期与日期不符"),
    ("wrong-shape", "a value of another shape should stand here", "值的结构不对"),
];

#[cfg(test)]
mod tests {
    use super::WORDS;

    #[test]
    fn codes_are_sorted_and_unique() {
        assert!(WORDS.is_sorted_by(|a, b| a.0 < b.0));
    }
}
