using Mediation.ServiceDefaults;
using Mediation.Workflow.Cases;

namespace Mediation.Workflow.Agreements;

/// <summary>The lint of an agreement: what is missing here a court would send back (D5, content unclear).</summary>
internal static class AgreementFields
{
    internal const int MostObligations = 100;
    private const decimal MostYuan = 1_000_000_000_000;

    internal static Refusal? Check(Case file, DraftAgreement command)
    {
        var check = new FieldCheck()
            .Present("form", command.Form)
            .OptionalText("facts", command.Facts, FieldChecks.LongText)
            .OptionalText("points", command.Points, FieldChecks.LongText)
            .Text("content", command.Content, FieldChecks.LongText)
            .OptionalText("mediatorRecord", command.MediatorRecord, FieldChecks.LongText)
            .That(!(command.Copies <= file.Parties.Count), "copies", "outOfRange", "份数至少为当事人数加一", "At least parties plus one")
            .Range("copies", command.Copies, 1, 1000)
            .Count("obligations", command.Obligations, 0, MostObligations);
        if (command.Form == AgreementForm.Oral)
        {
            check.Text("mediatorRecord", command.MediatorRecord, FieldChecks.LongText);
        }

        for (var i = 0; i < Math.Min(command.Obligations?.Count ?? 0, MostObligations); i++)
        {
            Check(check, file, $"obligations[{i}]", command.Obligations![i] ?? new DraftAgreement.Duty());
        }

        return check.Refusal;
    }

    private static void Check(FieldCheck check, Case file, string path, DraftAgreement.Duty duty)
    {
        check.Present($"{path}.obligorPartyId", duty.ObligorPartyId)
            .That(duty.ObligorPartyId is null || file.HasParty(duty.ObligorPartyId), $"{path}.obligorPartyId", "unknown", "不是本案当事人", "Not a party of the case")
            .That(
                duty.BeneficiaryPartyId is null || file.HasParty(duty.BeneficiaryPartyId),
                $"{path}.beneficiaryPartyId", "unknown", "不是本案当事人", "Not a party of the case")
            .Present($"{path}.kind", duty.Kind)
            .OptionalText($"{path}.act", duty.Act, FieldChecks.LongText)
            .Range($"{path}.amount", duty.Amount, 0.01m, MostYuan)
            .Text($"{path}.place", duty.Place, FieldChecks.ShortText)
            .Present($"{path}.dueOn", duty.DueOn).Day($"{path}.dueOn", duty.DueOn)
            .OptionalText($"{path}.manner", duty.Manner, FieldChecks.ShortText);
        if (duty.Kind == ObligationKind.Act)
        {
            check.Text($"{path}.act", duty.Act, FieldChecks.LongText);
        }
        else if (duty.Kind == ObligationKind.Payment)
        {
            check.Present($"{path}.amount", duty.Amount);
        }
    }
}
