using Mediation.ServiceDefaults;
using Mediation.Workflow.Cases;

namespace Mediation.Workflow.Dossiers;

/// <summary>Puts a note on the file (slot 12): what is missing or damaged, and why. A dossier that lacks a must is filed with it only.</summary>
internal sealed record AddDossierNote(IReadOnlyList<DossierSlot>? Explains = null, string? Text = null)
{
    internal const string Field = "text";

    internal static Decision Decide(Case state, AddDossierNote command, Guid noteId, DateTimeOffset now)
    {
        var check = new FieldCheck()
            .Text("text", command.Text, FieldChecks.LongText)
            .Count("explains", command.Explains, 0, DossierSlots.All.Count);
        return check.Refusal is { } bad ? bad
            : state.IsFiled ? DossierRefusals.Filed
            : Decision.Of(new DossierNoteAdded(noteId, [.. (command.Explains ?? []).Distinct().Order()], now)).Sealing(noteId, Field, command.Text);
    }

    internal static Task<IResult> PostAsync(HttpContext http, Guid id, AddDossierNote body, CommandShell shell)
    {
        var noteId = shell.NewId();
        return shell.AppendAsync<Case, AddDossierNote>(
            http, id, body, (state, command, now) => Decide(state, command, noteId, now),
            _ => Reply.Created($"/api/v1/cases/{id}/dossier", new { id = noteId, caseId = id }));
    }
}
