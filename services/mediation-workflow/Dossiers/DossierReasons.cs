using Mediation.Contracts;
using Mediation.Workflow.Agreements;
using Mediation.Workflow.Cases;
using Mediation.Workflow.Forms;

namespace Mediation.Workflow.Dossiers;

/// <summary>Why a slot that must be filled is not. Codes and ids: the reader of them knows the names.</summary>
/// <param name="Code">Stable.</param>
/// <param name="PartyId">Whose paper is missing.</param>
internal sealed record DossierReason(string Code, string Zh, string En, Guid? PartyId = null);

internal static class DossierReasons
{
    internal static IEnumerable<DossierReason> Of(PrintFacts facts, DossierSlot slot) => slot switch
    {
        DossierSlot.Notice => facts.Case.Parties
            .Where(p => !facts.RecordsOf(RecordKind.RightsNotice).Any(r => r.Record.PartyIds?.Contains(p.PartyId) == true) && !IsFiled(facts, slot, p.PartyId))
            .Select(p => new DossierReason("notice.notServed", "尚未向该当事人告知权利义务", "The notice was not served on this party", p.PartyId)),
        DossierSlot.Identity => facts.Case.Parties.Where(p => !IsFiled(facts, slot, p.PartyId))
            .Select(p => new DossierReason("identity.notFiled", "缺少该当事人的身份证明", "There is no identity proof of this party", p.PartyId)),
        DossierSlot.MediationRecord => Unless(
            facts.Sessions.Any(s => s.Segments.Count > 0) || IsFiled(facts, slot),
            new("mediationRecord.noSession", "没有调解会记录", "No session is on record")),
        DossierSlot.Agreement => OfOutcome(facts),
        // The register of the acceptance and the back cover are made from the case itself.
        _ => [],
    };

    private static IEnumerable<DossierReason> OfOutcome(PrintFacts facts)
    {
        var state = facts.Case;
        if (state.Outcome is not null and not Endings.Agreement || state.EffectiveAt is not null)
        {
            return [];
        }

        var draft = facts.Agreements.LastOrDefault(a => a.Form == AgreementForm.Written && !a.IsSettled);
        return draft is null
            ? [new("agreement.noOutcome", "既无生效协议，也未终止调解", "There is neither an agreement in effect nor an ending")]
            : [new("agreement.notSigned", "协议书签署不全", "The agreement is not signed by all")];
    }

    // A file that names no party stands for all of them: one scan may show several.
    private static bool IsFiled(PrintFacts facts, DossierSlot slot, Guid? party = null) =>
        facts.Evidence.Any(row => row.Filed.Slot == slot && (party is null || row.Filed.PartyId is null || row.Filed.PartyId == party));

    private static IEnumerable<DossierReason> Unless(bool holds, DossierReason reason) => holds ? [] : [reason];
}
