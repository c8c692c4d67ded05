using Mediation.ServiceDefaults;
using Mediation.Workflow.Cases;

namespace Mediation.Workflow.Agreements;

/// <summary>Who may sign what, and how.</summary>
internal static class SignatureRules
{
    private static readonly Refusal InEffect = new("agreement.inEffect", "协议已生效", "The agreement is in effect already");
    private static readonly Refusal NotAParty = new("signature.notAParty", "不是协议的当事人", "Not a party to the agreement");
    private static readonly Refusal Twice = new("signature.alreadySigned", "已签署，不得重复", "Signed already");
    private static readonly Refusal SealOnly = new("signature.sealKind", "印章仅用于调委会盖章", "A seal is for the committee, and the committee seals");
    private static readonly Refusal Electronic =
        new("signature.electronicRefused", "此类文书不接受电子签名，请提交纸质签署件", "These papers take no electronic signature; scan the signed paper");

    private static readonly Refusal NotPresiding =
        new("signature.notPresidingMediator", "须由主持调解的调解员签名", "Only the presiding mediator signs");

    internal static Refusal? Refuse(Agreement state, Case file, SignAgreement command, Guid? person) =>
        state.EffectiveAt is not null ? InEffect
        : file.Status != CaseStatus.Open ? CaseRefusals.NotOpen
        : command.Signer == Signer.Party && !state.PartyIds.Contains(command.PartyId!.Value) ? NotAParty
        : (command.Signer == Signer.CommitteeSeal) != (command.Kind == SignatureKind.Seal) ? SealOnly
        : command.Kind == SignatureKind.Electronic && FormRules.RefusesElectronic(file) ? Electronic
        : command.Signer == Signer.Mediator && person != file.MediatorId ? NotPresiding
        : state.Signatures.Any(s => s.Signer == command.Signer && s.PartyId == command.PartyId) ? Twice
        : null;
}
