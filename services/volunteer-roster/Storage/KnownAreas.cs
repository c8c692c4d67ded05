using Mediation.Contracts;
using Mediation.ServiceDefaults;

namespace Mediation.Roster.Storage;

/// <summary>Areas by the list that operators load.</summary>
internal static class KnownAreas
{
    internal const string List = "areas";

    private const int GridLength = 15;

    /// <summary>The area without padding; null when the list does not have it on that day. Grids are not listed: their village must be.</summary>
    internal static async Task<AreaCode?> FindAsync(CodeLists codes, string text, DateOnly on, CancellationToken cancellation)
    {
        if (!AreaCode.TryParse(text, out var area))
        {
            return null;
        }

        var listed = area.Value.Value.Length == GridLength ? area.Value.Parent!.Value : area.Value;
        return await codes.FindAsync(List, listed.Value, on, cancellation) is null ? null : area;
    }

    /// <summary>The same for something new to be made there by a caller.</summary>
    /// <returns>The area, or why not.</returns>
    internal static async Task<(AreaCode?, Refusal?)> AdmitAsync(HttpContext http, CodeLists codes, string field, string text, DateOnly on)
    {
        var area = await FindAsync(codes, text, on, http.RequestAborted);
        return area is not { } known ? (null, new FieldCheck().That(false, field, "unknown", "区划代码未知", "Unknown area").Refusal)
            : Admission.Of(http).RefusalFor(known.Value) is { } outside ? (null, outside)
            : (known, null);
    }
}
