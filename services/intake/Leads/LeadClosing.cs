using Mediation.ServiceDefaults;

namespace Mediation.Intake.Leads;

/// <summary>What the ways of dealing with a lead share.</summary>
internal static class LeadClosing
{
    internal static readonly Refusal Closed = new("lead.closed", "该线索已处理", "The lead has been dealt with already");

    internal static Refusal? Refusal(Lead lead) => lead.Status == LeadStatus.Open ? null : Closed;

    /// <summary>The unit that takes the lead by dealing with it; none when it cannot be told which.</summary>
    internal static Guid? UnitOf(HttpContext http) => Caller.Of(http).Units is [var only] ? only : null;

    internal static Reply Reply(Guid id, Lead lead) => ServiceDefaults.Reply.Ok(new LeadClosed(id, lead.Version, lead.Status, lead.DisputeId));
}

internal sealed record LeadClosed(Guid Id, long Version, LeadStatus Status, Guid? DisputeId);
