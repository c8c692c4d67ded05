using Npgsql;

namespace Mediation.Identity.Storage;

/// <summary>EF Core wraps what went wrong at the database; the suite's answers look at the fault itself.</summary>
internal static class StoreFaults
{
    internal static async Task UnwrapAsync(HttpContext http, RequestDelegate next)
    {
        try
        {
            await next(http);
        }
        catch (Exception e) when (e is not NpgsqlException && e.InnerException is NpgsqlException fault)
        {
            throw new NpgsqlException(fault.Message, e);
        }
    }
}
