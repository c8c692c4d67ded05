using Mediation.Contracts;
using Mediation.ServiceDefaults;

namespace Mediation.Intake.Disputes;

internal sealed record RecordConsent(Guid? PartyId = null, bool? Given = null)
{
    internal static readonly Refusal UnknownParty = new("dispute.partyUnknown", "该纠纷没有此当事人", "No such party in this dispute");

    internal static Decision Decide(Dispute state, RecordConsent command, DateTimeOffset now)
    {
        var given = command.Given == true;
        if (state.Parties.FirstOrDefault(p => p.PartyId == command.PartyId) is not { } party)
        {
            return UnknownParty;
        }

        if (state.Status == DisputeStatus.Accepted)
        {
            return DisputeRefusals.AlreadyAccepted;
        }

        if (party.Consented == given)
        {
            return Decision.AlreadySo;
        }

        if (DisputeRefusals.Closed(state) is { } refusal)
        {
            return refusal;
        }

        // People's Mediation Law, art. 17: one side's clear refusal ends it.
        return given
            ? Decision.Of(new ConsentGiven(party.PartyId, now))
            : Decision.Of(new ConsentRefused(party.PartyId, now), new DisputeEnded(Endings.Unwilling, now));
    }

    internal static async Task<IResult> HandleAsync(HttpContext http, Guid id, RecordConsent body, CommandShell shell)
    {
        var check = new FieldCheck()
            .That(body.PartyId.GetValueOrDefault() != Guid.Empty, "partyId", "required", "必填", "Required")
            .That(body.Given is not null, "given", "required", "必填", "Required");
        return check.Refusal is { } bad
            ? Problem.From(http, bad)
            : await shell.AppendAsync<Dispute, RecordConsent>(
                http, id, body, Decide, state => Reply.Ok(new ConsentAnswer(id, state.Version, state.Status, body.PartyId.GetValueOrDefault(), body.Given == true)));
    }
}

internal sealed record ConsentAnswer(Guid Id, long Version, DisputeStatus Status, Guid PartyId, bool Given);
