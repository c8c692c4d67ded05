using Mediation.ServiceDefaults;

namespace Mediation.Reporting.Metrics;

/// <summary>Reads questions about an area and a period that are no metric's, with a metric's parameters, scope and refusals. Thread-safe.</summary>
internal sealed class AreaQuestions(Answers answers)
{
    /// <summary>The question as the caller may ask it, or why there is no answer.</summary>
    /// <param name="http">The request.</param>
    /// <param name="like">The metric whose groupings there are.</param>
    /// <param name="now">The moment.</param>
    /// <param name="own">Which of a metric's parameters the route has.</param>
    /// <param name="more">Which it has beside them.</param>
    internal async Task<(MetricQuery?, Refusal?)> ReadAsync(HttpContext http, Metric like, DateTimeOffset now, string[] own, params string[] more)
    {
        var strange = http.Request.Query.Keys.Intersect(QueryParameters.Names, StringComparer.OrdinalIgnoreCase)
            .Except(own, StringComparer.OrdinalIgnoreCase).ToList();
        if (strange.Count > 0)
        {
            return (null, QueryRefusals.Bad([.. strange.Select(QueryRefusals.UnknownParameter)]));
        }

        var (query, bad) = QueryParameters.Read(like, http.Request.Query, now, more);
        query = query?.Within(Admission.Of(http).Scope, out bad);
        bad ??= await answers.RefuseAsync(query!, http.RequestAborted);
        return bad is null ? (query, null) : (null, bad);
    }
}
