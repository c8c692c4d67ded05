using Mediation.Intake.Disputes;
using Mediation.ServiceDefaults;

namespace Mediation.Intake.Leads;

/// <summary>The lead is about a dispute that is on file.</summary>
internal sealed record LinkLead(Guid? DisputeId = null)
{
    internal static readonly Refusal ToDuplicate =
        new("lead.linkedToDuplicate", "目标本身是重复件，请关联原件", "That dispute is a duplicate itself; link to its original");

    internal static Decision Decide(Lead state, Dispute dispute, LinkLead command, Guid? unit, DateTimeOffset now) =>
        LeadClosing.Refusal(state) is { } refusal ? refusal
        : dispute.DuplicateOf is not null ? ToDuplicate
        : Decision.Of(new LeadLinked(command.DisputeId.GetValueOrDefault(), unit, now));

    internal static async Task<IResult> HandleAsync(HttpContext http, Guid id, LinkLead body, CommandShell shell) =>
        new FieldCheck().That(body.DisputeId.GetValueOrDefault() != Guid.Empty, "disputeId", "required", "必填", "Required").Refusal is { } bad
            ? Problem.From(http, bad)
            : await shell.OverTwoAsync<Lead, Dispute, LinkLead>(
                http, id, _ => body.DisputeId.GetValueOrDefault(), body,
                (state, dispute, command, now) => Decide(state, dispute, command, LeadClosing.UnitOf(http), now),
                state => LeadClosing.Reply(id, state), CommandKind.Change);
}
