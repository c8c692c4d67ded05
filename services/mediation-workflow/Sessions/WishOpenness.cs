using Mediation.ServiceDefaults;
using Mediation.Workflow.Cases;

namespace Mediation.Workflow.Sessions;

/// <summary>A party wants the session open to the public, or behind closed doors.</summary>
internal sealed record WishOpenness(Guid? PartyId = null, bool? Open = null)
{
    internal static Decision Decide(Session state, Case file, WishOpenness command, DateTimeOffset now)
    {
        var check = new FieldCheck()
            .Present("partyId", command.PartyId)
            .That(command.PartyId is null || file.HasParty(command.PartyId), "partyId", "unknown", "不是本案当事人", "Not a party of the case")
            .Present("open", command.Open);
        return (check.Refusal ?? state.Over) is { } bad ? bad
            : state.Wishes.Contains(new Wish(command.PartyId!.Value, command.Open!.Value)) ? Decision.AlreadySo
            : Decision.Of(new OpennessWished(command.PartyId.Value, command.Open.Value, now));
    }

    internal static Task<IResult> PostAsync(HttpContext http, Guid id, WishOpenness body, CommandShell shell) =>
        shell.OverTwoAsync<Session, Case, WishOpenness>(
            http, id, session => session.CaseId, body, Decide,
            state => Reply.Ok(new { sessionId = id, openToPublic = state.IsOpenToPublic }), CommandKind.Append);
}
