using Mediation.Intake.Disputes;
using Mediation.ServiceDefaults;

namespace Mediation.Intake.Leads;

/// <summary>Settled on the spot, before it became a dispute on file.</summary>
internal sealed record SettleLead(string Note = "")
{
    internal const int MostNote = 2000;

    internal static Decision Decide(Lead state, Guid id, SettleLead command, Guid? unit, DateTimeOffset now) =>
        LeadClosing.Refusal(state) is { } refusal
            ? refusal
            : Decision.Of(new LeadSettled(unit, now)).Sealing(id, VaultFields.LeadNote, command.Note);

    internal static async Task<IResult> HandleAsync(HttpContext http, Guid id, SettleLead body, CommandShell shell) =>
        new FieldCheck().Text("note", body.Note, MostNote).Refusal is { } bad
            ? Problem.From(http, bad)
            : await shell.ChangeAsync<Lead, SettleLead>(
                http, id, body, (state, command, now) => Decide(state, id, command, LeadClosing.UnitOf(http), now), state => LeadClosing.Reply(id, state));
}
