using Mediation.Workflow.Dossiers;

namespace Mediation.Workflow.Evidence;

/// <summary>A file was put into the case. Its name and what was said of it lie in the vault under the id, its bytes under the hash.</summary>
/// <param name="Slot">Where in the dossier it belongs.</param>
/// <param name="PartyId">Whose it is, of an identity proof or a power of attorney.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Sha256">Of the content, lower hexadecimal.</param>
internal sealed record EvidenceFiled(
    Guid EvidenceId, DossierSlot Slot, Guid? PartyId, FileType Type, long Size, string Sha256, DateTimeOffset At);
