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

    /// <summary>Only a registered dispute may still be changed here; null when it may.</summary>
    internal static Refusal? Closed(Dispute dispute) => dispute.Status switch
    {
        DisputeStatus.Accepted => AlreadyAccepted,
        DisputeStatus.Ended => Ended,
        DisputeStatus.Linked => Linked,
        _ => null,
    };
}
