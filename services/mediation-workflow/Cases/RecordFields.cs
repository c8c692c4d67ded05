using Mediation.ServiceDefaults;

namespace Mediation.Workflow.Cases;

/// <summary>Which fields each kind of record needs.</summary>
internal static class RecordFields
{
    internal static Refusal? Check(Case state, AddRecord command, DateTimeOffset now)
    {
        var check = new FieldCheck()
            .Present("kind", command.Kind)
            .OptionalText("text", command.Text, FieldChecks.LongText)
            .OptionalText("agent", command.Agent, 100)
            .OptionalText("period", command.Period, FieldChecks.ShortText)
            .OptionalText("place", command.Place, FieldChecks.ShortText)
            .OptionalText("present", command.Present, FieldChecks.ShortText)
            .OptionalText("recorder", command.Recorder, 100)
            .Past("occurredAt", command.OccurredAt, now)
            .Count("partyIds", command.PartyIds, 0, 100)
            .Count("provisions", command.Provisions, 0, 50)
            .That(command.Side is null || state.Sides.Contains(command.Side), "side", "unknown", "案件没有这一方", "The case has no such side")
            .That(command.PartyId is null || state.HasParty(command.PartyId), "partyId", "unknown", "不是本案当事人", "Not a party of the case")
            .That((command.PartyIds ?? []).All(p => state.HasParty(p)), "partyIds", "unknown", "不是本案当事人", "Not a party of the case");
        Needed(check, command);
        return check.Refusal;
    }

    private static void Needed(FieldCheck check, AddRecord command)
    {
        switch (command.Kind)
        {
            case RecordKind.FirstContact:
                check.Present("side", command.Side);
                break;
            case RecordKind.RiskAssessment:
                check.Present("risk", command.Risk);
                break;
            case RecordKind.RightsNotice or RecordKind.ContactAttempt:
                check.Present("partyId", command.PartyId);
                break;
            case RecordKind.Consent:
                check.Present("partyId", command.PartyId).Present("given", command.Given);
                break;
            case RecordKind.Concession:
                check.Present("side", command.Side).Text("text", command.Text, FieldChecks.LongText);
                break;
            case RecordKind.LawExplained:
                Provisions(check, command);
                break;
            case RecordKind.PowerOfAttorney:
                check.Present("partyId", command.PartyId).Present("power", command.Power).Text("text", command.Text, FieldChecks.LongText);
                break;
            case not null:
                check.Text("text", command.Text, FieldChecks.LongText);
                break;
        }

        if (command.Kind is not RecordKind.Consent)
        {
            check.Absent("given", command.Given);
        }

        if (command.Kind is not RecordKind.RiskAssessment)
        {
            check.Absent("risk", command.Risk);
        }

        if (command.Kind is not RecordKind.PowerOfAttorney)
        {
            check.Absent("power", command.Power).Absent("agent", command.Agent).Absent("period", command.Period);
        }

        if (command.Kind is not RecordKind.Investigation)
        {
            check.Absent("place", command.Place).Absent("present", command.Present).Absent("recorder", command.Recorder);
        }

        if (command.Kind is not RecordKind.LawExplained)
        {
            check.Absent("provisions", command.Provisions);
        }
    }

    private static void Provisions(FieldCheck check, AddRecord command)
    {
        check.That(command.Provisions is { Count: > 0 }, "provisions", "required", "须列明条文", "Name at least one provision")
            .That(command.AllParties.Count > 0, "partyId", "required", "须写明向谁讲解", "Say to whom it was explained");
        for (var i = 0; i < Math.Min(command.Provisions?.Count ?? 0, 50); i++)
        {
            check.Text($"provisions[{i}]", command.Provisions![i], 200)
                .That(command.Provisions[i]?.Contains(AddRecord.Separator) != true, $"provisions[{i}]", "malformed", "不得换行", "One line each");
        }
    }
}
