using Mediation.ServiceDefaults;
using Mediation.Workflow.Cases;

namespace Mediation.Workflow.Agreements;

/// <summary>What an agreement must hold to be drawn up at all; what it should hold is the matter of <see cref="AgreementLint"/>.</summary>
internal static class AgreementFields
{
    internal const int MostObligations = 100;
    internal const int MostInstalments = 120;
    private const decimal MostYuan = 1_000_000_000_000;

    internal static Refusal? Check(Case file, DraftAgreement command, string prefix = "")
    {
        var check = new FieldCheck()
            .OptionalText($"{prefix}facts", command.Facts, FieldChecks.LongText)
            .OptionalText($"{prefix}points", command.Points, FieldChecks.LongText)
            .Text($"{prefix}content", command.Content, FieldChecks.LongText)
            .OptionalText($"{prefix}mediatorRecord", command.MediatorRecord, FieldChecks.LongText)
            .OptionalText($"{prefix}recorder", command.Recorder, 100)
            .OptionalText($"{prefix}openPoints", command.OpenPoints, FieldChecks.LongText)
            .That(!(command.Copies <= file.Parties.Count), $"{prefix}copies", "outOfRange", "份数至少为当事人数加一", "At least parties plus one")
            .Range($"{prefix}copies", command.Copies, 1, 1000)
            .Count($"{prefix}matters", command.Matters, 0, 10)
            .Count($"{prefix}obligations", command.Obligations, 0, MostObligations);
        if (command.Partial == true)
        {
            check.Text($"{prefix}openPoints", command.OpenPoints, FieldChecks.LongText);
        }

        Responsibilities(check, file, command, prefix);
        for (var i = 0; i < Math.Min(command.Obligations?.Count ?? 0, MostObligations); i++)
        {
            Check(check, file, $"{prefix}obligations[{i}]", command.Obligations![i] ?? new DraftAgreement.Duty());
        }

        return check.Refusal;
    }

    private static void Responsibilities(FieldCheck check, Case file, DraftAgreement command, string prefix)
    {
        var all = command.Responsibilities ?? [];
        check.Count($"{prefix}responsibilities", all, 0, 10);
        for (var i = 0; i < Math.Min(all.Count, 10); i++)
        {
            check.That(file.Sides.Contains(all[i]?.Side), $"{prefix}responsibilities[{i}].side", "unknown", "案件没有这一方", "The case has no such side")
                .That(all.Take(i).All(r => r?.Side != all[i]?.Side), $"{prefix}responsibilities[{i}].side", "repeated", "每方一条", "One for each side")
                .Text($"{prefix}responsibilities[{i}].text", all[i]?.Text, FieldChecks.LongText);
        }
    }

    private static void Check(FieldCheck check, Case file, string path, DraftAgreement.Duty duty)
    {
        check.Present($"{path}.obligorPartyId", duty.ObligorPartyId)
            .That(duty.ObligorPartyId is null || file.HasParty(duty.ObligorPartyId), $"{path}.obligorPartyId", "unknown", "不是本案当事人", "Not a party of the case")
            .That(
                duty.BeneficiaryPartyId is null || (file.HasParty(duty.BeneficiaryPartyId) && duty.BeneficiaryPartyId != duty.ObligorPartyId),
                $"{path}.beneficiaryPartyId", "unknown", "应为本案另一当事人", "Must be another party of the case")
            .Present($"{path}.kind", duty.Kind)
            .OptionalText($"{path}.act", duty.Act, FieldChecks.LongText)
            .Range($"{path}.amount", duty.Amount, 0.01m, MostYuan)
            .That(duty.Amount is null || decimal.Round(duty.Amount.Value, 2) == duty.Amount, $"{path}.amount", "malformed", "精确到分", "To the cent")
            .Text($"{path}.place", duty.Place, FieldChecks.ShortText)
            .Present($"{path}.dueOn", duty.LastDay).Day($"{path}.dueOn", duty.DueOn)
            .OptionalText($"{path}.manner", duty.Manner, FieldChecks.ShortText);
        if (duty.Kind == ObligationKind.Act)
        {
            check.Text($"{path}.act", duty.Act, FieldChecks.LongText).Absent($"{path}.instalments", duty.Instalments);
        }
        else if (duty.Kind == ObligationKind.Payment)
        {
            check.Present($"{path}.amount", duty.Amount);
        }

        Instalments(check, path, duty);
    }

    private static void Instalments(FieldCheck check, string path, DraftAgreement.Duty duty)
    {
        if (duty.Instalments is not { } parts)
        {
            return;
        }

        check.Count($"{path}.instalments", parts, 1, MostInstalments);
        for (var i = 0; i < Math.Min(parts.Count, MostInstalments); i++)
        {
            check.Present($"{path}.instalments[{i}].dueOn", parts[i]?.DueOn).Day($"{path}.instalments[{i}].dueOn", parts[i]?.DueOn)
                .Present($"{path}.instalments[{i}].amount", parts[i]?.Amount).Range($"{path}.instalments[{i}].amount", parts[i]?.Amount, 0.01m, MostYuan)
                .That(i == 0 || !(parts[i]?.DueOn <= parts[i - 1]?.DueOn), $"{path}.instalments[{i}].dueOn", "outOfOrder", "须晚于前一期", "After the one before");
        }

        // Amounts out of range are named above; their sum might not even be a number.
        check.That(
            parts.Count > MostInstalments || parts.Any(p => p?.Amount is not (> 0 and <= MostYuan)) || parts.Sum(p => p!.Amount) == duty.Amount,
            $"{path}.instalments", "sum", "各期之和应等于总额", "They must add up to the amount")
            .That(duty.DueOn is null || duty.DueOn == duty.LastDay, $"{path}.dueOn", "outOfRange", "应为最后一期的日期", "The last one's day");
    }
}
