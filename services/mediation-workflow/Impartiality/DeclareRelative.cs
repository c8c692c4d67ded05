using Mediation.ServiceDefaults;
using Mediation.Workflow.Cases;

namespace Mediation.Workflow.Impartiality;

/// <summary>Puts a party's relative on record, so that a namesake in a panel is noticed.</summary>
internal sealed record DeclareRelative(Guid? PartyId = null, string? Name = null, string? Kinship = null)
{
    /// <summary>The vault's field of relatives' names.</summary>
    internal const string NameField = "relativeName";

    private const int Most = 200;

    private static readonly Refusal TooMany = new("relative.tooMany", "登记的亲属过多", "Too many relatives");

    internal static Decision Decide(Case state, DeclareRelative command, Guid relativeId, DateTimeOffset now)
    {
        var check = new FieldCheck()
            .Present("partyId", command.PartyId)
            .That(command.PartyId is null || state.HasParty(command.PartyId), "partyId", "unknown", "不是本案当事人", "Not a party of the case")
            .Text("name", command.Name, 100)
            .OptionalText("kinship", command.Kinship, 100);
        return check.Refusal is { } bad ? bad
            : state.Status == CaseStatus.Closed ? CaseRefusals.Closed
            : state.Relatives.Count >= Most ? TooMany
            : Decision.Of(new RelativeDeclared(relativeId, command.PartyId!.Value, now))
                .Sealing(relativeId, NameField, command.Name).Sealing(relativeId, "kinship", command.Kinship);
    }

    internal static Task<IResult> PostAsync(HttpContext http, Guid id, DeclareRelative body, CommandShell shell)
    {
        var relativeId = shell.NewId();
        return shell.AppendAsync<Case, DeclareRelative>(
            http, id, body, (state, command, now) => Decide(state, command, relativeId, now),
            _ => Reply.Created($"/api/v1/cases/{id}", new { id = relativeId, partyId = body.PartyId }));
    }
}
