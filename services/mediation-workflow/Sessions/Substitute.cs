using Mediation.ServiceDefaults;

namespace Mediation.Workflow.Sessions;

/// <summary>Another person of the same role comes instead; consents and the comparison of names begin anew for that person.</summary>
internal sealed record Substitute(
    string? Name = null, string? Unit = null, Guid? PersonId = null, Guid? UnitId = null, Guid? TeamId = null)
{
    private static readonly Refusal IsThere = new("participant.checkedIn", "该参加人已签到", "The participant is there already");

    internal static Decision Decide(Session state, Substitute command, Guid participantId, Guid substituteId, DateTimeOffset now)
    {
        var check = new FieldCheck().Text("name", command.Name, 100).OptionalText("unit", command.Unit, 200);
        if (check.Refusal is { } bad)
        {
            return bad;
        }

        return state.Find(participantId) is not { } earlier ? SessionRefusals.UnknownParticipant
            : state.Over is { } over ? over
            : earlier.CheckedInAt is not null ? IsThere
            : Decision.Of(new ParticipantSubstituted(
                    participantId,
                    new Participant(
                        substituteId, earlier.Role, earlier.PartyId, earlier.Required, PersonId: command.PersonId, UnitId: command.UnitId,
                        TeamId: command.TeamId),
                    now))
                .Sealing(substituteId, "name", command.Name).Sealing(substituteId, "unit", command.Unit);
    }

    internal static Task<IResult> PostAsync(HttpContext http, Guid id, Guid pid, Substitute body, CommandShell shell)
    {
        var substituteId = shell.NewId();
        return shell.AppendAsync<Session, Substitute>(
            http, id, body, (state, command, now) => Decide(state, command, pid, substituteId, now),
            _ => Reply.Created($"/api/v1/sessions/{id}", new { id = substituteId, sessionId = id, replaces = pid }));
    }
}
