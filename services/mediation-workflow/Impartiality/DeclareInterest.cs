using Mediation.ServiceDefaults;
using Mediation.Workflow.Cases;
using Mediation.Workflow.Sessions;

namespace Mediation.Workflow.Impartiality;

/// <summary>A participant says to have no interest in the case, or names one.</summary>
internal sealed record DeclareInterest(bool? HasInterest = null, Guid? PartyId = null, string? Text = null)
{
    internal static Decision Decide(Session state, DeclareInterest command, Guid participantId, Guid declarationId, DateTimeOffset now)
    {
        var check = new FieldCheck().Present("hasInterest", command.HasInterest).OptionalText("text", command.Text, FieldChecks.ShortText);
        if (command.HasInterest == true)
        {
            check.Text("text", command.Text, FieldChecks.ShortText);
        }
        else
        {
            check.Absent("partyId", command.PartyId);
        }

        return check.Refusal is { } bad ? bad
            : state.Find(participantId) is not { } participant ? SessionRefusals.UnknownParticipant
            : state.Over is { } over ? over
            : participant.Declared == false && command.HasInterest == false ? Decision.AlreadySo
            : Decision.Of(new InterestDeclared(declarationId, participantId, command.HasInterest!.Value, command.PartyId, now))
                .Sealing(declarationId, "declaration", command.Text);
    }

    internal static Task<IResult> PostAsync(HttpContext http, Guid id, Guid pid, DeclareInterest body, CommandShell shell)
    {
        var declarationId = shell.NewId();
        return shell.OverTwoAsync<Session, Case, DeclareInterest>(
            http, id, session => session.CaseId, body,
            (state, file, command, now) => NotAParty(file, command) ?? Decide(state, command, pid, declarationId, now),
            _ => Reply.Created($"/api/v1/sessions/{id}", new { id = declarationId, participantId = pid, hasInterest = body.HasInterest }),
            CommandKind.Append);
    }

    private static Decision? NotAParty(Case file, DeclareInterest command) =>
        new FieldCheck()
            .That(command.PartyId is null || file.HasParty(command.PartyId), "partyId", "unknown", "不是本案当事人", "Not a party of the case")
            .Refusal is { } bad ? (Decision)bad : null;
}
