using Mediation.ServiceDefaults;

namespace Mediation.Intake;

/// <summary>Where the trails are: each service keeps its own.</summary>
internal static class ListTrails
{
    private static readonly TrailList All =
        new([.. ((string[])["intake", "workflow", "roster", "reporting", "identity"]).Select(name => new TrailLink(name, $"/api/v1/audit/{name}"))]);

    internal static IResult Handle() => Results.Json(All, ServiceJson.Options);
}

internal sealed record TrailList(IReadOnlyList<TrailLink> Items);

internal sealed record TrailLink(string Service, string Path);
