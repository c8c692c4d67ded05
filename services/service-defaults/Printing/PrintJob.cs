namespace Mediation.ServiceDefaults;

/// <summary>A page to print. Its scripts do not run, and it gets nothing from anywhere but the pictures it is given here.</summary>
/// <param name="Html">The page.</param>
/// <param name="Policy">Its content security policy.</param>
public sealed record PrintJob(string Html, string Policy)
{
    /// <summary>Where the page believes to be. No such host exists anywhere (RFC 6761), and no request for it leaves the browser.</summary>
    public const string Origin = "https://print.invalid";

    /// <summary>Once the pages are known: parts to replace, by the id of their element. Null for a page that names no pages, which is laid out once.</summary>
    public Func<PrintedPages, IReadOnlyDictionary<string, string>>? Corrections { get; init; }

    /// <summary>A picture's bytes with their media type; null when there is none.</summary>
    public Func<Guid, CancellationToken, Task<(string Media, byte[] Bytes)?>> PictureAsync { get; init; } =
        (_, _) => Task.FromResult<(string, byte[])?>(null);

    /// <summary>The address under which the page asks for a picture.</summary>
    public static string AddressOf(Guid picture) => $"{Origin}/{picture:N}";
}
