using Mediation.ServiceDefaults;
using Mediation.Workflow.Cases;
using Mediation.Workflow.Impartiality;

namespace Mediation.Workflow.Sessions;

/// <summary>Calls a session of a case that is open, with the people its panel wants.</summary>
/// <param name="CoUnits">Units of other areas that share the session.</param>
internal sealed record CallSession(
    DateTimeOffset? StartsAt = null, string? Place = null, Panel? Panel = null, IReadOnlyList<CallSession.Invited?>? Participants = null,
    IReadOnlyList<ShareSession?>? CoUnits = null)
{
    private const int MostPeople = 50;

    internal sealed record Invited(
        Role? Role = null, string? Name = null, string? Unit = null, Guid? PartyId = null, bool? Required = null, Guid? PersonId = null,
        Guid? UnitId = null, Guid? TeamId = null);

    /// <param name="found">What comparing the names found; null when they could not be compared.</param>
    internal static Decision Decide(
        Case file, CallSession command, Guid id, IReadOnlyList<Guid> participantIds, ConflictsChecked? found, DateTimeOffset now)
    {
        if (Check(file, command) is { } bad)
        {
            return bad;
        }

        if (file.Status != CaseStatus.Open)
        {
            return CaseRefusals.NotOpen;
        }

        var (panel, invited) = (command.Panel!.Value, command.Participants!);
        var missing = PanelTemplates.Missing(panel, invited.Select(p => p!.Role!.Value)).Select(SessionRefusals.NameOf).ToList();
        if (missing.Count > 0)
        {
            return new Refusal("session.rolesMissing", "联调组成员不齐", "The panel lacks roles") { Missing = missing };
        }

        IReadOnlyList<Participant> participants =
        [
            .. invited.Select((p, i) => new Participant(
                participantIds[i], p!.Role!.Value, p.PartyId, p.Required ?? PanelTemplates.Requires(panel, p.Role.Value), PersonId: p.PersonId,
                UnitId: p.UnitId, TeamId: p.TeamId)),
        ];
        IReadOnlyList<CoUnit>? shared = command.CoUnits is { Count: > 0 } units ? [.. units.Select(u => u!.Unit)] : null;
        var called = new SessionCalled(id, file.Id, panel, [.. file.Sides], participants, command.StartsAt!.Value, now, shared, file.Round);
        return invited.Select((p, i) => (Person: p!, Id: participantIds[i])).Aggregate(
            (found is null ? Decision.Of(called) : Decision.Of(called, found)).Sealing(id, "place", command.Place),
            (decision, p) => decision.Sealing(p.Id, "name", p.Person.Name).Sealing(p.Id, "unit", p.Person.Unit));
    }

    internal static async Task<IResult> PostAsync(
        HttpContext http, Guid id, CallSession body, CommandShell shell, ConflictCheck conflicts, TimeProvider clock)
    {
        var sessionId = shell.NewId();
        var people = (body.Participants ?? []).Take(MostPeople)
            .Select(p => new ConflictCheck.Sitting(shell.NewId(), p?.Name, p?.PartyId)).ToList();
        var found = await conflicts.FindAsync(id, people, clock.GetUtcNow(), http.RequestAborted);
        return await shell.OverTwoAsync<Session, Case, CallSession>(
            http, sessionId, _ => id, body,
            (_, file, command, now) => Decide(file, command, sessionId, [.. people.Select(p => p.Id)], found, now),
            state => Reply.Created($"/api/v1/sessions/{sessionId}", new
            {
                id = sessionId,
                caseId = id,
                participants = state.Participants.Select(p => new { id = p.Id, role = p.Role, partyId = p.PartyId }),
                conflicts = state.Conflicts,
                namesCompared = found is not null,
            }),
            CommandKind.Create);
    }

    private static Refusal? Check(Case file, CallSession command)
    {
        var check = new FieldCheck()
            .Present("startsAt", command.StartsAt).Instant("startsAt", command.StartsAt)
            .Text("place", command.Place, FieldChecks.ShortText)
            .Present("panel", command.Panel)
            .Count("participants", command.Participants, 1, MostPeople)
            .Count("coUnits", command.CoUnits, 0, 10);
        for (var i = 0; i < Math.Min(command.Participants?.Count ?? 0, MostPeople); i++)
        {
            Check(check, file, $"participants[{i}]", command.Participants![i] ?? new Invited());
        }

        for (var i = 0; i < Math.Min(command.CoUnits?.Count ?? 0, 10); i++)
        {
            ShareSession.Check(check, file, $"coUnits[{i}].", command.CoUnits![i] ?? new ShareSession());
        }

        return check.Refusal;
    }

    private static void Check(FieldCheck check, Case file, string path, Invited person)
    {
        check.Present($"{path}.role", person.Role)
            .OptionalText($"{path}.name", person.Name, 100)
            .OptionalText($"{path}.unit", person.Unit, 200)
            .That(person.PartyId is null || file.HasParty(person.PartyId), $"{path}.partyId", "unknown", "不是本案当事人", "Not a party of the case");
        if (person.Role == Role.Party)
        {
            check.Present($"{path}.partyId", person.PartyId);
        }
    }
}
