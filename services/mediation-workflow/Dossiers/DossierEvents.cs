using System.Text.Json.Serialization;
using Mediation.Workflow.Storage;

namespace Mediation.Workflow.Dossiers;

/// <summary>A note on the file: what is missing or damaged, and why. Its words lie in the vault under the id.</summary>
internal sealed record DossierNoteAdded(Guid NoteId, IReadOnlyList<DossierSlot> Explains, DateTimeOffset At);

/// <summary>The dossier was bound and filed; title, remarks and names of the cover lie in the vault under the case's id.</summary>
internal sealed record DossierFiled(DossierRetention Retention, DateTimeOffset At);

[JsonConverter(typeof(CamelCaseEnum<DossierRetention>))]
internal enum DossierRetention
{
    Permanent,
    Long,
    Short,
}

internal static class Retentions
{
    internal static string NameOf(DossierRetention retention) => retention switch
    {
        DossierRetention.Permanent => "永久",
        DossierRetention.Long => "长期",
        _ => "短期",
    };
}
