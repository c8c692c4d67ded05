using Mediation.Workflow.Forms;

namespace Mediation.Workflow.Printing;

/// <summary>What is printed.</summary>
/// <param name="Html">The page.</param>
/// <param name="Policy">Its content security policy.</param>
/// <param name="Corrections">Once the pages are known: parts to replace, by the id of their element.</param>
/// <param name="PictureAsync">The bytes and the media type of the picture at an address below the origin; null when there is none.</param>
internal sealed record Sheet(
    string Html, string Policy, Func<DossierPages, IReadOnlyDictionary<string, string>> Corrections,
    Func<string, CancellationToken, Task<(string Media, byte[] Bytes)?>> PictureAsync)
{
    /// <summary>No such host exists anywhere (RFC 6761), and no request for it leaves the browser.</summary>
    internal const string Origin = "https://dossier.invalid";

    internal static string AddressOf(Picture picture) => $"{Origin}/{picture.EvidenceId:N}{(picture.Page is { } page ? $"-{page}" : "")}";
}
