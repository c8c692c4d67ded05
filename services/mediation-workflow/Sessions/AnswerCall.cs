using Mediation.ServiceDefaults;

namespace Mediation.Workflow.Sessions;

/// <summary>Whether a participant comes: told by phone and noted by the unit, or said by the person with an account.</summary>
internal sealed record AnswerCall(Rsvp? Answer = null, string? Reason = null)
{
    internal static Decision Decide(Session state, AnswerCall command, Guid participantId, Guid answerId, DateTimeOffset now)
    {
        var check = new FieldCheck().Present("answer", command.Answer).OptionalText("reason", command.Reason, FieldChecks.ShortText);
        if (check.Refusal is { } bad)
        {
            return bad;
        }

        var hasReason = !string.IsNullOrEmpty(command.Reason);
        return state.Find(participantId) is not { } participant ? SessionRefusals.UnknownParticipant
            : state.Over is { } over ? over
            : participant.Answer == command.Answer && !hasReason ? Decision.AlreadySo
            : Decision.Of(new ParticipantAnswered(answerId, participantId, command.Answer!.Value, hasReason, now))
                .Sealing(answerId, "reason", command.Reason);
    }

    internal static Task<IResult> PostAsync(HttpContext http, Guid id, Guid pid, AnswerCall body, CommandShell shell)
    {
        var answerId = shell.NewId();
        return shell.AppendAsync<Session, AnswerCall>(
            http, id, body, (state, command, now) => Decide(state, command, pid, answerId, now), state => Replying(state, pid));
    }

    internal static Reply Replying(Session state, Guid participantId) =>
        Reply.Ok(new { sessionId = state.Id, participantId, answer = state.Participants.First(p => p.Id == participantId).Answer });
}
