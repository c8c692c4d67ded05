using Microsoft.AspNetCore.Routing.Matching;

namespace Mediation.Gateway.Routes;

/// <summary>ASP.NET Core matches without regard to case; this takes back the matches of case-sensitive routes.</summary>
internal sealed class ExactCasePolicy : MatcherPolicy, IEndpointSelectorPolicy
{
    public override int Order => 0;

    public bool AppliesToEndpoints(IReadOnlyList<Endpoint> endpoints) => endpoints.Any(e => Template(e) is not null);

    public Task ApplyAsync(HttpContext httpContext, CandidateSet candidates)
    {
        for (var i = 0; i < candidates.Count; i++)
        {
            if (candidates.IsValidCandidate(i) && Template(candidates[i].Endpoint) is { } template)
            {
                candidates.SetValidity(i, template.AgreesWith(httpContext.Request.Path.Value ?? "/"));
            }
        }

        return Task.CompletedTask;
    }

    private static PathTemplate? Template(Endpoint endpoint) =>
        endpoint.Metadata.GetMetadata<GatewayRoute>() is { CaseSensitive: true } ? endpoint.Metadata.GetMetadata<PathTemplate>() : null;
}
