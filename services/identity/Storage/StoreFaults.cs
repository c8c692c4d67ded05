using System.Runtime.ExceptionServices;
using Npgsql;

namespace Mediation.Identity.Storage;

/// <summary>Says what went wrong in the terms of the suite's answers: EF Core wraps faults of the database, and some faults are the caller's.</summary>
internal static class StoreFaults
{
    internal static async Task NameAsync(HttpContext http, RequestDelegate next)
    {
        try
        {
            await next(http);
        }
        catch (Exception e) when (FromCaller(e))
        {
            throw new BadHttpRequestException("The form cannot be read.", e);
        }
        catch (Exception e) when (e is not NpgsqlException && e.InnerException is NpgsqlException)
        {
            ExceptionDispatchInfo.Throw(e.InnerException);
        }
    }

    // Forms with too many fields or broken parts, and NUL, which PostgreSQL keeps in no text: parameters of the protocol reach it as they came.
    private static bool FromCaller(Exception e) =>
        e is InvalidDataException || (e as PostgresException ?? e.InnerException as PostgresException)?.SqlState == PostgresErrorCodes.CharacterNotInRepertoire;
}
