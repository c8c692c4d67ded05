using Mediation.Contracts;
using Mediation.Intake.Committees;
using Mediation.Intake.Storage;
using Mediation.ServiceDefaults;

namespace Mediation.Intake.Disputes;

internal sealed record AcceptDispute(Guid? CommitteeId = null)
{
    internal static readonly Refusal TwoSidesNeeded =
        new("dispute.twoSidesNeeded", "受理须有双方当事人", "At least two sides are needed") { Missing = ["side:2"] };
    internal static readonly Refusal ConsentMissing = new("dispute.consentMissing", "尚缺当事人同意", "A side has not consented");
    internal static readonly Refusal CommitteeUnknown = new("committee.unknown", "调委会不存在", "No such committee");
    internal static readonly Refusal OtherArea =
        new("committee.otherArea", "纠纷不在该调委会辖区内", "The dispute arose outside the committee's area");

    /// <summary>Everything that may stand against acceptance, known before a number is drawn.</summary>
    internal static Refusal? Check(Dispute state, Committee committee, Guid? committeeId)
    {
        if (DisputeRefusals.Closed(state) is { } closed)
        {
            return closed;
        }

        var sides = state.Parties.GroupBy(p => p.Side).ToList();
        var silent = sides.Where(side => side.All(p => p.Consented != true)).Select(side => $"consent:{side.Key}").ToList();
        return sides.Count < 2 ? TwoSidesNeeded
            : silent.Count > 0 ? ConsentMissing with { Missing = silent }
            : committee.Revision == 0 ? CommitteeUnknown
            : !committee.Covers(state.AreaCode) ? OtherArea
            : DisputeRefusals.HeldByOther(state, committeeId);
    }

    internal static Decision Decide(Dispute state, Committee committee, AcceptDispute command, int serial, DateTimeOffset now) =>
        Check(state, committee, command.CommitteeId) is { } refusal
            ? refusal
            : Decision.Of(new DisputeAdmitted(
                command.CommitteeId.GetValueOrDefault(), CaseNumberText(committee, ChinaTime.DayOf(now).Year, serial), state.AreaCode, state.TypeCode, state.Source,
                [.. state.Parties.Select(p => new RegisteredParty(p.PartyId, p.Side, p.Kind))],
                state.Households, state.Persons, state.Amount, now, state.Signs is [] ? null : state.Signs,
                state.AppliedOn ?? ChinaTime.DayOf(state.RegisteredAt)));

    internal static string CaseNumberText(Committee committee, int year, int serial) => $"（{year}）{committee.ShortName}人调字第{serial:0000}号";

    internal static async Task<IResult> HandleAsync(HttpContext http, Guid id, AcceptDispute body, CommandShell shell)
    {
        if (new FieldCheck().That(body.CommitteeId.GetValueOrDefault() != Guid.Empty, "committeeId", "required", "必填", "Required").Refusal is { } bad)
        {
            return Problem.From(http, bad);
        }

        return await shell.TransactAsync<Dispute, AcceptDispute>(http, id, body, async (transaction, state, command, now) =>
        {
            var (committee, _) = await transaction.FetchForWritingAsync<Committee>(command.CommitteeId.GetValueOrDefault(), cancellation: http.RequestAborted);
            // A committee of others is none that the caller could know of.
            var own = Admission.Of(http).Scope.Sees(command.CommitteeId, committee.State.AreaCode);
            if (Check(state, own ? committee.State : Committee.Initial, command.CommitteeId) is { } refusal)
            {
                return refusal;
            }

            var serial = await CaseNumbers.NextAsync(transaction, command.CommitteeId.GetValueOrDefault(), ChinaTime.DayOf(now).Year, http.RequestAborted);
            return Decide(state, committee.State, command, serial, now);
        }, state => Reply.Ok(new AcceptanceAnswer(id, state.CaseNumber!, state.Version, state.AcceptedAt.GetValueOrDefault())));
    }
}

internal sealed record AcceptanceAnswer(Guid Id, string CaseNumber, long Version, DateTimeOffset AcceptedAt);
