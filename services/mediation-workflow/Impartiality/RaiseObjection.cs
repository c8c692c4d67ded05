using Mediation.ServiceDefaults;
using Mediation.Workflow.Cases;

namespace Mediation.Workflow.Impartiality;

/// <summary>A party objects to the mediator, or the mediator declares to be a relative or to have an interest (PML 19).</summary>
/// <param name="PartyId">Who objects; left out when the mediator declares it.</param>
internal sealed record RaiseObjection(Guid? PartyId = null, ObjectionGround? Ground = null, string? Reason = null)
{
    private static readonly Refusal NoMediator = new("objection.noMediator", "本案尚无调解员", "The case has no mediator");
    private static readonly Refusal NotYours = new("objection.notYours", "申报须由调解员本人作出", "A mediator declares for themselves only");
    private static readonly Refusal Already =
        new("objection.pending", "已有未决定的回避申请", "An objection to this mediator waits for its decision");

    internal static Decision Decide(Case state, RaiseObjection command, Guid? personId, Guid objectionId, DateTimeOffset now)
    {
        var check = new FieldCheck()
            .That(command.PartyId is null || state.HasParty(command.PartyId), "partyId", "unknown", "不是本案当事人", "Not a party of the case")
            .Present("ground", command.Ground)
            .Text("reason", command.Reason, FieldChecks.ShortText);
        return check.Refusal is { } bad ? bad
            : state.Status == CaseStatus.Closed ? CaseRefusals.Closed
            : state.MediatorId is not { } mediator ? NoMediator
            : command.PartyId is null && personId != mediator ? NotYours
            : state.PendingObjection is not null ? Already
            : Decision.Of(new ObjectionRaised(objectionId, command.PartyId, mediator, command.Ground!.Value, now))
                .Sealing(objectionId, "reason", command.Reason);
    }

    internal static Task<IResult> PostAsync(HttpContext http, Guid id, RaiseObjection body, CommandShell shell)
    {
        var (objectionId, person) = (shell.NewId(), Caller.Of(http).PersonId);
        return shell.AppendAsync<Case, RaiseObjection>(
            http, id, body, (state, command, now) => Decide(state, command, person, objectionId, now),
            state => Reply.Created($"/api/v1/cases/{id}", new { id = objectionId, mediatorId = state.MediatorId, partyId = body.PartyId }));
    }
}
