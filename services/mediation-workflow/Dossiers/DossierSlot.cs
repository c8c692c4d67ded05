using System.Text.Json.Serialization;
using Mediation.Workflow.Storage;

namespace Mediation.Workflow.Dossiers;

/// <summary>The thirteen slots of a dossier (卷宗) in binding order; the value is the slot's number.</summary>
[JsonConverter(typeof(CamelCaseEnum<DossierSlot>))]
internal enum DossierSlot
{
    Application = 1,
    Notice,
    Identity,
    PowerOfAttorney,
    Investigation,
    Evidence,
    MediationRecord,
    Agreement,
    Performance,
    FollowUp,
    Confirmation,
    Note,
    Back,
}

internal static class DossierSlots
{
    internal static readonly IReadOnlyList<DossierSlot> All = Enum.GetValues<DossierSlot>();

    private static readonly IReadOnlyList<string> Names =
    [
        "人民调解申请书或受理登记表", "当事人权利义务告知书", "当事人身份证明", "授权委托书", "调查记录", "证据材料", "调解记录",
        "调解协议书、口头协议登记表或终止调解通知", "履行凭证", "回访记录", "司法确认材料", "卷宗情况说明", "封底",
    ];

    internal static string NameOf(DossierSlot slot) => Names[(int)slot - 1];

    internal static bool IsMust(DossierSlot slot) => slot is DossierSlot.Application or DossierSlot.Notice or DossierSlot.Identity
        or DossierSlot.MediationRecord or DossierSlot.Agreement or DossierSlot.Back;
}
