using Mediation.ServiceDefaults;
using Mediation.Workflow.Cases;

namespace Mediation.Workflow.Sessions;

/// <summary>Calls a session of a case that is open, with the people its panel wants.</summary>
internal sealed record CallSession(
    DateTimeOffset? StartsAt = null, string? Place = null, Panel? Panel = null, IReadOnlyList<CallSession.Invited?>? Participants = null)
{
    internal sealed record Invited(Role? Role = null, string? Name = null, string? Unit = null, Guid? PartyId = null, bool? Required = null);

    internal static Decision Decide(Case file, CallSession command, Guid id, IReadOnlyList<Guid> participantIds, DateTimeOffset now)
    {
        if (Check(file, command) is { } bad)
        {
            return bad;
        }

        if (file.Status != CaseStatus.Open)
        {
            return CaseRefusals.NotOpen;
        }

        var invited = command.Participants!;
        var missing = PanelTemplates.Missing(command.Panel!.Value, invited.Select(p => p!.Role!.Value)).Select(SessionRefusals.NameOf).ToList();
        if (missing.Count > 0)
        {
            return new Refusal("session.rolesMissing", "联调组成员不齐", "The panel lacks roles") { Missing = missing };
        }

        var participants = invited.Select((p, i) => new Participant(participantIds[i], p!.Role!.Value, p.PartyId, p.Required ?? true)).ToList();
        var called = new SessionCalled(id, file.Id, command.Panel.Value, [.. file.Sides], participants, command.StartsAt!.Value, now);
        return invited.Select((p, i) => (Person: p!, Id: participantIds[i])).Aggregate(
            Decision.Of(called).Sealing(id, "place", command.Place),
            (decision, p) => decision.Sealing(p.Id, "name", p.Person.Name).Sealing(p.Id, "unit", p.Person.Unit));
    }

    internal static Task<IResult> PostAsync(HttpContext http, Guid id, CallSession body, CommandShell shell)
    {
        var sessionId = shell.NewId();
        var participantIds = (body.Participants ?? []).Take(50).Select(_ => shell.NewId()).ToList();
        return shell.OverTwoAsync<Session, Case, CallSession>(
            http, sessionId, _ => id, body, (_, file, command, now) => Decide(file, command, sessionId, participantIds, now),
            state => Reply.Created($"/api/v1/sessions/{sessionId}", new
            {
                id = sessionId,
                caseId = id,
                participants = state.Participants.Select(p => new { id = p.Id, role = p.Role, partyId = p.PartyId }),
            }),
            CommandKind.Create);
    }

    private static Refusal? Check(Case file, CallSession command)
    {
        var check = new FieldCheck()
            .Present("startsAt", command.StartsAt).Instant("startsAt", command.StartsAt)
            .Text("place", command.Place, FieldChecks.ShortText)
            .Present("panel", command.Panel)
            .Count("participants", command.Participants, 1, 50);
        for (var i = 0; i < Math.Min(command.Participants?.Count ?? 0, 50); i++)
        {
            Check(check, file, $"participants[{i}]", command.Participants![i] ?? new Invited());
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
