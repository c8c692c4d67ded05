using Mediation.Workflow.Agreements;
using Mediation.Workflow.Cases;

namespace Mediation.Workflow.Confirmations;

/// <summary>What an application needs with it (JI 354; forms: confirmation).</summary>
internal static class Packet
{
    internal static IReadOnlyList<PacketItem> For(Agreement agreement, Case file) =>
    [
        new(PaperKind.Application), new(PaperKind.Agreement), new(PaperKind.CommitteeProof),
        .. agreement.PartyIds.Select(id => new PacketItem(PaperKind.Identity, id)),
        .. agreement.Signatures.Where(s => s.ByAgent == true).Select(s => new PacketItem(PaperKind.PowerOfAttorney, s.PartyId)),
        .. NeedsPropertyPapers(agreement, file) ? [new PacketItem(PaperKind.PropertyPapers)] : Array.Empty<PacketItem>(),
    ];

    /// <summary>As refusals name it.</summary>
    internal static string NameOf(PacketItem item) =>
        char.ToLowerInvariant($"{item.Kind}"[0]) + $"{item.Kind}"[1..] + (item.PartyId is { } party ? $":{party}" : "");

    private static bool NeedsPropertyPapers(Agreement agreement, Case file) =>
        file.TypeCode is "0403" or "0602" || file.TypeCode.StartsWith("09", StringComparison.Ordinal) || agreement.Matters?.Contains(Matter.RealRights) == true;
}
