using Mediation.ServiceDefaults;
using Mediation.Workflow.Cases;

namespace Mediation.Workflow.Agreements;

/// <summary>Who may sign what, and how.</summary>
internal static class SignatureRules
{
    private const int MostWitnesses = 10;

    internal static readonly Refusal NotAParty = new("signature.notAParty", "不是协议的当事人", "Not a party to the agreement");
    internal static readonly Refusal Twice = new("signature.alreadySigned", "已签署，不得重复", "Signed already");
    private static readonly Refusal SealOnly = new("signature.sealKind", "印章仅用于调委会盖章", "A seal is for the committee, and the committee seals");
    private static readonly Refusal Electronic =
        new("signature.electronicRefused", "此类文书不接受电子签名，请提交纸质签署件", "These papers take no electronic signature; scan the signed paper");

    private static readonly Refusal ScanNeeded =
        new("signature.scanRequired", "此类文书须附纸质签署件的扫描件", "These papers need a scan of the signed paper");

    private static readonly Refusal NotPresiding =
        new("signature.notPresidingMediator", "须由主持调解的调解员签名", "Only the presiding mediator signs");

    private static readonly Refusal NoPower =
        new("signature.noPowerOfAttorney", "代理人签署须有特别授权委托书在卷", "An agent needs a special power of attorney on file");

    private static readonly Refusal ForTheOther =
        new("signature.forOtherSide", "不得代对方当事人签署", "Nobody signs for the other side");

    private static readonly Refusal PartiesChanged =
        new("agreement.partiesChanged", "当事人已变更，须重新拟定协议", "The parties have changed; the agreement must be drafted anew");

    private static readonly Refusal StepsOpen =
        new("agreement.stepsOpen", "有步骤重新进行，尚未完成", "A step was gone back to and is not completed");

    internal static Refusal? Refuse(Agreement state, Case file, SignAgreement command, Guid? person) =>
        AgreementRefusals.Unsettled(state) is { } settled ? settled
        : file.Status != CaseStatus.Open ? CaseRefusals.NotOpen
        : state.Round != file.Round ? AgreementRefusals.EarlierRound
        : file.Reentered.Count > 0 ? StepsOpen
        : command.Signer == Signer.Party && !state.PartyIds.Contains(command.PartyId!.Value) ? NotAParty
        : state.PartyIds.Any(id => !file.HasParty(id)) || file.Parties.Count != state.PartyIds.Count ? PartiesChanged
        : (command.Signer == Signer.CommitteeSeal) != (command.Kind == SignatureKind.Seal) ? SealOnly
        : OnPaper(file, command) is { } paper ? paper
        : command.Signer == Signer.Mediator && person != file.MediatorId ? NotPresiding
        : command.ByAgent && Agent(file, command) is { } agent ? agent
        : IsRepeated(state, command) ? Twice
        : null;

    private static Refusal? OnPaper(Case file, SignAgreement command) =>
        !FormRules.RefusesElectronic(file) ? null
        : command.Kind == SignatureKind.Electronic ? Electronic
        : command is { Signer: Signer.Party or Signer.Mediator, EvidenceId: null } ? ScanNeeded
        : null;

    private static Refusal? Agent(Case file, SignAgreement command) =>
        file.SideOf(command.AgentPartyId) is { } side && side != file.SideOf(command.PartyId) ? ForTheOther
        : !file.Marks.Contains(RecordMarks.SettlingPowerOf(command.PartyId!.Value)) ? NoPower
        : null;

    private static bool IsRepeated(Agreement state, SignAgreement command) => command.Signer == Signer.Witness
        ? state.Signatures.Count(s => s.Signer == Signer.Witness) >= MostWitnesses
        : state.Signatures.Any(s => s.Signer == command.Signer && s.PartyId == command.PartyId);
}
