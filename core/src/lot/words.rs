//! What a person reads for each finding of `lot`: code, English, Chinese.

/// Words of the findings, by code.
pub const WORDS: &[(&str, &str, &str)] = &[
    ("amount-of-nothing", "a move of nothing", "数量为零"),
    (
        "amounts-unlike",
        "the amounts do not measure the same things, or do not convert exactly",
        "数量的计量不同类，或无法精确换算",
    ),
    ("dimension-missing", "an amount does not say what must balance", "数量未给出须平衡的量纲"),
    (
        "last-day-differs",
        "the last day stated is not the one that shelf life gives",
        "标注的到期日与保质期推算不符",
    ),
    ("ledger-beginning", "a ledger begins with something that comes in", "台账须以入库开始"),
    ("ledger-full", "the ledger has no room for more moves", "台账已满"),
    ("left-over", "something is left though all was to be taken", "本应取尽，但仍有剩余"),
    ("lot-count", "there are no lots, or more than one act takes", "没有批次，或超过一次操作的上限"),
    ("lot-not-open", "only an open lot can be acted on", "只有开放状态的批次可以操作"),
    ("lot-repeated", "the same lot stands twice", "批次重复"),
    ("lot-transition", "no lot goes from the one state to the other", "批次不能从该状态转为目标状态"),
    (
        "made-on-missing",
        "shelf life cannot be reckoned without the day it was made",
        "缺少生产（采收）日期，无法推算保质期",
    ),
    (
        "month-day-missing",
        "the month that is reached lacks the day, and rounding is refused",
        "到达的月份没有该日，且不允许取整",
    ),
    (
        "move-names-lot",
        "input and output name the other lot, and only they do",
        "转入与转出须写明对方批次，其他记录不得写",
    ),
    ("no-finite-decimal", "the exact value is no finite decimal", "精确值不是有限小数"),
    ("not-balanced", "what went in is not what came out", "投入与产出（含损耗）不平衡"),
    ("not-enough", "there is less than is taken", "数量不足"),
    (
        "producers-mixed",
        "lots of several issuers are mixed: a new certificate of conformity is due",
        "混合了多个来源的批次：须重新开具承诺达标合格证",
    ),
    (
        "products-differ",
        "the lots are of different products, and it is not said what they become",
        "批次属于不同产品，且未说明合并后的产品",
    ),
    ("reason-too-long", "the reason is longer than 256 bytes", "原因说明超过 256 字节"),
    (
        "shelf-life-unknown",
        "a source does not say how long it keeps, so the whole does not either",
        "有来源批次未注明保质期，合并后保质期未知",
    ),
    ("sum-too-large", "the sum does not fit", "合计超出范围"),
];
