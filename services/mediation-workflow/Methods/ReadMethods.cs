using Mediation.EventStore;
using Mediation.ServiceDefaults;

namespace Mediation.Workflow.Methods;

/// <summary>The methods, for whoever shows steps and gates: those that ship, then those of the caller's committees.</summary>
internal static class ReadMethods
{
    internal static async Task<IResult> AllAsync(HttpContext http, StoreReader store)
    {
        var units = Caller.Of(http).Units.ToArray();
        var own = units.Length == 0 ? [] : await store.QueryAsync<OwnMethod>(
            p => $"committee_id = any({p.Bind(units)}) order by id limit {p.Bind(Paging.Most)}", http.RequestAborted);
        var items = MethodCatalog.Current.Select(method => MethodView.Of(method, null))
            .Concat(own.Select(found => MethodView.Of(found.State)).OrderBy(method => method.Code, StringComparer.Ordinal));
        return Results.Json(new MethodList([.. items], Requirements.Gates), ServiceJson.Options);
    }

    internal static async Task<IResult> OneAsync(HttpContext http, string code, StoreReader store, string? version = null)
    {
        var check = new FieldCheck().Number("version", version, 1, int.MaxValue, out var number);
        if (check.Refusal is { } bad)
        {
            return Problem.From(http, bad);
        }

        if (await MethodLibrary.FindAsync(store, code, (int?)number, http.RequestAborted) is not { } found)
        {
            return Problem.From(http, Refusal.Unknown("method"));
        }

        if (found.Own is not null)
        {
            // What a further version must name.
            http.Response.Headers.ETag = $"\"{found.StreamVersion}\"";
        }

        return Results.Json(MethodView.Of(found.Method, found.Own), ServiceJson.Options);
    }
}
