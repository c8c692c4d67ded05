using Mediation.EventStore;

namespace Mediation.Workflow.Methods;

/// <summary>Methods by their codes: those that ship, and those that committees published.</summary>
internal static class MethodLibrary
{
    /// <returns>Null when there is no such method or version, or the reader may not see it.</returns>
    internal static async Task<FoundMethod?> FindAsync(StoreReader store, string code, int? version, CancellationToken cancellation)
    {
        if (MethodCatalog.Find(code) is { } shipped)
        {
            return (version is { } number ? MethodCatalog.Find(code, number) : shipped) is { } method ? new FoundMethod(method, null, 0) : null;
        }

        var own = await store.FetchForWritingAsync<OwnMethod>(OwnMethod.IdOf(code), cancellation);
        return own.State.Find(version) is { } published ? new FoundMethod(published, own.State, own.Version) : null;
    }
}

/// <param name="Own">Whose it is; null when it ships.</param>
/// <param name="StreamVersion">Of its stream.</param>
internal sealed record FoundMethod(Method Method, OwnMethod? Own, long StreamVersion);
