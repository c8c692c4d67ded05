using Mediation.Contracts;
using Mediation.Intake.Disputes;
using Mediation.ServiceDefaults;

namespace Mediation.Intake.Leads;

/// <summary>The lead is for somebody else, and was sent there.</summary>
internal sealed record DivertLead(string Destination = "", string? Note = null)
{
    internal static FieldCheck Check(DivertLead command) => new FieldCheck()
        .That(DiversionDestinations.All.Contains(command.Destination), "destination", "unknown", "去向未知", "Unknown destination")
        .OptionalText("note", command.Note, SettleLead.MostNote);

    internal static Decision Decide(Lead state, Guid id, DivertLead command, Guid? unit, DateTimeOffset now) =>
        LeadClosing.Refusal(state) is { } refusal
            ? refusal
            : Decision.Of(new LeadDiverted(command.Destination, unit, now)).Sealing(id, VaultFields.LeadNote, command.Note);

    internal static async Task<IResult> HandleAsync(HttpContext http, Guid id, DivertLead body, CommandShell shell) =>
        Check(body).Refusal is { } bad
            ? Problem.From(http, bad)
            : await shell.ChangeAsync<Lead, DivertLead>(
                http, id, body, (state, command, now) => Decide(state, id, command, LeadClosing.UnitOf(http), now), state => LeadClosing.Reply(id, state));
}
