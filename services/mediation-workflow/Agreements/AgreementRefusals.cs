using Mediation.ServiceDefaults;

namespace Mediation.Workflow.Agreements;

/// <summary>Refusals that several use cases share.</summary>
internal static class AgreementRefusals
{
    internal static readonly Refusal InEffect = new("agreement.inEffect", "协议已生效", "The agreement is in effect already");
    internal static readonly Refusal NotInEffect = new("agreement.notInEffect", "协议尚未生效", "The agreement is not in effect");
    internal static readonly Refusal Withdrawn = new("agreement.withdrawn", "协议稿已撤回", "The draft was withdrawn");
    internal static readonly Refusal Refused = new("agreement.refused", "已有当事人拒绝签署", "A party refused to sign");

    internal static readonly Refusal EarlierRound =
        new("agreement.earlierRound", "协议稿属于已结束的前一轮调解", "The draft is of an earlier round, which has ended");

    /// <summary>Why a draft can no longer be worked on; null when it can.</summary>
    internal static Refusal? Unsettled(Agreement state) =>
        state.EffectiveAt is not null ? InEffect
        : state.WithdrawnAt is not null ? Withdrawn
        : state.RefusedByPartyId is not null ? Refused
        : null;
}
