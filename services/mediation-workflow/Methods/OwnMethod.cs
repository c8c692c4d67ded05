using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using Mediation.EventStore;

namespace Mediation.Workflow.Methods;

/// <summary>A method that a committee made its own: every version it published, as cases that run on them need them.</summary>
internal sealed record OwnMethod : IAggregate<OwnMethod>
{
    public static OwnMethod Initial { get; } = new();

    public Guid Id { get; init; }
    public string Code { get; init; } = "";
    public Guid CommitteeId { get; init; }
    public string AreaCode { get; init; } = "";
    public IReadOnlyList<Method> Versions { get; init; } = [];
    public DateTimeOffset? RetiredAt { get; init; }

    [JsonIgnore]
    public Method? Current => Versions.Count > 0 ? Versions[^1] : null;

    /// <summary>A code names one method everywhere, in reports too: so its stream is found by it, and there cannot be two.</summary>
    internal static Guid IdOf(string code) => new(SHA256.HashData(Encoding.UTF8.GetBytes($"method/{code}")).AsSpan(0, 16), bigEndian: true);

    internal Method? Find(int? version) => version is null ? Current : Versions.FirstOrDefault(m => m.Version == version);

    public OwnMethod Evolve(object @event) => @event switch
    {
        MethodPublished e => this with
        {
            Id = e.MethodId, Code = e.Method.Code, CommitteeId = e.CommitteeId, AreaCode = e.AreaCode, Versions = [.. Versions, e.Method],
        },
        MethodRetired e => this with { RetiredAt = e.At },
        _ => this,
    };
}

/// <summary>Names of a method and its steps are an office's own words for its work, not personal data.</summary>
/// <param name="Basis">Code of the method it was copied from; null when made from nothing, or a further version.</param>
internal sealed record MethodPublished(
    Guid MethodId, Guid CommitteeId, string AreaCode, Method Method, string? Basis, int? BasisVersion, DateTimeOffset At);

internal sealed record MethodRetired(DateTimeOffset At);
