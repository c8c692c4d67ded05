using System.Security.Cryptography;
using System.Text;
using Mediation.EventStore;

namespace Mediation.Reporting.Sheets;

/// <summary>That an area has closed a sheet of a month, and how often it was corrected since. The figures lie beside it, as they were answered.</summary>
internal sealed record SheetClosing : IAggregate<SheetClosing>
{
    public static SheetClosing Initial { get; } = new();

    public long Version { get; init; }

    public string Sheet { get; init; } = "";

    public string AreaCode { get; init; } = "";

    /// <summary>yyyy-MM.</summary>
    public string Month { get; init; } = "";

    public int Revision { get; init; }

    /// <summary>Whoever closes the same sheet twice, or two at once, means one closing.</summary>
    internal static Guid IdOf(string sheet, string area, string month) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes($"{sheet}|{area}|{month}")).AsSpan(0, 16));

    public SheetClosing Evolve(object @event) => After(@event) with { Version = Version + 1 };

    private SheetClosing After(object @event) => @event switch
    {
        SheetClosed e => this with { Sheet = e.Sheet, AreaCode = e.AreaCode, Month = e.Month, Revision = 1 },
        SheetCorrected e => this with { Revision = e.Revision },
        _ => this,
    };
}

/// <param name="Sheet">S1, S2, S3.</param>
/// <param name="AreaCode">Whose.</param>
/// <param name="Month">yyyy-MM.</param>
/// <param name="Digest">SHA-256 of the frozen figures, hex.</param>
/// <param name="ClosedAt">When.</param>
internal sealed record SheetClosed(string Sheet, string AreaCode, string Month, string Digest, DateTimeOffset ClosedAt);

/// <summary>The figures were read anew; the reason is in the vault under the correction's id.</summary>
internal sealed record SheetCorrected(Guid CorrectionId, int Revision, string Digest, DateTimeOffset CorrectedAt);
