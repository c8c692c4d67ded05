using Mediation.Contracts;
using Mediation.ServiceDefaults;

namespace Mediation.Workflow.Agreements;

/// <summary>An obligation was not kept: said by a party, or found at a follow-up. Answers with the remedies that are left.</summary>
internal sealed record ReportBreach(BreachFoundBy? FoundBy = null, Guid? PartyId = null, DateOnly? FoundOn = null, string? Text = null)
{
    private static readonly Refusal Kept = new("breach.nothingOverdue", "没有逾期未履行的部分", "Nothing was overdue on that day");

    internal static Decision Decide(Agreement state, ReportBreach command, Guid obligationId, Guid breachId, DateTimeOffset now)
    {
        if (state.Obligation(obligationId) is not { } duty)
        {
            return Refusal.Unknown("obligation");
        }

        var foundOn = command.FoundOn ?? ChinaTime.DayOf(now);
        if (Check(command, now) is { } bad)
        {
            return bad;
        }

        return state.EffectiveAt is null ? AgreementRefusals.NotInEffect
            : command.PartyId is { } party && !state.PartyIds.Contains(party) ? SignatureRules.NotAParty
            : ObligationAccount.Of(state, duty, foundOn).OverdueSince is null ? Kept
            : Decision.Of(new BreachReported(new Breach(breachId, obligationId, command.FoundBy!.Value, command.PartyId, foundOn), now))
                .Sealing(breachId, "text", command.Text);
    }

    internal static Task<IResult> PostAsync(HttpContext http, Guid id, Guid oid, ReportBreach body, CommandShell shell, TimeProvider clock)
    {
        var breachId = shell.NewId();
        return shell.AppendAsync<Agreement, ReportBreach>(
            http, id, body, (state, command, now) => Decide(state, command, oid, breachId, now),
            state => Reply.Created(
                $"/api/v1/agreements/{id}/performance",
                new { id = breachId, agreementId = id, remedies = Remedies.Of(state, ChinaTime.DayOf(clock.GetUtcNow())) }));
    }

    private static Refusal? Check(ReportBreach command, DateTimeOffset now)
    {
        var check = new FieldCheck()
            .Present("foundBy", command.FoundBy)
            .Day("foundOn", command.FoundOn)
            .That(!(command.FoundOn > ChinaTime.DayOf(now)), "foundOn", "inFuture", "日期不得晚于今日", "Must not be in the future")
            .OptionalText("text", command.Text, FieldChecks.LongText);
        return (command.FoundBy == BreachFoundBy.Party ? check.Present("partyId", command.PartyId) : check.Absent("partyId", command.PartyId)).Refusal;
    }
}
