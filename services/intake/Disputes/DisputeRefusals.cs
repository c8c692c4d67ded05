using Mediation.ServiceDefaults;

namespace Mediation.Intake.Disputes;

/// <summary>Refusals that several use cases share.</summary>
internal static class DisputeRefusals
{
    internal static readonly Refusal AlreadyAccepted = new("dispute.alreadyAccepted", "该纠纷已受理", "The dispute is accepted already");
    internal static readonly Refusal Ended = new("dispute.ended", "该纠纷已终结", "The dispute has ended");
    internal static readonly Refusal Linked = new("dispute.linked", "该纠纷已作为重复件关联", "The dispute is linked as a duplicate");

    internal static readonly Refusal Erased =
        new("vault.erased", "该案的个人信息已依法删除，不能再写入", "The personal data of this case was erased; no more can be written");

    internal static readonly Refusal HandOverOpen =
        new("handOver.open", "移交手续未完成，尚缺双方签收", "A hand-over is not signed by both units yet");

    internal static readonly Refusal OtherHolder = new("dispute.otherHolder", "该纠纷已移交其他单位", "The dispute was handed over to another unit");

    /// <summary>Whether a unit may take it: not while it is being handed over, and nobody but the receiver afterwards.</summary>
    internal static Refusal? HeldByOther(Dispute dispute, Guid? committeeId) =>
        dispute.HandOver is { Open: true } ? HandOverOpen
        : dispute.CommitteeId is { } holder && holder != committeeId ? OtherHolder
        : null;

    /// <summary>Only a registered dispute may still be changed here; null when it may.</summary>
    internal static Refusal? Closed(Dispute dispute) => dispute.Status switch
    {
        DisputeStatus.Accepted => AlreadyAccepted,
        DisputeStatus.Ended => Ended,
        DisputeStatus.Linked => Linked,
        _ => null,
    };
}
