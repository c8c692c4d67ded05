using Mediation.ServiceDefaults;
using Mediation.Workflow.Cases;

namespace Mediation.Workflow.Escalation;

/// <summary>Names the lead official (包案领导); a later one takes the place of the earlier.</summary>
/// <param name="PersonId">In the roster, if there.</param>
internal sealed record NameLeadOfficial(Guid? PersonId = null, string? Name = null, string? Post = null)
{
    internal static Decision Decide(Case state, NameLeadOfficial command, Guid leadId, DateTimeOffset now)
    {
        var check = new FieldCheck().Text("name", command.Name, 100).OptionalText("post", command.Post, 200);
        return check.Refusal is { } bad ? bad
            : state.Status == CaseStatus.Closed ? CaseRefusals.Closed
            : Decision.Of(new LeadOfficialNamed(leadId, command.PersonId, now))
                .Sealing(leadId, "name", command.Name).Sealing(leadId, "post", command.Post);
    }

    internal static Task<IResult> PostAsync(HttpContext http, Guid id, NameLeadOfficial body, CommandShell shell)
    {
        var leadId = shell.NewId();
        return shell.ChangeAsync<Case, NameLeadOfficial>(http, id, body, (state, command, now) => Decide(state, command, leadId, now), CaseReplies.Ok);
    }
}
