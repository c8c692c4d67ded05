using Mediation.Contracts;
using Mediation.ServiceDefaults;

namespace Mediation.Intake.Storage;

/// <summary>Codes that a dispute may carry, by the lists that operators load.</summary>
internal static class KnownCodes
{
    internal const string Areas = "areas";
    internal const string DisputeTypes = "dispute-types";

    private const int GridLength = 15;

    /// <summary>The area without padding; null when no list has it on that day. Grids are not listed: their village must be.</summary>
    internal static async Task<AreaCode?> AreaAsync(CodeLists codes, string text, DateOnly on, CancellationToken cancellation)
    {
        if (!AreaCode.TryParse(text, out var area))
        {
            return null;
        }

        var listed = area.Value.Value.Length == GridLength ? area.Value.Parent!.Value : area.Value;
        return await codes.FindAsync(Areas, listed.Value, on, cancellation) is null ? null : area;
    }

    internal static Task<CodeEntry?> TypeAsync(CodeLists codes, string code, DateOnly on, CancellationToken cancellation) =>
        codes.FindAsync(DisputeTypes, code, on, cancellation);
}
