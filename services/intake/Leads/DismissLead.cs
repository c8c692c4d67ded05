using Mediation.Intake.Disputes;
using Mediation.ServiceDefaults;

namespace Mediation.Intake.Leads;

/// <summary>Nothing came of the lead, for a reason with a code.</summary>
internal sealed record DismissLead(DismissalCode? Reason = null, string? Note = null)
{
    internal static FieldCheck Check(DismissLead command) => new FieldCheck()
        .That(command.Reason is not null, "reason", "required", "必填", "Required")
        .That(command.Reason is not DismissalCode.Other || !string.IsNullOrWhiteSpace(command.Note), "note", "required", "请写明原因", "Say why")
        .OptionalText("note", command.Note, SettleLead.MostNote);

    internal static Decision Decide(Lead state, Guid id, DismissLead command, Guid? unit, DateTimeOffset now) =>
        LeadClosing.Refusal(state) is { } refusal
            ? refusal
            : Decision.Of(new LeadDismissed(command.Reason.GetValueOrDefault(), unit, now)).Sealing(id, VaultFields.LeadNote, command.Note);

    internal static async Task<IResult> HandleAsync(HttpContext http, Guid id, DismissLead body, CommandShell shell) =>
        Check(body).Refusal is { } bad
            ? Problem.From(http, bad)
            : await shell.ChangeAsync<Lead, DismissLead>(
                http, id, body, (state, command, now) => Decide(state, id, command, LeadClosing.UnitOf(http), now), state => LeadClosing.Reply(id, state));
}
