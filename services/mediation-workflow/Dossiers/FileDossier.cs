using Mediation.ServiceDefaults;
using Mediation.Workflow.Cases;
using Mediation.Workflow.Forms;

namespace Mediation.Workflow.Dossiers;

/// <summary>Binds and files the dossier of a case that is over: complete, or with a note on the file about what it lacks.</summary>
internal sealed record FileDossier(
    DossierRetention? Retention = null, string? Title = null, string? FiledBy = null, string? CheckedBy = null, string? Remarks = null)
{
    internal const string TitleField = "dossierTitle";
    internal const string FiledByField = "dossierFiledBy";
    internal const string CheckedByField = "dossierCheckedBy";
    internal const string RemarksField = "dossierRemarks";

    private static readonly Refusal StillOpen = new("dossier.caseOpen", "案件尚未结束，不能归档", "The case is not over yet");

    /// <param name="missing">Musts that are neither filled nor explained by a note.</param>
    internal static Decision Decide(Case state, FileDossier command, IReadOnlyList<DossierSlot> missing, DateTimeOffset now)
    {
        var check = new FieldCheck()
            .Present("retention", command.Retention)
            .OptionalText("title", command.Title, FieldChecks.ShortText)
            .Text("filedBy", command.FiledBy, 100)
            .OptionalText("checkedBy", command.CheckedBy, 100)
            .OptionalText("remarks", command.Remarks, FieldChecks.ShortText);
        return check.Refusal is { } bad ? bad
            : state.Status != CaseStatus.Closed ? StillOpen
            : state.IsFiled ? DossierRefusals.Filed
            : missing.Count > 0 ? Incomplete(missing)
            : Decision.Of(new DossierFiled(command.Retention!.Value, now))
                .Sealing(state.Id, TitleField, command.Title).Sealing(state.Id, FiledByField, command.FiledBy)
                .Sealing(state.Id, CheckedByField, command.CheckedBy).Sealing(state.Id, RemarksField, command.Remarks);
    }

    internal static async Task<IResult> PostAsync(HttpContext http, Guid id, FileDossier body, CommandShell shell, PrintFactsReader reader)
    {
        // What is missing is read before the version that If-Match names is checked: what came in between would change that version.
        var facts = await reader.FindAsync(http, id, names: false);
        IReadOnlyList<DossierSlot> missing = facts is null ? []
            : [.. DossierContents.Of(facts).Where(s => s.IsMissing && !s.Explained).Select(s => s.Slot)];
        return await shell.ChangeAsync<Case, FileDossier>(
            http, id, body, (state, command, now) => Decide(state, command, missing, now),
            state => Reply.Ok(new { id, caseNumber = state.CaseNumber, filedAt = state.DossierFiledAt }));
    }

    private static Refusal Incomplete(IReadOnlyList<DossierSlot> missing) =>
        new("dossier.incomplete", "卷宗材料不全，且没有情况说明", "The dossier lacks papers and no note on the file says why")
        {
            Missing = [.. missing.Select(s => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName($"{s}"))],
        };
}
