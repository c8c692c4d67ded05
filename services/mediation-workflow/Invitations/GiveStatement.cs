using Mediation.ServiceDefaults;
using Mediation.Workflow.Sessions;

namespace Mediation.Workflow.Invitations;

/// <summary>The invitee's view, for the presiding mediator and the committee's head.</summary>
internal sealed record GiveStatement(string? Text = null)
{
    // The bound keeps a link's holder from growing the snapshot without end.
    private const int Most = 20;

    private static readonly Refusal TooMany = new("statement.tooMany", "陈述次数过多", "Too many statements");

    internal static Decision Decide(Session state, GiveStatement command, Invitee invitee, Guid statementId, DateTimeOffset now)
    {
        var check = new FieldCheck().Text("text", command.Text, FieldChecks.LongText);
        return check.Refusal is { } bad ? bad
            : state.LiveInvitation(invitee.InvitationId, now) is null ? InvitationRefusals.Unknown
            : state.Over is { } over ? over
            : state.Statements.Count(s => s.ParticipantId == invitee.ParticipantId) >= Most ? TooMany
            : Decision.Of(new StatementGiven(statementId, invitee.ParticipantId, invitee.InvitationId, now))
                .Sealing(statementId, "statement", command.Text);
    }

    internal static Task<IResult> PostAsync(HttpContext http, GiveStatement body, CommandShell shell)
    {
        var (invitee, statementId) = (Invitee.Of(http), shell.NewId());
        return shell.AppendAsync<Session, GiveStatement>(
            http, invitee.SessionId, body, (state, command, now) => Decide(state, command, invitee, statementId, now),
            _ => Reply.Created("/api/v1/invitations/session", new { id = statementId }));
    }
}
